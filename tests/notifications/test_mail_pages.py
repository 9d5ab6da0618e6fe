from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core import beats
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Person
from portal.notifications import messages
from portal.notifications.models import Letter, LetterState
from tests.factories.notifications import LetterFactory
from tests.factories.scene import account


@pytest.fixture
def admin(app, clock):
    return account("이관리", Role.ADMIN)


@pytest.fixture
def dead(admin):
    reader = account("홍길동")
    return LetterFactory(
        person_id=reader.person_id, state=LetterState.DEAD, subject="[총무과] 비밀", last_error="550 no such mailbox"
    )


def test_the_administrator_sees_why_but_not_what_it_was_about(admin, dead, as_, htmx):
    text = as_(admin).get("/admin/mail", headers=htmx("letter-list")).get_data(as_text=True)
    assert "550 no such mailbox" in text and "홍길동" in text
    assert "비밀" not in text
    assert ("<!doctype" in text) is not htmx.on


def test_without_letters_there_is_nothing_to_do(admin, as_):
    assert "보내지 못한 메일이 없습니다." in as_(admin).get("/admin/mail").get_data(as_text=True)


@pytest.mark.parametrize(("noun", "state"), [("sending", "waiting"), ("dropping", "dropped")])
def test_a_letter_waits_again_or_is_dropped_once(admin, dead, as_, htmx, noun, state):
    client, sent = as_(admin), {"version": str(dead.version)}
    answer = client.post(f"/admin/mail/{dead.id}/{noun}", data=sent, headers=htmx("letter-list"))
    assert answer.status_code == (200 if htmx.on else 303)
    assert db.session.get_one(Letter, dead.id).state == state
    late = client.post(f"/admin/mail/{dead.id}/{noun}", data=sent, headers=htmx("letter-list"))
    told = (messages.LETTER_IS_STALE in late.text, 'id="letter-list"' in late.text)
    assert (late.status_code, told) == (409, (True, True))
    assert "0통" in late.text.partition("<dt>보내지 못한 메일</dt>")[2][:80]
    action = {"sending": "letter.send_again", "dropping": "letter.drop"}[noun]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()
    assert (entry.subject_id, entry.reason) == (dead.person_id, "550 no such mailbox")
    assert "비밀" not in f"{entry.object_name}{entry.before}{entry.after}"


def test_a_version_that_is_no_number_is_answered_in_words(admin, dead, as_):
    answer = as_(admin).post(f"/admin/mail/{dead.id}/sending", data={"version": "9" * 400})
    assert answer.status_code == 422
    assert "숫자로" in answer.get_data(as_text=True)


def test_the_statements_do_not_grow_with_the_letters(admin, as_, statements):
    client = as_(admin)
    counts = []
    for _ in range(2):
        for _ in range(5):
            LetterFactory(person_id=account("홍길동").person_id, state=LetterState.DEAD)
        client.get("/admin/mail")
        statements.clear()
        assert client.get("/admin/mail").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_anybody_chooses_whether_letters_come(app, clock, as_, htmx):
    reader = account("홍길동")
    db.session.get_one(Person, reader.person_id).email = "s100@sen.example"
    client = as_(reader)
    assert "s100@sen.example" in client.get("/notices").get_data(as_text=True)
    answer = client.post("/notices/mail-choice", data={"wanted": ""}, headers=htmx("mail-choice"))
    assert answer.status_code == (200 if htmx.on else 303)
    assert "메일을 보내지 않습니다." in client.get("/notices").get_data(as_text=True)
    client.post("/notices/mail-choice", data={"wanted": "1"})
    assert "s100@sen.example" in client.get("/notices").get_data(as_text=True)


def test_the_watching_machine_learns_of_the_worker_and_the_outbox(admin, dead, client, clock):
    assert client.get("/healthz").json["worker"] == "never"
    beats.beat("worker")
    assert client.get("/healthz").json == {
        "status": "ok", "database": "ok", "worker": "ok", "mail": {"waiting": 0, "dead": 1},
    }  # fmt: skip
    clock.freeze(clock.now() + timedelta(minutes=4))
    assert client.get("/healthz").json["worker"] == "late"
