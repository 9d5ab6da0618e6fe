"""What rules about who may apply say in Korean."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from portal.core.korean import josa, kdate
from portal.directory.models import Category, ServiceState, UnitKind

FACT_NAMES = {
    "category": "신분",
    "series": "직렬",
    "grade": "직급",
    "state": "재직 상태",
    "unit_kind": "기관 종류",
}
UNIT_KIND = {
    UnitKind.OFFICE: "본청",
    UnitKind.BUREAU: "본청 실·국",
    UnitKind.DIVISION: "과",
    UnitKind.TEAM: "팀",
    UnitKind.DISTRICT_OFFICE: "교육지원청",
    UnitKind.AFFILIATED: "직속기관",
    UnitKind.SCHOOL: "학교",
}
CATEGORY = {Category.GENERAL: "일반직", Category.EDUCATION: "교육전문직", Category.SPECIAL: "별정직"}
STATE = {
    ServiceState.IN_SERVICE: "재직",
    ServiceState.ON_LEAVE: "휴직",
    ServiceState.DISPATCHED: "파견",
    ServiceState.RETIRED: "퇴직",
}
EVERYBODY = "서울특별시교육청 소속 공무원"
NOBODY_YET = "지금은 신청하실 수 있는 대상이 정해져 있지 않습니다."
NOT_FOR_OFFICIALS = "임용되신 분은 신청 대상이 아닙니다."


def value_word(name: str, value: str) -> str:
    """Return a fact's value as people read it."""
    tables: dict[str, Mapping[Any, str]] = {"category": CATEGORY, "state": STATE, "unit_kind": UNIT_KIND}
    words = {str(key): word for key, word in tables.get(name, {}).items()}
    return words.get(value, value) or "자료 없음"


def people_with(name: str, values: Sequence[str]) -> str:
    """Name the people with one of some values: "일반직인 분", "재직 중인 분", "7급·8급인 분"."""
    words = "·".join(value_word(name, value) for value in values)
    if name == "unit_kind":
        return f"{words}에 근무하시는 분"
    return f"{words} 중인 분" if name == "state" else f"{words}인 분"


def hired_between(first: date | None, last: date | None) -> str:
    """Name the people hired in a time: the cut-off day is shown, not the formula."""
    if first and last:
        span = f"{kdate(first, weekday=False)}부터 {kdate(last, weekday=False)}까지"
    elif first:
        span = f"{kdate(first, weekday=False)} 이후"
    else:
        span = f"{kdate(last, weekday=False)} 이전"
    return f"최초임용일이 {span}인 분"


def hire_date_ground(hired_on: date, first: date | None, last: date | None) -> str:
    """Write down a day of hire and the bounds it was held against."""
    bounds = " ".join(
        [f"{kdate(first, weekday=False)} 이후"] * bool(first) + [f"{kdate(last, weekday=False)} 이전"] * bool(last)
    )
    return f"최초임용일 {kdate(hired_on, weekday=False)} (기준 {bounds})"


def own_hire_date(hired_on: date) -> str:
    """Tell the person the day of hire on file."""
    return f"회원님의 최초임용일은 {kdate(hired_on, weekday=False)}입니다."


def hire_date_missing(contact: str) -> str:
    """Say that the day of hire is not on file, and whom to tell."""
    whom = f"{josa(contact, '으로/로')}" if contact else "담당 팀으로"
    return f"최초임용일 자료가 없어 신청 자격을 확인하지 못했습니다. {whom} 알려 주시기 바랍니다."


def own_value(name: str, value: str) -> str:
    """Tell the person a fact on file."""
    word = value_word(name, value)
    if name == "state":
        return f"회원님은 {word} 중이십니다." if word != "퇴직" else "회원님은 퇴직하셨습니다."
    return f"회원님의 {josa(FACT_NAMES[name], '은/는')} {word}입니다."


def only_for(group: str, own: Sequence[str]) -> str:
    """Say who may apply, and what is known of the person."""
    return " ".join([f"{josa(group, '이/가')} 신청할 수 있습니다.", *own])


def not_for(group: str) -> str:
    """Say who may not apply."""
    return f"{josa(group, '은/는')} 신청할 수 없습니다."


def either(group_names: Sequence[str]) -> str:
    """Join groups of which one is enough."""
    return " 또는 ".join(group_names) or "따로 정하는 분"


def other_than(group: str) -> str:
    """Name everybody but some."""
    return f"‘{group}’에 들지 않는 분"


def people_of(names: Sequence[str]) -> str:
    """Name the people of some branches of the office."""
    return f"{'·'.join(names)}에 근무하시는 분"


def own_unit(name: str) -> str:
    """Tell the person the unit on file."""
    return f"회원님의 소속은 {name}입니다." if name else "회원님의 소속 자료가 없습니다."


def served(years: int, reference: date, *, is_under: bool) -> str:
    """Name the people by years of service without leave."""
    bound = "미만" if is_under else "이상"
    return f"{kdate(reference, weekday=False)} 기준 재직기간(휴직 등 제외)이 {years}년 {bound}인 분"


def working(hired_on: date, reference: date, whole: str, less: Sequence[tuple[str, str]], net: str) -> str:
    """Write the working: "2021. 5. 20.~2025. 5. 18.(기준일 전날까지) 3년 11개월 29일 − 휴직 6개월 = 3년 5개월 29일"."""
    last = reference - timedelta(days=1)
    head = f"{kdate(hired_on, weekday=False)}~{kdate(last, weekday=False)}(기준일 전날까지) {whole}"
    return f"{head} − {' − '.join(f'{kind} {span}' for kind, span in less)} = {net}" if less else head


def own_service(words: str) -> str:
    """Tell the person their service with its working."""
    return f"회원님의 재직기간은 {words}입니다."


def service_ground(words: str) -> str:
    """Write down somebody's service."""
    return f"재직기간 {words}"


def took_part(title: str, within_years: int | None, *, is_absent: bool) -> str:
    """Name the people who took part, or stayed away."""
    span = f"최근 {within_years}년 안에 " if within_years else ""
    return f"{span}{title or '총무과 프로그램'}에 {'불참한' if is_absent else '참여한'} 적이 있는 분"


def own_parts(times: int, last: date, *, is_absent: bool) -> str:
    """Tell the person how often that was, and when last."""
    what = "불참" if is_absent else "참여"
    return f"회원님은 {times}회 {what}하셨습니다(최근 {kdate(last, weekday=False)})."
