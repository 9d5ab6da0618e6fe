"""What the catalog says in Korean."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from portal.core import clock
from portal.core.korean import josa, kdate, ktime, short_date
from portal.directory.models import Category, ServiceState
from portal.programs.models import Dimension, PeriodStyle, SelectionMethod, WaitingPolicy
from portal.programs.windows import Window

if TYPE_CHECKING:
    from portal.programs.catalog import Card
    from portal.programs.queries import Offer
    from portal.programs.rules import Published

WINDOW = {
    Window.OPEN: "접수 중",
    Window.UPCOMING: "접수 예정",
    Window.CLOSED: "마감",
    Window.NONE: "신청 없이 운영",
}
WINDOW_TONE = {Window.OPEN: "ok", Window.UPCOMING: "info", Window.CLOSED: "quiet", Window.NONE: "quiet"}
SELECTION = {
    SelectionMethod.FIRST_COME: "신청 순서대로 정합니다. 자리가 없으면 예비 순번을 드립니다.",
    SelectionMethod.ELIGIBILITY_ONLY: "신청 자격을 확인한 뒤 모두 모십니다.",
    SelectionMethod.REVIEW: "담당 팀이 신청 내용을 심사하여 정합니다.",
    SelectionMethod.PRIORITY: "정해진 우선순위에 따라 정합니다.",
    SelectionMethod.DRAW: "추첨으로 정합니다.",
    SelectionMethod.DESIGNATION: "담당 팀이 대상자를 지정합니다.",
}
DIMENSION = {
    Dimension.INSTITUTION: "소속 기관",
    Dimension.DISTRICT: "소속 교육지원청",
    Dimension.GRADE: "직급",
    Dimension.SERIES: "직렬",
}
MOVING_UP = {
    WaitingPolicy.AUTO_SEAT: "자리가 나면 예비 순번대로 바로 배정하고 알려 드립니다.",
    WaitingPolicy.OFFER: "자리가 나면 예비 순번대로 여쭙고, 기한까지 답이 없으면 다음 분께 넘어갑니다.",
    WaitingPolicy.MANUAL: "자리가 나면 담당자가 예비자 가운데에서 정하여 알려 드립니다.",
}
FACT_NAMES = {"category": "신분", "series": "직렬", "grade": "직급", "state": "재직 상태"}
CATEGORY = {Category.GENERAL: "일반직", Category.EDUCATION: "교육전문직", Category.SPECIAL: "별정직"}
STATE = {
    ServiceState.IN_SERVICE: "재직",
    ServiceState.ON_LEAVE: "휴직",
    ServiceState.DISPATCHED: "파견",
    ServiceState.RETIRED: "퇴직",
}
ALL_KINDS = "전체"
EVERYBODY = "서울특별시교육청 소속 공무원"
NOBODY_YET = "지금은 신청하실 수 있는 대상이 정해져 있지 않습니다."
NOT_AN_OFFICIAL = "직원으로 등록된 분이 신청할 수 있습니다."
NOT_FOR_OFFICIALS = "임용되신 분은 신청 대상이 아닙니다."
SHORT_STEPS = ("신청", "확인", "결과 안내", "참여")


def value_word(name: str, value: str) -> str:
    """Return a fact's value as people read it."""
    words: dict[str, str] = {}
    if name in ("category", "state"):
        words = {str(key): word for key, word in (CATEGORY if name == "category" else STATE).items()}
    return words.get(value, value) or "자료 없음"


def people_with(name: str, values: Sequence[str]) -> str:
    """Name the people with one of some values: "일반직인 분", "재직 중인 분", "7급·8급인 분"."""
    words = "·".join(value_word(name, value) for value in values)
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
    return " 또는 ".join(group_names)


def seats_left(capacity: int, left: int, waiting: int) -> str:
    """Say how many seats are left and how many wait."""
    return f"남은 자리 {left:,} / {capacity:,} · 예비 {waiting:,}"


def waiting_place(place: int) -> str:
    """Say which place on the waiting list somebody would get who applies now."""
    return f"자리가 모두 찼습니다. 지금 신청하시면 예비 {place:,}번입니다."


def window_words(first: datetime | None, last: datetime | None, this_year: int) -> str:
    """Write when applications are taken: "7. 14.(월) 09:00 ~ 8. 22.(금) 18:00"; no moment breaks over two lines."""
    if first is None:
        return ""
    return f"{_moment(first, this_year)} ~ {_moment(last, this_year) if last else ''}".strip()


