from datetime import date, datetime, timedelta

import pytest

from portal.applications.models import Status
from portal.core import clock as portal_clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.home import queries
from portal.home.menu import WORDS
from tests.factories.notifications import NoticeFactory
from tests.factories.scene import account, actor_of, application, scene, unit


@pytest.fixture
def office(app, clock):
    return scene()


def labels(text):
    menu = text.partition('aria-label="주 메뉴"')[2].partition("</nav>")[0]
    return [label for label, _url in WORDS if f"<span>{label}</span>" in menu]


def test_nobody_is_asked_to_log_in(client):
    answer = client.get("/")
    assert answer.status_code in (302, 303)
    assert answer.location.startswith("/login")


def test_a_newcomer_sees_ways_on(office, as_):
    db.session.delete(office.round)
    text = as_(account("새내기")).get("/").get_data(as_text=True)
    assert "할 일 0건" in text
    assert "진행 중인 신청이 없습니다." in text
    assert 'href="/programs"' in text


def test_returned_applications_come_first_with_their_day(office, as_, clock):
    application(office, status=Status.RETURNED, return_by=clock.today() + timedelta(days=5))
    text = as_(office.applicant).get("/").get_data(as_text=True)
    assert "할 일 1건" in text
    assert text.index("2025. 3. 17.(월)까지 수정해 주시기 바랍니다.") < text.index("나의 신청</h2>")


def test_an_undone_or_untold_decision_does_not_show(office, as_):
    application(
        office,
        status=Status.RETURNED,
        told_status=Status.SUBMITTED,
        settles_at=portal_clock.now() + timedelta(minutes=5),
    )
    text = as_(office.applicant).get("/").get_data(as_text=True)
    assert "할 일 0건" in text
    assert "보완" not in text


def test_officers_see_what_waits_and_what_waits_too_long(office, as_, clock):
    application(office)
    application(office, account("이산"), waiting_since=clock.now() - timedelta(days=9))
    application(office, account("박강"), status=Status.APPROVED)
    text = as_(office.officer).get("/").get_data(as_text=True)
    assert "할 일 2건" in text
    assert "지연 1건" in text
    assert f'href="/admin/applications?program={office.program.id}"' in text


def test_other_teams_and_own_applications_do_not_wait_for_me(office, as_):
    application(office)
    application(office, office.officer)
    stranger = account("최들", Role.OFFICER, team=unit("다른 팀"))
    assert "할 일 0건" in as_(stranger).get("/").get_data(as_text=True)
    assert "할 일 1건" in as_(office.officer).get("/").get_data(as_text=True)


def test_three_working_days_are_not_late_and_a_weekend_does_not_count(app, clock):
    clock.freeze(datetime(2025, 3, 12, 10, tzinfo=portal_clock.SEOUL))  # a Wednesday
    assert queries.late_before() == clock.at(date(2025, 3, 7))
    clock.freeze(datetime(2025, 3, 10, 10, tzinfo=portal_clock.SEOUL))  # a Monday
    assert queries.late_before() == clock.at(date(2025, 3, 5))


def test_rounds_that_open_soon_are_announced(office, as_, clock):
    office.round.apply_from = clock.now() + timedelta(days=3)
    text = as_(office.applicant).get("/").get_data(as_text=True)
    assert "접수 예정" in text
    office.round.apply_from = clock.now() + timedelta(days=60)
    office.round.apply_to = clock.now() + timedelta(days=61)
    assert "지금은 신청하실 수 있는 프로그램이 없습니다." in as_(office.applicant).get("/").get_data(as_text=True)


def test_the_menu_offers_only_doors_that_open(office, as_):
    assert "승인함" not in labels(as_(office.applicant).get("/").get_data(as_text=True))
    assert "감사 기록" not in labels(as_(office.officer).get("/").get_data(as_text=True))
    auditor = as_(account("나감사", Role.AUDITOR))
    assert "감사 기록" in labels(auditor.get("/").get_data(as_text=True))
    for who in (office.applicant, office.officer):
        client = as_(who)
        shown = labels(client.get("/").get_data(as_text=True))
        assert [url for label, url in WORDS if label in shown and client.get(url).status_code != 200] == []


def test_the_menu_knows_where_we_are(office, as_):
    text = as_(office.applicant).get("/notices").get_data(as_text=True)
    assert 'href="/notices" aria-current="page"' in text
    assert 'href="/" aria-current' not in text


def test_the_menu_counts_in_one_statement_and_only_when_shown(office, as_, statements):
    NoticeFactory.create_batch(3, person_id=office.officer.person_id)
    application(office)
    client = as_(office.officer)
    client.get("/notices/bell")
    statements.clear()
    assert ">3<" in client.get("/notices/bell").get_data(as_text=True)
    counting = [statement for statement in statements if "notice" in statement]
    assert len(counting) == 1


def test_nothing_is_counted_for_nobody(app, statements):
    statements.clear()
    assert queries.counts_for(Actor()) == queries.Counts()
    assert statements == []


def test_the_first_page_costs_the_same_however_much_waits(office, as_, statements):
    client = as_(office.officer)
    counts = []
    for many in (1, 30):
        for n in range(many):
            application(office, account(f"신청인{n}"))
            NoticeFactory(person_id=office.officer.person_id)
        application(office, office.officer, status=Status.COMPLETED, decided_at=portal_clock.now())
        client.get("/")
        statements.clear()
        assert client.get("/").status_code == 200
        counts.append(len(statements))
    assert counts == [13, 13]


def test_counts_agree_with_the_lists(office):
    application(office)
    actor = actor_of(office.officer, Held(Role.OFFICER, office.team.id))
    waiting = queries.decisions_awaiting(actor)
    assert queries.counts_for(actor).awaiting == sum(item.count for item in waiting) == 1
