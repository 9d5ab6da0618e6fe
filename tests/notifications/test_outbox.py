"""Letters follow notices: over a real mail server, tried again, laid aside, and never with a word about anybody."""

import email
import logging
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from portal.core import clock as portal_clock
from portal.core.db import db
from portal.directory.models import Person
from portal.notifications import post
from portal.notifications.models import Letter, LetterState, Notice
from portal.notifications.services import bell, outbox
from tests.factories.notifications import LetterFactory, NoticeFactory
from tests.factories.scene import account, actor_of


class Office:
    """A mail server that remembers what it was given and answers as it is told."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.taken: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answer == "gone":
            server.transport.close()
        if self.answer.startswith("250"):
            self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def mail(app, clock) -> Iterator[Office]:
    office = Office()
    port = free_port()
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    app.config |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port}
    yield office
    server.stop()


@pytest.fixture
def reader(app, clock) -> Person:
    person = db.session.get_one(Person, account("홍길동").person_id)
    person.email = "s100@sen.example"
    db.session.commit()
    return person


def states() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(Letter.state).order_by(Letter.id)))


def tick() -> int:
    outbox.write_due()
    return outbox.send_waiting()


def test_a_due_notice_becomes_one_letter_that_says_only_where_to_read(mail, reader):
    NoticeFactory(
        person_id=reader.id, title="저경력공무원 워크숍 대상자로 선정되었습니다.", body="기밀", link="/applications/1"
    )
    assert (tick(), tick()) == (1, 0)
    (sent,) = mail.taken
    assert sent["To"] == "s100@sen.example"
    assert sent["Subject"] == "[총무과] 저경력공무원 워크숍 대상자로 선정되었습니다."
    text = sent.get_content()
    assert "http://127.0.0.1:8000/applications/1" in text
    assert "기밀" not in text and reader.name not in text
    assert states() == ["sent"]


def test_a_notice_that_is_read_recalled_or_not_due_is_not_sent(mail, reader, clock):
    bell.mark_all_read(actor_of(account("이산")))
    NoticeFactory(person_id=reader.id, read_at=clock.now())
    later = NoticeFactory(person_id=reader.id, due_at=clock.now() + timedelta(minutes=5))
    assert tick() == 0
    clock.freeze(clock.now() + timedelta(minutes=6))
    assert tick() == 1
    db.session.expire_all()
    assert db.session.get_one(Notice, later.id).mailed_at is not None


def test_who_has_no_address_or_wants_none_gets_none(mail, reader):
    without = account("이산")
    silent = account("김하나")
    db.session.get_one(Person, silent.person_id).email = "s300@sen.example"
    db.session.commit()
    outbox.choose(actor_of(silent), wanted=False)
    for person_id in (without.person_id, silent.person_id):
        NoticeFactory(person_id=person_id)
    assert tick() == 0
    assert states() == []


def test_a_busy_server_is_asked_again_later_and_then_takes_it_under_the_same_id(mail, reader, clock):
    NoticeFactory(person_id=reader.id)
    mail.answer = "451 4.3.0 try again later"
    assert tick() == 0
    assert states() == ["waiting"]
    assert tick() == 0, "not before its time"
    mail.answer = "250 OK"
    clock.freeze(clock.now() + timedelta(minutes=3))
    assert tick() == 1
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.tries, letter.last_error) == (2, "")
    assert letter.message_ref in mail.taken[0]["Message-ID"]


def test_an_unknown_mailbox_lays_its_letter_aside_and_no_other(mail, reader):
    NoticeFactory(person_id=reader.id)
    LetterFactory(person_id=reader.id, address="nobody@sen.example")
    assert tick() == 1
    assert sorted(states()) == ["dead", "sent"]
    dead = db.session.scalars(select(Letter).where(Letter.state == LetterState.DEAD)).one()
    assert "550" in dead.last_error


def test_no_server_loses_nothing_for_three_days(app, reader, clock):
    app.config |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": 9}
    NoticeFactory(person_id=reader.id)
    assert tick() == 0
    assert states() == ["waiting"]
    clock.freeze(clock.now() + timedelta(days=2))
    assert tick() == 0
    assert states() == ["waiting"]
    clock.freeze(clock.now() + timedelta(days=2))
    assert tick() == 0
    assert states() == ["dead"]


def test_a_worker_that_died_in_between_leaves_the_letter_to_the_next(mail, reader, clock, monkeypatch):
    NoticeFactory(person_id=reader.id)
    with monkeypatch.context() as patch:
        patch.setattr(post.Post, "send", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            tick()
    assert states() == ["sending"]
    assert tick() == 0, "its lease has not ended"
    clock.freeze(clock.now() + outbox.LEASE + timedelta(seconds=1))
    assert tick() == 1
    assert states() == ["sent"]


def test_a_crash_between_the_servers_yes_and_our_mark_sends_twice_under_one_id_and_never_a_third_time(
    mail, reader, clock, monkeypatch
):
    NoticeFactory(person_id=reader.id)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_note_sent", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            tick()
    assert (len(mail.taken), states()) == (1, ["sending"])
    for _ in range(3):
        clock.freeze(clock.now() + outbox.LEASE + timedelta(seconds=1))
        tick()
    assert states() == ["sent"]
    assert [one["Message-ID"] for one in mail.taken] == [mail.taken[0]["Message-ID"]] * 2


@pytest.mark.parametrize(
    ("answer", "state"), [("451 4.3.0 later", "waiting"), ("554 5.7.1 never", "dead"), ("gone", "waiting")]
)
def test_what_the_server_says_at_the_last_moment_decides(mail, reader, clock, answer, state):
    NoticeFactory(person_id=reader.id)
    mail.answer = answer
    assert tick() == 0
    assert (states(), mail.taken) == ([state], [])
    mail.answer = "250 OK"
    clock.freeze(clock.now() + timedelta(minutes=5))
    assert tick() == (state == "waiting")
    assert len(mail.taken) == (state == "waiting")


def test_a_teams_own_words_are_in_the_letter_and_the_address_stays(mail, reader):
    NoticeFactory(
        person_id=reader.id, subject="2025년 상반기 안내", letter="꼭 읽어 주시기 바랍니다.", link="/applications/1"
    )
    tick()
    (sent,) = mail.taken
    assert sent["Subject"] == "[총무과] 2025년 상반기 안내"
    text = sent.get_content()
    assert text.startswith("꼭 읽어 주시기 바랍니다.") and "http://127.0.0.1:8000/applications/1" in text


def test_two_workers_never_send_the_same_letter_twice(mail, reader):
    letter = LetterFactory(person_id=reader.id)
    db.session.commit()
    assert outbox._take(letter.id) is not None
    assert outbox._take(letter.id) is None


def test_without_a_server_a_demonstration_writes_letters_to_its_log(app, reader, clock, caplog):
    NoticeFactory(person_id=reader.id)
    with caplog.at_level(logging.INFO, "portal.mail"):
        assert tick() == 1
    (line,) = caplog.messages
    assert line.startswith("Letter to s100@sen.example: [총무과]") and "http" in line


def test_the_job_worker_lets_its_letters_be_seen(capsys):
    post.show_letters()
    log = logging.getLogger("portal.mail")
    log.info("Letter to somebody")
    try:
        assert "Letter to somebody" in capsys.readouterr().err
    finally:
        log.handlers.clear()
        log.setLevel(logging.NOTSET)


def test_production_without_a_server_writes_none(app, reader, clock):
    app.config["PORTAL_MODE"] = "production"
    NoticeFactory(person_id=reader.id)
    assert tick() == 0
    assert states() == []


def test_a_title_with_line_ends_cannot_add_headers(mail, reader):
    NoticeFactory(person_id=reader.id, title="제목\r\nBcc: spy@example.org")
    assert tick() == 1
    assert mail.taken[0]["Bcc"] is None


def test_old_letters_are_swept_and_waiting_ones_stay(app, reader, clock):
    long_ago = portal_clock.now() - timedelta(days=91)
    LetterFactory(person_id=reader.id, state=LetterState.SENT, created_at=long_ago)
    LetterFactory(person_id=reader.id, state=LetterState.DEAD, created_at=long_ago)
    outbox.sweep()
    assert states() == ["dead"]