def _moment(moment: datetime, this_year: int) -> str:
    day = short_date(moment) if moment.year == this_year else kdate(moment)
    return f"{day} {ktime(moment)}".replace(" ", "\N{NO-BREAK SPACE}")


def period(first: date, last: date, style: str = PeriodStyle.DAYS) -> str:
    """Write when a round runs: "2025. 5. 19.(월) ~ 5. 21.(수)", by months "2025. 3. ~ 10." or "2025. 9."."""
    same_year = first.year == last.year
    if style == PeriodStyle.MONTHS and same_year and first.month == last.month:
        return f"{first.year}. {first.month}."
    if style == PeriodStyle.MONTHS:
        return f"{first.year}. {first.month}. ~ {'' if same_year else f'{last.year}. '}{last.month}."
    if first == last:
        return kdate(first)
    return f"{kdate(first)} ~ {short_date(last) if same_year else kdate(last)}"


def round_facts(
    card: "Card",
    who: Sequence[str],
    more: Sequence[tuple[str, str]] = (),
    published: "Published | None" = None,
) -> list[tuple[str, str]]:
    """Return what is asked first about a round, as (question, answer).

    *more* is what its kind adds, *published* what everybody may know of how it chooses.
    """
    offer = card.offer
    seats = card.seats or (f"{offer.capacity:,}명" if offer.capacity else "")
    free = ""
    if offer.free_withdrawal_until:
        free = f"{kdate(offer.free_withdrawal_until)}까지 자유롭게 취소하실 수 있습니다. 그 뒤에는 사유가 필요합니다."
    rows = [
        ("누가 대상입니까" if card.is_only_told else "누가 신청합니까", " · ".join(who)),
        ("언제 합니까", period(offer.starts_on, offer.ends_on, offer.period_style)),
        ("어디서 합니까", offer.place),
        *more,
        ("접수 기간", card.window_words),
        ("모집 인원", seats),
        ("어떻게 정합니까", "" if card.is_only_told else card.selection),
        *([] if published is None or card.is_only_told else chosen_how(offer, published)),
        ("결과 안내", results(offer, card.answers_within)),
        ("취소", free),
        ("문의", card.contact),
    ]
    return [(question, words) for question, words in rows if words]


def chosen_how(offer: "Offer", published: "Published") -> list[tuple[str, str]]:
    """Say how seats are divided, who moves up, what is to be confirmed, and which hash is public."""
    rules = published.rules
    waits = offer.capacity is not None
    last = rules.moves_up_until or offer.starts_on - timedelta(days=1)
    seed = f" · 추첨값 {published.seed}" if published.seed else ""
    return [
        ("배정 인원", ", ".join(share(one.dimension, one.value, one.seats) for one in published.limits)),
        ("예비 순번", f"{MOVING_UP[rules.waiting]} {kdate(last)}까지 운영합니다." if waits else ""),
        ("참석 확정", f"{kdate(rules.confirm_by)} 18:00까지 확정해 주시기 바랍니다." if rules.confirm_by else ""),
        ("추첨값 해시", f"{published.commitment}{seed}" if published.commitment else ""),
    ]


def share(dimension: str, value: str, seats: int) -> str:
    """Write one limit: "소속 기관마다 2명", "직급 7급 30명"."""
    name = DIMENSION[Dimension(dimension)]
    return f"{name} {value} {seats:,}명" if value else f"{name}마다 {seats:,}명"


def results(offer: "Offer", answers_within: int | None) -> str:
    """Say when an answer comes: by a round's day, else so many working days after sending; empty for neither."""
    if offer.results_on:
        return f"{kdate(offer.results_on)}까지"
    if answers_within is None:
        return ""
    today = kdate(clock.add_working_days(clock.today(), answers_within))
    by = f" 오늘 신청하시면 {today}까지입니다." if offer.is_open else ""
    return f"신청하신 뒤 {answers_within}근무일 안에 연락드립니다.{by}"


def steps_ahead(offer: "Offer", answers_within: int | None = None) -> list[dict[str, str]]:
    """Return the four steps that every round has, with their dates."""
    within = f"{answers_within}근무일 안" if answers_within else ""
    notes = (
        f"{kdate(offer.apply_to)}까지" if offer.apply_to else "",
        offer.owner_name,
        f"{kdate(offer.results_on)}까지" if offer.results_on else within,
        period(offer.starts_on, offer.ends_on, offer.period_style),
    )
    return [{"label": label, "state": "next", "note": note} for label, note in zip(SHORT_STEPS, notes, strict=True)]
