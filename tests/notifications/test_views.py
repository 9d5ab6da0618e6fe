from datetime import timedelta

import pytest

from portal.core.actors import Role
from portal.core.db import db
from portal.notifications import queries
from portal.notifications.models import Notice
from tests.factories.notifications import NoticeFactory
from tests.factories.scene import account, actor_of


@pytest.fixture
def reader(app, clock):
    return account("홍길동")


def test_own_notices_stand_unread_first(reader, as_, htmx, clock):
    NoticeFactory(person_id=reader.person_id, title="읽은 것", read_at=clock.now())
    NoticeFactory(person_id=reader.person_id, title="예전 것", due_at=clock.now() - timedelta(days=9))
    text = as_(reader).get("/notices", headers=htmx("notice-list")).get_data(as_text=True)
    assert text.index("예전 것") < text.index("읽은 것")
    assert text.lstrip().startswith("<section" if htmx.on else "<!doctype")


def test_without_notices_there_is_a_way_on(reader, as_):
    text = as_(reader).get("/notices").get_data(as_text=True)
    assert "받으신 알림이 없습니다." in text
    assert 'href="/programs"' in text


def test_others_notices_are_missing(reader, as_, htmx):
    other = NoticeFactory(person_id=account("이산").person_id, title="남의 일")
    early = NoticeFactory(person_id=reader.person_id, title="아직", due_at=other.due_at + timedelta(days=1))
    client = as_(reader)
    for notice in (other, early):
        for noun in ("reading", "opening"):
            assert client.post(f"/notices/{notice.id}/{noun}", headers=htmx("notice-list")).status_code == 404
        assert notice.title not in client.get("/notices").get_data(as_text=True)
        assert db.session.get(Notice, notice.id).read_at is None


def test_opening_marks_and_leads_on(reader, as_):
    notice = NoticeFactory(person_id=reader.person_id, link="/applications")
    answer = as_(reader).post(f"/notices/{notice.id}/opening")
    assert (answer.status_code, answer.location) == (303, "/applications")
    assert db.session.get(Notice, notice.id).read_at is not None


def test_opening_never_leads_off_this_site(reader, as_):
    notice = NoticeFactory(person_id=reader.person_id, link="//example.org/")
    assert as_(reader).post(f"/notices/{notice.id}/opening").location == "/notices"


def test_looking_marks_nothing(reader, as_, htmx):
    notice = NoticeFactory(person_id=reader.person_id)
    client = as_(reader)
    for address in ("/notices", "/notices/bell", "/"):
        assert client.get(address, headers=htmx("notice-list")).status_code == 200
    assert db.session.get(Notice, notice.id).read_at is None


def test_one_or_all_can_be_marked_without_opening(reader, as_, htmx):
    notices = NoticeFactory.create_batch(3, person_id=reader.person_id)
    elsewhere = NoticeFactory(person_id=account("이산").person_id)
    client = as_(reader)
    answer = client.post(f"/notices/{notices[0].id}/reading", headers=htmx("notice-list"))
    assert answer.status_code == (200 if htmx.on else 303)
    assert queries.unread_of(actor_of(reader)) == 2
    client.post("/notices/reading", headers=htmx("notice-list"))
    assert queries.unread_of(actor_of(reader)) == 0
    assert db.session.get(Notice, elsewhere.id).read_at is None


def test_the_bell_counts_and_follows_what_is_read(reader, as_):
    NoticeFactory.create_batch(2, person_id=reader.person_id)
    client = as_(reader)
    bell = client.get("/notices/bell").get_data(as_text=True)
    assert bell.startswith('<a class="p-tools__link" id="bell"')
    assert ">2<" in bell
    answer = client.post("/notices/reading", headers={"HX-Request": "true", "HX-Target": "section#notice-list"})
    assert answer.headers["HX-Trigger"] == "notices-read"


def test_somebody_without_a_person_has_an_empty_bell(app, as_):
    auditor = account("감사", Role.AUDITOR)
    auditor.person_id = None
    assert "받으신 알림이 없습니다." in as_(auditor).get("/notices").get_data(as_text=True)


def test_thirty_fit_a_page_and_the_statements_do_not_grow(reader, as_, statements):
    client = as_(reader)
    counts = []
    for more in (1, 60):
        NoticeFactory.create_batch(more, person_id=reader.person_id)
        client.get("/notices")
        statements.clear()
        assert client.get("/notices?page=1").status_code == 200
        counts.append(len(statements))
    assert counts == [5, 5]
    assert "3/3쪽" in client.get("/notices?page=3").get_data(as_text=True)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 400, "%00", "１"])
def test_an_odd_page_is_a_page(reader, as_, page):
    assert as_(reader).get(f"/notices?page={page}").status_code == 200
