"""What the catalog says in Korean."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from portal.core import clock
from portal.core.korean import kdate, ktime, short_date
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
ALL_KINDS = "전체"
NOT_AN_OFFICIAL = "직원으로 등록된 분이 신청할 수 있습니다."
SHORT_STEPS = ("신청", "확인", "결과 안내", "참여")


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
        ("누가 대상입니까" if card.is_only_told else "누가 신청합니까", offer.audience or " · ".join(who)),
        ("신청 조건", " · ".join(who) if offer.audience else ""),
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
    if offer.results_day:
        return f"{kdate(offer.results_day)}까지"
    if answers_within is None:
        return ""
    today = kdate(clock.add_working_days(clock.today(), answers_within))
    by = f" 오늘 신청하시면 {today}까지입니다." if offer.is_open else ""
    return f"신청하신 뒤 {answers_within}근무일 안에 연락드립니다.{by}"


def steps_ahead(offer: "Offer", answers_within: int | None = None) -> list[dict[str, str]]:
    """Return the four steps that every round has, with their dates."""
    within = f"{answers_within}근무일 안" if answers_within else ""
    notes = (
        f"{kdate(offer.closes_at)}까지" if offer.closes_at else "",
        offer.owner_name,
        f"{kdate(offer.results_day)}까지" if offer.results_day else within,
        period(offer.starts_on, offer.ends_on, offer.period_style),
    )
    return [{"label": label, "state": "next", "note": note} for label, note in zip(SHORT_STEPS, notes, strict=True)]
