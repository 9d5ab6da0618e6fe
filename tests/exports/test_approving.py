"""Long lists need a second person: never oneself, the first decision counts, and what was approved must not grow."""

from contextvars import Context
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Grant
from portal.applications.exportable import QueueList
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.exports import services
from portal.exports.lists import Purpose
from portal.exports.models import Export, ExportStatus
from portal.notifications.models import Notice
from tests.factories.deciding import seated
from tests.factories.exports import REASON, actor, cells, exporting_office, taken
from tests.factories.scene import account, unit


@pytest.fixture
def place(app, clock):
    place = exporting_office()
    seated(place.scene, "김하나", snapshot_unit_name="가온고등학교")
    seated(place.scene, "박둘")
    return place


@pytest.fixture
def short_cap(monkeypatch):
    """The contact list of the queue may have one row without a second person."""
    purposes = [
        Purpose(p.key, p.label, p.columns, most_rows=1 if p.key == "contact" else p.most_rows, roles=p.roles)
        for p in QueueList.purposes
    ]
    monkeypatch.setattr(QueueList, "purposes", tuple(purposes))


def asked(place):
    export = taken(place.officer, purpose="contact")
    assert export.status == ExportStatus.WAITING
    return export


def decide(who, export, *, approve=True, note="", version=None):
    services.decide(actor(who), export.public_id, approve=approve, note=note, version=version or export.version)


def fresh(export):
    return db.session.get_one(Export, export.id, populate_existing=True)


def folder(app):
    return Path(app.config["EXPORT_FOLDER"])


def acts():
    return list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "export")))


def test_a_long_list_waits_for_a_second_person_who_is_told(app, place, short_cap):
    export = asked(place)
    assert export.stored_as == ""
    assert not folder(app).exists()
    with pytest.raises(Refusal, match="승인을 기다리고"):
        services.fetch(actor(place.officer), export.public_id)
    notice = db.session.scalars(select(Notice)).one()
    assert notice.person_id == place.lead.person_id
    assert REASON in notice.body
    decide(place.lead, export)
    file = services.fetch(actor(place.officer), export.public_id)
    assert "승인: 주무관 류경숙" in "\n".join(row[0] for row in cells(file.content)[:6])
    assert acts() == ["export.ask", "export.approve", "export.fetch"]
    told = db.session.scalars(select(Notice.title).where(Notice.person_id == place.officer.person_id)).all()
    assert told == ["요청하신 내려받기가 승인되었습니다."]


def test_nobody_approves_their_own(app, place, short_cap):
    head = account("과장", Role.HEAD, team=place.scene.team)
    export = taken(place.lead, purpose="contact")
    with pytest.raises(NotAllowed):
        decide(place.lead, export)
    decide(head, export)
    assert fresh(export).status == ExportStatus.READY


def test_without_a_second_person_it_is_not_asked(app, place, short_cap, as_):
    page = as_(place.lead).get("/exports/new?list=queue&state=all").text
    assert "1건을 넘어 승인이 필요하지만 승인할 수 있는 분이 없습니다" in page
    with pytest.raises(Refusal, match="승인할 수 있는 분이 없습니다"):
        taken(place.lead, purpose="contact")
    assert db.session.scalar(select(func.count(Export.id))) == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMIN, Role.AUDITOR, Role.INSTITUTION])
def test_other_roles_do_not_approve(app, place, short_cap, role):
    export = asked(place)
    with pytest.raises(Missing):
        decide(account("다른사람", role, team=place.scene.team), export)


def test_another_teams_lead_does_not_approve_but_the_division_head_does(app, place, short_cap):
    export = asked(place)
    with pytest.raises(Missing):
        decide(account("남의팀장", Role.LEAD, team=unit("총무팀")), export)
    head = account("과장", Role.HEAD)
    grant = db.session.scalars(select(Grant).where(Grant.account_id == head.id, Grant.role == Role.HEAD)).one()
    grant.unit_id = place.scene.team.parent_id
    db.session.commit()
    decide(head, export)
    assert fresh(export).decided_by_name == "주무관 과장"


def test_a_refusal_says_why_and_ends_it(app, place, short_cap):
    export = asked(place)
    with pytest.raises(Refusal, match="까닭"):
        decide(place.lead, export, approve=False)
    decide(place.lead, export, approve=False, note="명단이 너무 넓습니다.")
    with pytest.raises(Refusal, match="반려된 요청"):
        services.fetch(actor(place.officer), export.public_id)
    with pytest.raises(Stale):
        decide(place.lead, fresh(export))


def test_of_two_decisions_at_once_the_first_counts(app, place, short_cap):
    second = account("이팀장", Role.LEAD, team=place.scene.team)
    export = asked(place)
    public_id, version = export.public_id, export.version
    leads = [(actor(place.lead), True), (actor(second), False)]
    db.session.commit()
    answers, ready = [], Barrier(2)

    def act(who, approve):
        with app.app_context():
            ready.wait()
            try:
                services.decide(who, public_id, approve=approve, note="의견입니다.", version=version)
                answers.append("done")
            except Stale:
                answers.append("stale")
            finally:
                db.session.remove()

    threads = [Thread(target=Context().run, args=(act, *lead)) for lead in leads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "stale"]
    assert len([action for action in acts() if action in ("export.approve", "export.refuse")]) == 1


def test_an_approved_list_that_grew_is_asked_for_again(app, place, short_cap):
    export = asked(place)
    decide(place.lead, export)
    for n in range(3):
        seated(place.scene, f"새사람{n}")
    with pytest.raises(Refusal, match="크게 늘었습니다"):
        services.fetch(actor(place.officer), export.public_id)
