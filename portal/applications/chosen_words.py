"""What is said in Korean of how people were chosen: grounds, reasons and rules."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from portal.core.korean import kdate
from portal.programs.messages import DIMENSION, share
from portal.programs.models import Dimension, SelectionMethod
from portal.programs.quotas import Limit

if TYPE_CHECKING:
    from portal.applications.selection import Choice

METHOD = {
    SelectionMethod.FIRST_COME: "선착순",
    SelectionMethod.ELIGIBILITY_ONLY: "자격 확인",
    SelectionMethod.REVIEW: "심사",
    SelectionMethod.PRIORITY: "우선순위",
    SelectionMethod.DRAW: "추첨",
    SelectionMethod.DESIGNATION: "지정",
}
CRITERION = {
    "first_time": "첫 참여",
    "short_service": "짧은 재직기간",
    "hard_school": "격무학교",
    "arrival": "접수 순서",
}
FITS = "신청 자격 확인"
NOT_DESIGNATED = "지정 명단에 없음"
UNKNOWN_HIRE_DATE = "최초임용일 자료 없음"
LAST_IN_LINE = "지난 회차에 알리지 않고 오지 않으셔서, 접수가 끝난 뒤 남는 자리부터 순서대로 드립니다."


def last(goes_last: bool) -> tuple[str, ...]:
    """Say that somebody stands after the others, if so."""
    return ("지난 회차 무단 불참으로 다른 신청자 다음 순서",) if goes_last else ()


def arrived(place: int) -> str:
    """Say in which place an application arrived."""
    return f"접수 순번 {place:,}번"


def drawn(place: int) -> str:
    """Say which place the draw gave."""
    return f"추첨 {place:,}번째"


def drawn_if_level(place: int) -> str:
    """Say which place counts among those who are level."""
    return f"동점이면 추첨 {place:,}번째"


def designated(number: int) -> str:
    """Say where in the officer's list somebody stands."""
    return f"지정 명단 {number:,}번"


def reviewed(points: Sequence[int], mean: float) -> str:
    """Write down the points of a review."""
    return f"심사 평균 {number(mean)}점 (심사 {len(points)}명)" if points else "심사 점수 없음"


def scored(name: str, points: float, weight: int, why: str) -> str:
    """Write down the points of one criterion: "첫 참여 40/40점 · 참여 이력 없음"."""
    return f"{CRITERION[name]} {number(points)}/{weight}점 · {why}"


def times_before(times: int) -> str:
    """Say how often somebody has taken part."""
    return f"참여 이력 {times}회" if times else "참여 이력 없음"


def served_since(day: date) -> str:
    """Say since when somebody serves."""
    return f"최초임용일 {kdate(day, weekday=False)}"


def hard_school(is_one: bool) -> str:
    """Say whether somebody works in a school with a heavy load."""
    return "격무학교 근무" if is_one else "해당 없음"


def nth_of(place: int, count: int) -> str:
    """Say which place of how many."""
    return f"{count:,}건 중 {place:,}번째 접수"


def full(limit: Limit) -> str:
    """Say that the share of a group is taken."""
    if limit.dimension in (Dimension.INSTITUTION, Dimension.DISTRICT):
        return f"{DIMENSION[limit.dimension]}에 배정된 인원({limit.seats:,}명)이 모두 찼습니다."
    whose = f"{DIMENSION[limit.dimension]}({limit.value})" if limit.value else f"같은 {DIMENSION[limit.dimension]}"
    return f"{whose}에 배정된 인원({limit.seats:,}명)이 모두 찼습니다."


def divided(limits: Sequence[Limit]) -> str:
    """Write how seats are divided: "소속 기관마다 2명, 직급 7급 30명"."""
    return ", ".join(share(one.dimension, one.value, one.seats) for one in limits) or "나누지 않음"


def waits(place: int, limit: Limit | None, left: int | None) -> str:
    """Say why somebody waits, and in which place."""
    return f"예비 {place:,}번: {left_out(limit, left)}"


def left_out(limit: Limit | None, left: int | None) -> str:
    """Say why somebody got no seat."""
    return full(limit) if limit is not None and left != 0 else "모집 인원이 모두 찼습니다."


def number(value: float) -> str:
    """Write points without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


STILL_OPEN = "접수 기간이 끝난 뒤에 선정하실 수 있습니다."
NO_DRAW = "추첨값의 해시를 먼저 공개해 주시기 바랍니다."
NOBODY = "선정할 신청이 없습니다."
NOT_REVIEWED = "심사 점수가 없는 신청이 있습니다. 모든 신청을 심사한 뒤에 선정해 주시기 바랍니다."
GONE = "지금은 재직 중이 아닙니다."
ACCEPTED_ALREADY = "이미 확정한 선정안입니다. 바뀐 내용을 확인해 주시기 바랍니다."
RAN_AGAIN = "그 뒤에 다시 선정한 결과가 있습니다. 새 선정안을 확인해 주시기 바랍니다."
RAN = "선정안을 만들었습니다. 확정하기 전에는 신청자에게 보이지 않습니다."
CHANGED = "선정안을 바꾸었습니다."
PUBLISHED = "추첨값의 해시를 공개했습니다."
SCORED = "심사 점수를 저장했습니다."
DONE = {"approve": "선정", "waitlist": "예비", "not_select": "미선정", "reject": "반려"}


def counted(choices: Sequence["Choice"]) -> str:
    """Count what is proposed: "선정 20 · 예비 5 · 반려 1"."""
    counts = Counter(str(one.action) for one in choices)
    return " · ".join(f"{words} {counts[name]:,}" for name, words in DONE.items() if counts[name])


def accepted(done: int) -> str:
    """Say how many were decided."""
    return f"{done:,}건을 처리했습니다. 안내되기 전까지 실행 취소하실 수 있습니다."


def ranked(rank: int, score: float | None) -> str:
    """Say which rank somebody has, and with what score."""
    return f"순위 {rank:,}번" + (f" · {number(score)}점" if score is not None else "")
