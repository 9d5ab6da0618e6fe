"""Who is found where: a sentence somebody typed, a name and a contact reach those who may read them and nobody else."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import current_app
from sqlalchemy import select, text

from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.sealed import Keyring
from portal.kinds.psych_counseling import sealing
from portal.kinds.psych_counseling.models import Case
from portal.kinds.psych_counseling.services import applying, counseling, openings
from tests import databases
from tests.factories.psych import HINT, MOBILE, NAMES, OFFICIALS, SENT, asked, room
from tests.house.access_matrix import MATRIX, SECRET

pytestmark = pytest.mark.usefixtures("clock")

CANARIES = ("카나리아둥지", MOBILE, "평일 저녁")
PAGES = (
    "/", "/programs", "/applications", "/notices", "/people?q=고은비", "/people?q=둥지",
    "/functions?q=둥지",
    "/support", "/support/request", "/partner", "/partner/uploads", "/admin/support", "/admin/support/settlement",
    "/admin/support/totals", "/admin/support/openings", "/admin/applications?q=고은비", "/admin/audit?text=고은비",
    "/admin/audit", "/admin/audit/printout", "/partner/uploads/sample.xlsx", "/account", "/admin/mail",
)  # fmt: skip


def text_of(answer) -> str:
    """Return what an answer says; a workbook's cells are looked into."""
    if answer.data.startswith(b"PK"):
        with ZipFile(BytesIO(answer.data)) as book:
            return "".join(book.read(name).decode(errors="ignore") for name in book.namelist())
    return answer.get_data(as_text=True)


@pytest.fixture
def told(app, caplog):
    """The room with one case that went through everything, and the log of it."""
    caplog.set_level(0)
    place = room()
    one = asked(place)
    counseling.read_contact(place.actor("provider"), one.public_id)
    counseling.note_contact(place.actor("provider"), one.public_id)
    counseling.ask_extension(place.actor("provider"), one.public_id)
    asked_to_open = openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인")
    openings.decide(place.actor("lead"), asked_to_open.public_id, approve=True, version=asked_to_open.version)
    return place, one


def test_what_the_client_typed_is_on_no_page_of_anybody_unasked(told, as_, caplog):
    place, one = told
    for who, account in place.accounts.items():
        client = as_(account)
        for address in (*PAGES, f"/partner/cases/{one.public_id}"):
            said = text_of(client.get(address))
            found = [canary for canary in CANARIES if canary in said]
            assert found == (["평일 저녁"] if "신청서 제출" in said else []), (who, address)
    assert not [canary for canary in CANARIES if canary in caplog.text]


def test_that_somebody_asked_is_known_to_nobody_but_themselves(told, as_):
    place, one = told
    may_know_number = {"client", "provider", "officer", "lead", "head"}
    for who, account in place.accounts.items():
        client = as_(account)
        said = "".join(text_of(client.get(address)) for address in PAGES)
        if who not in may_know_number:
            assert one.number not in said, who
        if who not in ("client", "other"):
            named = [line for line in said.splitlines() if NAMES["client"] in line and one.number in line]
            assert named == [], who


def test_only_the_institution_reads_the_contact_and_never_the_name(told, as_):
    place, one = told
    answers = {}
    for who, account in place.accounts.items():
        answer = as_(account).post(f"/partner/cases/{one.public_id}/contact")
        answers[who] = (answer.status_code, HINT in answer.text, NAMES["client"] in answer.text)
    assert answers.pop("provider") == (200, True, False)
    assert set(answers.values()) == {(404, False, False)}


@pytest.mark.parametrize("who", ["sysadmin", "auditor", "school", "counselor", "stranger", "other", "rival"])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/admin/support"),
        ("GET", "/admin/support/requests"),
        ("GET", "/admin/support/settlement"),
        ("GET", "/admin/support/totals"),
        ("GET", "/admin/support/openings"),
        ("POST", "/admin/support/openings"),
        ("POST", "/admin/support/settlement/sheet"),
        ("GET", "/partner/cases/{one}"),
        ("POST", "/partner/cases/{one}/contact"),
        ("POST", "/partner/cases/{one}/sessions"),
        ("POST", "/partner/cases/{one}/extension"),
        ("POST", "/partner/cases/{one}/closing"),
    ],
)
def test_for_everybody_else_there_is_no_such_page(app, as_, who, method, address):
    place = room()
    one = asked(place)
    sent = {"held_on": "2025-03-12", "way": "phone", "kind": "attended", "opinion": "y", "ending": "completed"}
    sent |= {"number": one.number, "reason": "사유", "provider": "1", "month": "2025-03"}
    answer = as_(place.accounts[who]).open(address.format(one=one.public_id), method=method, data=sent)
    assert answer.status_code == 404


def test_what_lead_and_head_see_has_no_numbers_and_the_officer_no_openings(app, as_):
    place = room()
    asked(place)
    for who in ("lead", "head"):
        client = as_(place.accounts[who])
        assert [client.get(f"/admin/support{end}").status_code for end in ("", "/settlement")] == [404, 404]
    assert as_(place.accounts["officer"]).get("/admin/support/openings").status_code == 404


