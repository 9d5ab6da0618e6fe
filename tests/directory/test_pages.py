"""The pages on which people are found."""

from datetime import date

import pytest

from portal.core.actors import SYSTEM
from portal.core.db import db
from portal.directory import services
from portal.directory.models import Absence, ServiceState
from tests.factories.directory import account_for, small_office


@pytest.fixture
def office(app, clock):
    return small_office()


@pytest.fixture
def browser(office, as_):
    return as_(account_for(office.people["까치우"].person))


def text_of(answer):
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def card_path(office, name):
    return f"/people/{office.people[name].person.public_id}"


def test_search_answers_with_the_list_and_with_the_page(browser, htmx):
    text = text_of(browser.get("/people?q=ㄱㅅㅇ", headers=htmx("people-table")))
    assert "<mark>김산원</mark>" in text
    assert "이름 초성" in text
    assert 'data-copy="9231"' in text
    assert 'id="people-table"' in text
    assert ("<html" in text) is not htmx.on


def test_enter_with_one_hit_opens_the_card(browser):
    text = text_of(browser.get("/people?q=9231"))
    assert "인사정책 총괄" in text.partition('id="person-card"')[2]
    assert "인사정책 총괄" not in text_of(browser.get("/people?q=김")).partition('id="person-card"')[2]


def test_card_opens_beside_the_list_or_as_a_page(browser, office, htmx):
    text = text_of(browser.get(card_path(office, "김은옥"), headers=htmx("person-card")))
    for expected in ("김은옥", "주무관", "인재개발팀", "9238", "02-399-9238", "신규공무원 멘토링"):
        assert expected in text
    assert ("<html" in text) is not htmx.on


def test_card_shows_no_mobile_number(browser, office):
    for path in (card_path(office, "송인솔"), "/people?q=송인솔"):
        assert "010-1234-5678" not in text_of(browser.get(path))


def test_date_of_hire_is_shown_to_oneself_only_and_may_be_missing(browser, office, as_):
    assert "최초임용일" not in text_of(browser.get(card_path(office, "송인솔")))
    own = as_(account_for(office.people["김산원"].person)).get(card_path(office, "김산원"))
    assert "최초임용일</dt><dd>자료 없음" in text_of(own)


def test_absence_names_the_deputy_and_never_the_reason(browser, office, htmx):
    absent, deputy = office.people["김산원"].person, office.people["류경숙"].person
    day = date(2025, 3, 12)
    db.session.add(Absence(person_id=absent.id, first_day=day, last_day=day, reason="병가", deputy_id=deputy.id))
    for path, region in (("/people?q=김산원", "people-table"), (card_path(office, "김산원"), "person-card")):
        text = text_of(browser.get(path, headers=htmx(region)))
        assert "부재" in text
        assert "류경숙 ☎9230" in text
        assert "병가" not in text


def test_somebody_on_leave_is_absent_without_a_reason(browser, office):
    office.people["김산원"].person.state = ServiceState.ON_LEAVE
    text = text_of(browser.get("/people?q=김산원"))
    assert "부재" in text
    assert "휴직" not in text


def test_business_of_others_is_answered_even_without_hits(browser, htmx):
    text = text_of(browser.get("/people?q=맞춤형복지", headers=htmx("people-table")))
    assert "노사협력담당관" in text
    assert "9444" in text


def test_nothing_found_names_the_number_for_everything(browser, htmx):
    text = text_of(browser.get("/people?q=없는말없는말", headers=htmx("people-table")))
    assert "서울교육콜센터" in text
    assert "1396" in text


def test_assumed_names_carry_a_mark(browser):
    assert "예시" in text_of(browser.get("/people?q=송인솔")).partition('id="people-table"')[2]
    assert (
        "예시"
        not in text_of(browser.get("/people?q=김산원")).partition('id="people-table"')[2].partition("</table>")[0]
    )


def test_tree_opens_only_the_path_to_the_chosen_unit(browser, office):
    tree = text_of(browser.get(f"/people?unit={office.units['인사팀'].code}")).partition('id="people-table"')[0]
    assert "인재개발팀" in tree
    closed = text_of(browser.get(f"/people?unit={office.units['root'].code}")).partition('id="people-table"')[0]
    assert "인재개발팀" not in closed


def test_unknown_or_former_person_is_missing(browser, office, clock):
    path = card_path(office, "한솔")
    office.people["한솔"].valid_to = clock.today()
    assert browser.get(path).status_code == 404
    assert browser.get(f"/people/{'0' * 32}").status_code == 404


def test_page_beyond_the_last_shows_the_last(browser):
    assert "문가람" in text_of(browser.get("/people?page=9999"))


@pytest.mark.parametrize("typed", ["\x00", "%", "_", "가" * 5_000, "😀", "ㅏ", "\u202e김", "'", "%F0%28"])
def test_odd_words_break_nothing(browser, htmx, typed):
    asked = {"q": typed.encode("utf-8", "surrogatepass"), "unit": "'%", "page": "-1"}
    assert 'id="people-table"' in text_of(browser.get("/people", query_string=asked, headers=htmx("people-table")))


def test_bytes_that_are_no_text_are_refused(browser):
    assert browser.get("/people?q=%ED%A0%80").status_code in (200, 400)


def test_markup_is_shown_as_it_was_typed(browser, htmx):
    text = text_of(browser.get("/people", query_string={"q": "<i>김"}, headers=htmx("people-table")))
    assert "&lt;i&gt;김" in text
    assert "<i>김" not in text


def test_each_region_sends_a_fixed_number_of_statements(browser, office, statements):
    """Beside the session: the version, then the rows of the list; for a card who, facts, deputy, unit and duties."""
    services.note_change(SYSTEM)
    card = card_path(office, "송인솔")
    sent = {}
    for path in ("/people", "/people?q=김", "/people?q=없는말없는말", card):
        region = "section#person-card" if path == card else "section#people-table"
        for _ in range(2):
            statements.clear()
            browser.get(path, headers={"HX-Request": "true", "HX-Target": region})
        sent[path] = len([sql for sql in statements if "web_session" not in sql])
    assert list(sent.values()) == [2, 2, 1, 5]
