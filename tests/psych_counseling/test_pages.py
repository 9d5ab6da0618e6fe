"""What the pages of the closed room ask of the database, and how an institution hears that somebody waits."""

from datetime import date

import pytest

from portal.core.db import db
from portal.kinds.psych_counseling.models import Kind, Way
from portal.kinds.psych_counseling.services import counseling
from tests.factories.psych import asked, room
from tests.home.test_statements import cost

pytestmark = pytest.mark.usefixtures("clock")


def test_each_page_asks_a_number_of_statements_that_somebody_chose(app, as_, statements):
    place = room()
    one = asked(place)
    asked(place, "other")
    counseling.enter_session(
        place.actor("provider"), one.public_id, entry=counseling.Entry(date(2025, 3, 12), Way.PHONE, Kind.ATTENDED)
    )
    counseling.ask_extension(place.actor("provider"), one.public_id)
    pages = {
        ("client", "/support"): 11,
        ("client", "/support/withdrawal"): 11,
        ("client", "/support/details"): 3,
        ("officer", "/admin/support/reopenings"): 5,
        ("lead", "/support/request"): 8,
        ("provider", "/partner"): 8,
        ("provider", "/partner/news?urgent=9&new=9"): 3,
        ("provider", f"/partner/cases/{one.public_id}"): 7,
        ("provider", "/partner/uploads"): 2,
        ("officer", "/admin/support"): 7,
        ("officer", "/admin/support/settlement?month=2025-03"): 9,
        ("officer", "/admin/support/totals"): 4,
        ("head", "/admin/support/openings"): 7,
    }
    clients = {who: as_(place.accounts[who]) for who, _address in pages}
    assert {key: cost(clients[key[0]], statements, key[1]) for key in pages} == pages


def test_an_institution_hears_on_every_page_that_somebody_waits_until_they_are_called(app, as_):
    place = room()
    house, rival = as_(place.accounts["provider"]), as_(place.accounts["rival"])
    assert house.get("/").headers["Location"] == "/partner"
    assert "<title>이용 관리 ·" in house.get("/partner").text
    one = asked(place, is_urgent=True)
    page = house.get("/partner").text
    assert "<title>(긴급 1) 이용 관리 ·" in page
    assert 'hx-get="/partner/news?urgent=1&amp;new=1"' in page
    assert house.get("/partner/news?urgent=1&new=1").status_code == 204
    news = house.get("/partner/news?urgent=0&new=0").text
    assert "<title>(긴급 1) 이용 관리 ·" in news
    assert "목록 새로 보기" in news
    line = "확인할 요청이 1건 있습니다."
    assert line in house.get("/notices").text
    assert '1<span class="p-hidden">건' in house.get("/notices/bell").text
    assert line not in rival.get("/notices").text
    assert [
        place.accounts[who].name for who in place.accounts if line in as_(place.accounts[who]).get("/notices").text
    ] == [place.accounts["provider"].name]
    counseling.note_contact(place.actor("provider"), one.public_id)
    assert line not in house.get("/notices").text
    assert "<title>이용 관리 ·" in house.get("/partner/news?urgent=1&new=1").text


def test_an_institution_is_offered_nothing_that_is_for_staff(app, as_):
    page = as_(room().accounts["provider"]).get("/partner").text
    assert [word for word in ("나의 할 일", "신청하기", "나의 신청") if word in page] == []


def test_nothing_is_mailed_and_no_notice_is_written_of_an_urgent_request(app):
    asked(room(), is_urgent=True)
    assert [
        db.session.execute(db.text(f"SELECT count(*) FROM {table}")).scalar() for table in ("letter", "notice")
    ] == [
        0,
        0,
    ]