def everything_kept(address: str) -> bytes:
    """Return all that the database keeps: its files on SQLite, every row of every table as text on PostgreSQL."""
    db.session.commit()
    if databases.SERVER:
        rows = (db.session.execute(select(*table.columns)).all() for table in db.metadata.sorted_tables)
        return "\n".join(map(str, rows)).encode()
    name = address.removeprefix("sqlite:///")
    return b"".join(Path(name + end).read_bytes() for end in ("", "-wal", "-shm") if Path(name + end).exists())


def test_the_database_and_its_log_hold_nothing_in_clear(told, app):
    place, one = told
    raw = everything_kept(app.config["SQLALCHEMY_DATABASE_URI"])
    assert one.number.encode() in raw
    assert not [canary for canary in (*CANARIES, "정산 이의") if canary.encode() in raw]
    mark = sealing.year_mark(place.accounts["client"].person_id, clock.today().year)
    columns = db.session.execute(text("SELECT * FROM psych_case")).one()
    assert mark not in columns
    assert str(place.accounts["client"].person_id) not in {str(value) for value in columns[10:] if value != 1}


def test_a_backup_loses_what_was_canceled(told, app, tmp_path):
    place, one = told
    kept = (one.sealed_contact, one.sealed_identity, one.sealed_wishes)
    applying.cancel(place.actor("client"))
    backup = db.session.get(Case, one.id)
    assert (backup.sealed_contact, backup.sealed_identity) == ("", "")
    columns = ("contact", "identity", "wishes")
    opened = [sealing.opened(text, column, one.public_id) for text, column in zip(kept, columns, strict=True)]
    assert opened == [None, None, None]
    assert not Keyring(tmp_path / "keys").holds(one.key_ref)


def test_nothing_stands_in_the_bell_the_mail_or_the_general_trail(told, app):
    for table in ("notice", "letter", "audit_entry", "application", "application_draft"):
        rows = db.session.execute(db.text(f"SELECT * FROM {table}")).all()
        said = [word for row in rows for word in ("support", "partner", told[1].number) if word in repr(row)]
        assert said == []


def test_the_line_behind_the_bell_is_the_persons_own_and_goes_once_it_is_read(told, as_):
    place, _one = told
    client, other = as_(place.accounts["client"]), as_(place.accounts["other"])
    line = "[총무과] 신청하신 서비스 안내가 있습니다."
    assert line in client.get("/notices").text
    assert line in client.get("/").text
    assert line not in other.get("/notices").text
    assert client.post("/support/news").headers["Location"] == "/support"
    assert line not in client.get("/notices").text


def test_titles_addresses_and_file_names_do_not_say_what_it_is(told, as_):
    place, one = told
    for who, address in (("client", "/support"), ("client", "/support/request"), ("client", "/support/withdrawal"),
                         ("provider", "/partner"), ("provider", f"/partner/cases/{one.public_id}"),
                         ("officer", "/admin/support"), ("head", "/admin/support/totals")):  # fmt: skip
        page = as_(place.accounts[who]).get(address)
        title = page.text.partition("<title>")[2].partition("</title>")[0]
        assert "상담" not in title, address
    form = as_(place.accounts["client"]).get("/support/request").text
    assert not [word for word in ("사유</label>", "증상", "소속</") if word in form.replace("사유나 소속은 묻지", "")]


def test_roles_give_nothing_here_that_the_table_does_not_name(app):
    assert {Role.ADMIN, Role.AUDITOR, Role.INSTITUTION, Role.COUNSELOR}.isdisjoint(
        role for name, roles in _doors() for role in roles
    )


def _doors():
    return [(name, roles) for name, roles in MATRIX.items() if name.startswith(SECRET)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mobile", "9231"),
        ("mobile", "02-399-9231"),
        ("mail", "hong@sen.go.kr"),
        ("mail", "hong@korea.kr"),
        ("mail", "x"),
        ("hint", "900101-1234567 으로 확인"),
    ],
)
def test_an_office_contact_and_a_resident_number_are_refused(app, as_, field, value):
    place = room()
    by = "휴대전화" if field in ("mobile", "hint") else "개인 이메일"
    answer = as_(place.accounts["client"]).post("/support/request", data={**SENT, "contact_by": by, field: value})
    assert answer.status_code == 422
    assert db.session.query(Case).count() == 0


def test_without_consent_nothing_is_kept(app, as_):
    place = room()
    sent = {name: value for name, value in SENT.items() if name != "consent"}
    assert as_(place.accounts["client"]).post("/support/request", data=sent).status_code == 422
    assert db.session.query(Case).count() == 0
    assert list((Keyring(app_keys()).folder / "data").glob("*.key")) == [] if Keyring(app_keys()).exists else True


def app_keys():
    return Path(current_app.config["KEYS_FOLDER"])


def test_every_official_of_the_room_is_named_here(app):
    assert set(room().accounts) == {*OFFICIALS, "provider", "rival"}
