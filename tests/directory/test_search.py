"""Staff find each other the way they type."""

import pytest

from portal.directory.results import look_up
from portal.directory.search import Why
from tests.factories.directory import small_office


@pytest.fixture
def office(app, clock):
    return small_office()


def hits(text, **more):
    given = {"unit_code": "", "page": 1, "own_unit_id": None, **more}
    return look_up(text, **given).page.items


def names(text, **more):
    return ["".join(hit.name) for hit in hits(text, **more)]


@pytest.mark.parametrize(
    ("typed", "first", "why"),
    [
        ("김산원", "김산원", Why.NAME),
        ("김 산 원", "김산원", Why.NAME),
        ("산원", "김산원", Why.NAME_PART),
        ("이주", "이주섭", Why.NAME_START),
        ("ㄱㅅㅇ", "김산원", Why.INITIALS),
        ("ㄳㅇ", "김산원", Why.INITIALS),
        ("김ㅅㅇ", "김산원", Why.INITIALS),
        ("ㄱ은옥", "김은옥", Why.INITIALS),
        ("ㅅㅇ", "송인솔", Why.INITIALS),
        ("ㄲㅊㅇ", "까치우", Why.INITIALS),
        ("ㄱㅊㅇ", "까치우", Why.INITIALS),
        ("류겨", "류경숙", Why.INITIALS),
        ("9231", "김산원", Why.EXTENSION),
        ("9231번", "김산원", Why.EXTENSION),
        ("내선 9231", "김산원", Why.EXTENSION),
        ("02-399-9231", "김산원", Why.EXTENSION),
        ("02)399-9231", "김산원", Why.EXTENSION),
        ("９２３１", "김산원", Why.EXTENSION),
        ("☎9231", "김산원", Why.EXTENSION),
        ("923", "류경숙", Why.EXTENSION_PART),
        ("전편입학", "전사민", Why.DUTY),
        ("전·편입학", "전사민", Why.DUTY),
        ("전 편입학", "전사민", Why.DUTY),
        ("전편입학을", "전사민", Why.DUTY),
        ("전편입학 담당자", "전사민", Why.DUTY),
        ("재배정", "전사민", Why.DUTY),
        ("결원배정", "전사민", Why.DUTY),
        ("도장", "송인솔", Why.DUTY),
        ("숙직표", "박하솔", Why.DUTY),
        ("1396", "이연선", Why.DUTY),
        ("워크숍", "김은옥", Why.DUTY),
        ("총무과장", "이대우", Why.POSITION),
        ("인사팀장", "류경숙", Why.POSITION),
        ("행정실장", "문가람", Why.POSITION),
        ("인재개발팀", "이주섭", Why.DUTY),
        ("감사관", "김산", Why.UNIT),
        ("인사팀 김산원", "김산원", Why.SEVERAL),
        ("김은옥 주무관", "김은옥", Why.SEVERAL),
        ("가온고 급여", "한솔", Why.SEVERAL),
    ],
)
def test_first_hit_is_the_one_meant(office, typed, first, why):
    found = hits(typed)
    assert found, typed
    assert ("".join(found[0].name), found[0].why) == (first, why)


def test_exact_name_comes_before_a_name_that_begins_so(office):
    assert names("김산") == ["김산", "김산원"]


def test_name_comes_before_duty_and_duty_before_unit(office):
    assert names("인사")[:2] == ["류경숙", "김산원"]
    assert names("인사팀")[0] == "류경숙"
    whys = [hit.why for hit in hits("감사")]
    assert whys == [Why.DUTY, Why.UNIT]


def test_equal_hits_show_the_own_division_first(office):
    away = office.units["감사관"].id
    assert names("ㄱㅅ")[0] == "김산원"
    assert names("ㄱㅅ", own_unit_id=away)[0] == "김산"


def test_without_a_query_people_stand_in_order_of_rank_and_team(office):
    assert names("")[:6] == ["이대우", "송인솔", "박하솔", "류경숙", "김산원", "이주섭"]


def test_without_a_query_the_own_division_comes_first(office):
    assert names("", own_unit_id=office.units["감사관"].id)[:3] == ["김산", "까치우", "이대우"]
    assert names("", own_unit_id=office.units["민원팀"].id)[0] == "이대우"


def test_unit_narrows_the_search(office):
    team = office.units["인사팀"].code
    assert names("", unit_code=team) == ["류경숙", "김산원"]
    assert names("김", unit_code=team) == ["김산원"]
    assert names("이대우", unit_code=team) == []


def test_business_of_another_division_is_answered(office):
    found = look_up("맞춤형 복지", unit_code="", page=1, own_unit_id=None)
    assert [answer.unit_name for answer in found.answers] == ["노사협력담당관"]
    assert look_up("복지포인트는", unit_code="", page=1, own_unit_id=None).answers
    assert not look_up("전입학", unit_code="", page=1, own_unit_id=None).answers


@pytest.mark.parametrize(
    ("typed", "marked"),
    [("산원", "산원"), ("김ㅅ", "김산"), ("ㅅㅇ", "송인"), ("류겨", "류경")],
)
def test_the_part_of_the_name_that_matched_is_marked(office, typed, marked):
    assert hits(typed)[0].name[1] == marked


@pytest.mark.parametrize(("typed", "marked"), [("전편입학", "전·편입학"), ("도장", "공인"), ("콜센터", "콜센터")])
def test_the_duty_that_matched_is_shown_first_and_marked(office, typed, marked):
    assert hits(typed)[0].duties[0][1] == marked


def test_number_and_unit_that_matched_are_marked(office):
    assert hits("9231")[0].extension == ("", "9231", "")
    assert hits("923")[0].extension == ("", "923", "0")
    assert hits("감사관")[0].unit == ("", "감사관", "")


ODD = [
    "\x00",
    "%",
    "_",
    "가" * 10_000,
    "😀",
    "ㅏ",
    "ㅏㅏ",
    "'\"><script>",
    "(",
    "[ㄱ-",
    "\\",
    "·",
    "ᄀ",
    "번",
    "☎",
    "-",
    "٣٣",
]


@pytest.mark.parametrize("typed", [*ODD, "은", "ㄳ" * 50, "\ud800", "a b c d e f", "0" * 100, "ㄱ 9", "주무관 주무관"])
def test_odd_input_finds_nothing_and_breaks_nothing(office, typed):
    look_up(typed, unit_code="%", page=99_999, own_unit_id=10**9)
