"""Korean as an office writes and searches it."""

from datetime import date, datetime

import pytest

from portal.core import korean


@pytest.mark.parametrize(
    ("word", "pair", "written"),
    [
        ("워크숍", "은/는", "워크숍은"),
        ("인사상담", "이/가", "인사상담이"),
        ("멘티", "을/를", "멘티를"),
        ("서울", "으로/로", "서울로"),
        ("인사팀", "으로/로", "인사팀으로"),
        ("회의", "과/와", "회의와"),
        ("9231", "으로/로", "9231로"),
        ("10", "은/는", "10은"),
        ("‘멘토링’", "은/는", "‘멘토링’은"),
        ("", "이/가", "가"),
    ],
)
def test_particle_fits_the_word(word, pair, written):
    assert korean.josa(word, pair) == written


@pytest.mark.parametrize(
    ("text", "kept"),
    [("김산원", "ㄱㅅㅇ"), ("까치", "ㄲㅊ"), ("김 A1", "ㄱ A1"), ("\u1100\u1175\u11b7", "ㄱ"), ("", "")],
)
def test_initials(text, kept):
    assert korean.initials(text) == kept


@pytest.mark.parametrize(
    ("typed", "apart"), [("ㄳㅇ", "ㄱㅅㅇ"), ("ㅄ", "ㅂㅅ"), ("김ㄶ", "김ㄴㅎ"), ("\u1100\u1109", "ㄱㅅ")]
)
def test_joined_consonants_come_apart(typed, apart):
    assert korean.clusters_apart(typed) == apart


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("전·편입학", "전편입학"),
        ("전ㆍ편 입학", "전편입학"),
        ("０２－３９９", "02399"),
        ("Ａbc", "abc"),
        ("\u1100\u1175\u11b7", "김"),
        ("「지방공무원법」", "지방공무원법"),
        ("  ", ""),
    ],
)
def test_search_key_forgets_how_it_was_written(text, key):
    assert korean.search_key(text) == key


def test_dates_are_written_as_the_office_does():
    day = date(2025, 7, 31)
    assert korean.kdate(day) == "2025. 7. 31.(목)"
    assert korean.kdate(day, weekday=False) == "2025. 7. 31."
    assert korean.short_date(day) == "7. 31.(목)"
    assert korean.kdatetime(datetime(2025, 7, 31, 9, 5)) == "2025. 7. 31.(목) 09:05"  # noqa: DTZ001 - only written


def test_what_is_missing_reads_no_data():
    assert korean.kdate(None) == korean.kdatetime(None) == "자료 없음"
    assert korean.number(None) == "-"
    assert korean.number(1378508) == "1,378,508"


@pytest.mark.parametrize(
    ("name", "hidden"), [("홍길동", "홍*동"), ("이산", "이*"), ("남궁민수", "남**수"), ("김", "김"), ("", "")]
)
def test_name_is_masked(name, hidden):
    assert korean.masked_name(name) == hidden


@pytest.mark.parametrize(("mobile", "hidden"), [("010-1234-5678", "010-****-5678"), ("01012345678", "****")])
def test_mobile_is_masked(mobile, hidden):
    assert korean.masked_mobile(mobile) == hidden
