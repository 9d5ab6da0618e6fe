from datetime import datetime, timedelta

import pytest

from portal.audit import review, services
from portal.audit.review import Concern
from portal.core import clock as portal_clock
from portal.core.actors import Role
from portal.core.errors import Refusal
from tests.factories.audit import AuditEntryFactory
from tests.factories.scene import account, actor_of

FEBRUARY = datetime(2025, 2, 1, tzinfo=portal_clock.SEOUL)


def read(day: int, hour: int = 10, *, name: str = "김산원", action: str = "application.read", count: int = 1, **more):
    for n in range(count):
        at = FEBRUARY + timedelta(days=day - 1, hours=hour, seconds=n)
        AuditEntryFactory(at=at, actor_name=name, action=action, **more)


@pytest.fixture
def privacy(app, clock):
    return account("나보호", Role.PRIVACY)


def test_each_concern_counts_what_it_names(privacy):
    read(3, 21)
    read(3, 22)
    read(4, 5, name="이산")
    read(4, 6, name="이산")
    read(5, count=100, name="박많음")
    read(6, count=99, name="최적음")
    read(7, action="export.make", name="정엑셀")
    read(8, is_sensitive=True)
    read(9, action="account.sign_in_failed", count=10)
    read(10, action="account.sign_in_failed", count=9)
    read(11, action="account.grant_role")
    found = review.findings(FEBRUARY.date())
    assert review.count_by_concern(found) == {
        "export": 1, "night": 2, "many": 100, "colleague": 0, "secret": 1, "rights": 1, "failures": 10,
    }  # fmt: skip
    assert [(f.actor_name, f.day.day) for f in found if f.concern is Concern.MANY] == [("박많음", 5)]


def test_the_neighboring_months_are_left_out(privacy):
    for day in (0, 1, 28, 29):
        read(day, 23)
    assert review.count_by_concern(review.findings(FEBRUARY.date()))["night"] == 2


def test_every_number_opens_the_acts_behind_it(privacy, as_):
    read(3, 23, count=3, name="김산원")
    text = as_(privacy).get("/admin/audit/reviews?month=2025-02").get_data(as_text=True)
    link = "/admin/audit?who=%EA%B9%80%EC%82%B0%EC%9B%90&amp;action=application.read&amp;first_day=2025-02-03"
    assert link in text
    listed = as_(privacy).get(
        "/admin/audit", query_string={"who": "김산원", "action": "application.read", "first_day": "2025-02-03"}
    )
    assert listed.get_data(as_text=True).count('<th scope="row" class="tight" data-label="일시">') == 3


def test_a_finished_month_is_signed_once(privacy, as_):
    read(3, 23)
    client = as_(privacy)
    signed = client.post("/admin/audit/reviews", data={"month": "2025-02", "remark": "확인함"})
    assert (signed.status_code, signed.location) == (303, "/admin/audit/reviews?month=2025-02")
    text = client.get(signed.location).get_data(as_text=True)
    assert "점검을 마친 달입니다." in text and "확인함" in text
    again = client.post("/admin/audit/reviews", data={"month": "2025-02", "remark": "다시"})
    assert again.status_code == 409
    assert "이미 확인을 마친 달입니다." in again.get_data(as_text=True)


def test_a_month_that_goes_on_cannot_be_signed(privacy):
    for month in (portal_clock.today().replace(day=1), portal_clock.today().replace(day=1, month=4)):
        with pytest.raises(Refusal, match="끝난 달만"):
            services.sign(actor_of(privacy), month=month, remark="")


@pytest.mark.parametrize("month", ["2025-13", "25-02", "2025-2", "x", "1999-12", "2025-02-01", "２０２５-02"])
def test_what_is_no_month_is_answered_in_words(privacy, as_, month):
    client = as_(privacy)
    assert client.get("/admin/audit/reviews", query_string={"month": month}).status_code == 422
    answer = client.post("/admin/audit/reviews", data={"month": month, "remark": "적은 글"})
    assert answer.status_code == 422
    assert "적은 글" in answer.get_data(as_text=True)


def test_the_statements_do_not_grow_with_the_trail(privacy, as_, statements):
    client, counts = as_(privacy), []
    for day in (3, 4):
        read(day, 23, count=20)
        client.get("/admin/audit/reviews?month=2025-02")
        statements.clear()
        assert client.get("/admin/audit/reviews?month=2025-02").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5


def test_one_word_of_the_menu_is_marked(privacy, as_):
    client = as_(privacy)
    for address, word in (("/admin/audit/reviews", "월별 점검"), ("/admin/audit", "감사 기록")):
        menu = client.get(address).text.partition('aria-label="주 메뉴"')[2].partition("</nav>")[0]
        assert menu.count('aria-current="page"') == 1
        assert f'aria-current="page"><span>{word}' in menu


def test_last_two_years_can_be_chosen_and_what_an_address_asks_for(privacy, as_):
    text = as_(privacy).get("/admin/audit/reviews?month=2019-05").text
    assert text.count("<option") == 25
    assert '<option value="2019-05" selected>2019년 5월</option>' in text
