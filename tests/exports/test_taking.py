"""A list is taken for a purpose and a reason; long ones need a second person; rights are asked again."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Grant
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db, new_public_id
from portal.core.errors import Missing, NotAllowed, Refusal, TooMany
from portal.exports import messages, policies, services
from portal.exports.models import Export, ExportStatus
from tests.factories.deciding import seated
from tests.factories.exports import REASON, actor, cells, exporting_office, taken, wish
from tests.factories.scene import account, unit


@pytest.fixture
def place(app, clock):
    place = exporting_office()
    seated(place.scene, "김하나", snapshot_unit_name="가온고등학교")
    seated(place.scene, "박둘")
    return place


def fresh(export):
    return db.session.get_one(Export, export.id, populate_existing=True)


def folder(app):
    return Path(app.config["EXPORT_FOLDER"])


def acts():
    return list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "export")))


def test_the_file_says_who_when_why_and_holds_the_columns_of_its_purpose(app, place):
    export = taken(place.officer)
    file = services.fetch(actor(place.officer), export.public_id)
    rows = cells(file.content)
    head = "\n".join(row[0] for row in rows[:5])
    for words in ("신청 목록", "김산원", "2025. 3. 12.(수) 10:00", REASON, "선정 심사·결재 자료", "전체", "2건"):
        assert words in head
    assert rows[6][:4] == ["연번", "접수번호", "성명", "직급"]
    assert [row[2] for row in rows[7:]] == ["김하나", "박둘"]
    assert "휴대전화" not in rows[6]
    assert file.name == "신청_목록_선정_심사·결재_자료_20250312_1000.xlsx"


def test_each_file_leaves_a_row_and_a_line_in_the_trail(app, place):
    export = taken(place.officer, query="state=all&office=가온")
    file = services.fetch(actor(place.officer), export.public_id)
    row = fresh(export)
    assert (row.row_count, row.filters, row.reason) == (1, {"state": "all", "office": "가온"}, REASON)
    assert row.sha256 == hashlib.sha256(file.content).hexdigest()
    assert (row.downloads, row.size) == (1, len(file.content))
    assert acts() == ["export.take", "export.fetch"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "export.take")).one()
    assert entry.reason == REASON
    assert entry.after["rows"] == 1
    assert entry.after["sha256"] == row.sha256
    assert "가온" in entry.after["filters"]


def test_the_file_lies_outside_the_web_root_under_a_name_that_says_nothing(app, place):
    export = taken(place.officer)
    [path] = folder(app).iterdir()
    assert path.name == export.stored_as
    assert len(path.name) == 64
    assert path.stat().st_mode & 0o077 == 0
    assert not path.is_relative_to(Path(app.static_folder))


def test_a_form_sent_twice_makes_one_file(app, place):
    key = new_public_id()
    assert taken(place.officer, key=key).id == taken(place.officer, key=key).id
    assert db.session.scalar(select(func.count(Export.id))) == 1
    with pytest.raises(Missing):
        services.take(actor(place.lead), wish(key=key))


def test_who_may_not_take_a_list_is_refused(app, place):
    with pytest.raises(NotAllowed):
        taken(account("직원"))
    with pytest.raises(NotAllowed):
        taken(account("감사", Role.AUDITOR))
    with pytest.raises(NotAllowed):
        taken(place.officer, "trail", "audit", "")
    with pytest.raises(Refusal, match="목적"):
        taken(place.officer, "people", "emergency", "")  # an officer answers for nobody
    with pytest.raises(Missing):
        taken(place.officer, "nothing")


def test_an_empty_list_makes_no_file(app, place):
    with pytest.raises(Refusal, match="내려받을 내용이 없습니다"):
        taken(place.officer, query="q=없는사람")


def test_another_teams_rows_are_not_in_the_file(app, place):
    stranger = account("남의팀", Role.OFFICER, team=unit("총무팀"))
    with pytest.raises(Refusal, match="내려받을 내용이 없습니다"):
        taken(stranger)


def test_one_cannot_take_lists_all_day(app, place, clock, monkeypatch):
    monkeypatch.setattr(policies, "MOST_A_DAY", 2)
    taken(place.officer), taken(place.officer)
    with pytest.raises(TooMany):
        taken(place.officer)
    clock.freeze(clock.now() + timedelta(days=1))
    taken(place.officer)


def test_rights_lost_between_request_and_download_are_lost(app, place):
    export = taken(place.officer)
    grant = db.session.scalars(
        select(Grant).where(Grant.account_id == place.officer.id, Grant.role == Role.OFFICER)
    ).one()
    grant.valid_to = grant.valid_from + timedelta(days=1)
    db.session.commit()
    with pytest.raises(NotAllowed):
        services.fetch(actor(place.officer), export.public_id)
    db.session.add(
        Grant(account_id=place.officer.id, role=Role.OFFICER, unit_id=unit("총무팀").id, valid_from=grant.valid_from,
              reason="옮김")
    )  # fmt: skip
    db.session.commit()
    with pytest.raises(NotAllowed, match="권한이 바뀌었습니다"):
        services.fetch(actor(place.officer), export.public_id)
    assert fresh(export).downloads == 0


def test_nobody_elses_file_exists(app, place):
    export = taken(place.officer)
    for who in (place.lead, account("동료", Role.OFFICER, team=place.scene.team)):
        with pytest.raises(Missing):
            services.fetch(actor(who), export.public_id)


def test_a_file_may_be_fetched_again_for_a_day_and_is_then_deleted(app, place, clock):
    export = taken(place.officer)
    first = services.fetch(actor(place.officer), export.public_id)
    clock.freeze(clock.now() + timedelta(hours=23))
    assert services.fetch(actor(place.officer), export.public_id) == first
    services.sweep()
    assert list(folder(app).iterdir())
    clock.freeze(clock.now() + timedelta(hours=1))
    with pytest.raises(Refusal, match="보관 기한"):
        services.fetch(actor(place.officer), export.public_id)
    services.sweep()
    services.sweep()
    assert list(folder(app).iterdir()) == []
    assert fresh(export).status == ExportStatus.EXPIRED
    assert acts().count("export_file.expire") == 1


def test_a_file_that_was_changed_in_its_place_is_not_given_out(app, place):
    export = taken(place.officer)
    [path] = folder(app).iterdir()
    path.write_bytes(b"something else")
    with pytest.raises(Refusal, match=messages.DAMAGED):
        services.fetch(actor(place.officer), export.public_id)
    path.unlink()
    with pytest.raises(Refusal, match="보관 기한"):
        services.fetch(actor(place.officer), export.public_id)


def test_a_file_nobody_names_is_cleared_only_when_it_is_old(app, place, monkeypatch):
    export = taken(place.officer)
    stray = folder(app) / "stray"
    stray.write_bytes(b"left by a process that died")
    services.sweep()
    assert stray.exists()
    monkeypatch.setattr("portal.exports.storage.LEFT_BEHIND_AFTER", -1)
    services.sweep()
    assert [path.name for path in folder(app).iterdir()] == [export.stored_as]


def test_a_failed_command_leaves_no_file(app, place, monkeypatch):
    monkeypatch.setattr(services, "emit", lambda _event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        taken(place.officer)
    assert list(folder(app).iterdir()) == []
