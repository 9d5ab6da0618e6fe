"""What the room says in Korean."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.core.korean import josa, kdate, ktime, short_date
from portal.watch.models import Days, Excuse, Group, LogState, RosterState, SwapState, WatchShift

GROUP = {
    Group.WEEKDAY: "월~목",
    Group.FRIDAY: "금요일",
    Group.SATURDAY: "토요일",
    Group.SUNDAY: "일·공휴일",
    Group.FEAST: "명절",
}
DAYS = {Days.WORKING: "근무일", Days.FREE: "토·일·공휴일", Days.EVERY: "매일"}
EXCUSE = {
    Excuse.TRAINING: "장기교육",
    Excuse.SICK: "병가·질병휴직 예정",
    Excuse.OTHER: "그 밖의 사정",
    Excuse.OWN: "본인 신청",
}
GIVEN = {one: words for one, words in EXCUSE.items() if one is not Excuse.OWN}
ROSTER = {
    RosterState.WAITING: ("편성 대기", "wait"),
    RosterState.SOLVING: ("편성 중", "wait"),
    RosterState.DRAFT: ("초안", "info"),
    RosterState.IMPOSSIBLE: ("편성하지 못함", "stop"),
    RosterState.ORDERED: ("명령", "ok"),
}
SWAP = {
    SwapState.OPEN: ("동의 대기", "wait"),
    SwapState.TAKEN: ("승인 대기", "wait"),
    SwapState.APPROVED: ("승인", "ok"),
    SwapState.DECLINED: ("받지 않음", "stop"),
    SwapState.WITHDRAWN: ("거둠", "quiet"),
    SwapState.PAST_DUE: ("기한 지남", "quiet"),
}
LOG = {
    LogState.WRITING: ("작성 중", "info"),
    LogState.HANDED_OVER: ("담당 확인 대기", "wait"),
    LogState.CHECKED: ("과장 확인 대기", "wait"),
    LogState.CONFIRMED: ("확인 마침", "ok"),
}
NO_LOG = ("쓰지 않음", "quiet")
RULE_ACTION = {
    "kind": "당직 종류 변경",
    "setting": "당직 기준 변경",
    "bar": "당직 제외 기준 변경",
    "excuse": "당직 제외 등록",
    "end_excuse": "당직 제외 끝냄",
}
ROSTER_ACTION = {
    "ask": "편성 요청",
    "find": "자동 편성",
    "fail": "자동 편성 실패",
    "propose": "명령 올림",
    "order": "당직 명령",
    "discard": "초안 버림",
}
TURN_ACTION = {"put": "당직자 변경", "swap": "당직 맞바꿈", "rest": "대체휴무일 지정"}
SWAP_ACTION = {
    "ask": "변경 신청",
    "take": "변경 동의",
    "refuse": "변경 거절",
    "approve": "변경 승인",
    "decline": "변경 불승인",
    "withdraw": "변경 신청 거둠",
    "pass": "변경 기한 지남",
}
LOG_ACTION = {
    "hand_over": "일지 인계",
    "check": "일지 담당 확인",
    "confirm": "일지 과장 확인",
    "give_back": "일지 돌려줌",
}
FIELD = {
    "who": "당직자",
    "day_on_duty": "당직일",
    "rest_on": "대체휴무일",
    "days": "당직하는 날",
    "begins": "시작",
    "ends": "끝",
    "people": "인원",
    "place": "장소",
    "earns_rest": "대체휴무",
    "allowance": "수당",
    "is_active": "사용",
    "distance_days": "최소 간격",
    "order_days": "명령 기한",
    "least_people": "최소 인원",
    "rest_days": "휴무 기한",
    "phone": "당직실 전화",
    "words": "제외 기준",
    "excuse": "제외 구분",
    "first_day": "시작일",
    "last_day": "마지막 날",
}

NO_SUCH_THING = "찾으시는 당직 자료가 없습니다."
NOT_YOURS = "당직 담당자와 당직명령자만 하실 수 있습니다."
ONLY_COMMANDER = "당직명령자(과장, 부재 시 대행)만 하실 수 있습니다."
STALE = "다른 분이 먼저 바꾸셨습니다. 지금 내용을 확인하신 뒤 다시 해 주시기 바랍니다."
NO_RULES = "당직 기준이 아직 없습니다."
EXCLUDED, NOT_THERE, AWAY = "당직 제외", "소속 아님", "부재"
TOO_CLOSE = "간격"
MONTH_OVER = "지난달의 당직표는 편성하실 수 없습니다."
ORDERED_ALREADY = "이미 명령한 당직표입니다. 한 사람씩 바꾸거나 변경 신청으로 처리해 주시기 바랍니다."
NO_KINDS = "쓰는 당직 종류가 하나도 없습니다. 당직 기준에서 먼저 정해 주시기 바랍니다."
NOT_A_DRAFT = "초안인 당직표에서만 하실 수 있습니다."
ASKED = "자동 편성을 요청했습니다. 1분 안에 시작합니다."
PROPOSED = "당직명령자에게 올렸습니다."
ORDERED = "당직을 명령했습니다. 당직자에게 알렸습니다."
DISCARDED = "초안을 버렸습니다."
PUT = "당직자를 바꾸었습니다."
KIND_KEPT = "당직 종류를 저장했습니다. 이미 만든 당직표는 바뀌지 않습니다."
RULES_KEPT = "당직 기준을 저장했습니다."
EXCUSE_KEPT = "당직 제외를 등록했습니다."
EXCUSE_ENDED = "당직 제외를 끝냈습니다."
DAYS_OUT_OF_ORDER = "마지막 날은 시작일과 같거나 그 뒤여야 합니다."
NOT_A_MEMBER = "당직하는 부서의 직원이 아닙니다."
SAME_NAME = "같은 이름의 당직 종류가 있습니다."
NO_HOURS = "시작과 끝 시각이 같습니다."
ON_SHIFT_ALREADY = "이미 이 당직을 서는 분입니다."
REASON_NEEDED = "사유를 적어 주시기 바랍니다."
ANYWAY_NEEDED = "그래도 바꾸시려면 ‘기준과 다른 줄 알고 바꿉니다’를 골라 주시기 바랍니다."
SWAP_ASKED = "변경을 신청했습니다. 동료가 동의하면 당직명령자에게 올라갑니다."
SWAP_TAKEN = "동의했습니다. 당직명령자가 승인하면 바뀝니다."
SWAP_REFUSED = "변경 신청을 거절했습니다."
SWAP_APPROVED = "승인했습니다. 당직표가 바뀌었습니다."
SWAP_DECLINED = "승인하지 않았습니다."
SWAP_WITHDRAWN = "변경 신청을 거두었습니다."
SWAP_MOVED = "그사이 처리되었거나 바뀐 변경 신청입니다. 지금 내용을 확인해 주시기 바랍니다."
SWAP_LIVE = "이 당직이나 맞바꿀 당직에 이미 진행 중인 변경 신청이 있습니다."
SWAP_OWN = "본인의 변경 신청에는 동의하실 수 없습니다."
SWAP_NOT_ASKED = "다른 동료에게 부탁한 변경 신청입니다."
SWAP_BEGUN = "이미 시작한 당직은 바꾸실 수 없습니다."
SWAP_OWN_APPROVAL = "본인이 신청하거나 동의한 변경은 다른 당직명령자가 승인해야 합니다."
ANYBODY = "누구든지(먼저 동의하는 동료)"
REST_KEPT = "대체휴무일을 적었습니다. 복무 신청은 따로 하셔야 합니다."
REST_NOT_EARNED = "이 당직에는 대체휴무가 없거나 아직 끝나지 않았습니다."
REST_TAKEN = "그날은 다른 당직의 대체휴무일입니다."
LOG_KEPT = "당직일지를 저장했습니다."
LOG_NOT_YET = "당직이 시작하기 30분 전부터 일지를 쓰실 수 있습니다."
LOG_CLOSED = "이미 넘긴 일지입니다. 고치시려면 당직 담당자에게 돌려 달라고 하시기 바랍니다."
LOG_NEEDS = "인계사항과 최종 퇴청자를 적은 뒤 넘겨 주시기 바랍니다."
LOG_NOT_OVER = "당직이 끝난 뒤에 넘기실 수 있습니다."
LOG_MOVED = {
    "hand_over": "일지를 넘겼습니다.",
    "check": "일지를 확인했습니다.",
    "confirm": "일지를 확인했습니다.",
    "give_back": "일지를 돌려주었습니다.",
}
ROW_OUTSIDE = "당직 시간 안의 시각을 적어 주시기 바랍니다."
NO_FAULT_KNOWN = "당직할 수 있는 사람이 모자랍니다."
BY_HAND, BY_SWAP = "직접 지정", "변경 신청"


def shift_name(shift: WatchShift) -> str:
    """Name a shift: "8. 15.(금) 일직"."""
    return f"{short_date(shift.day)} {shift.kind.name}"


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Write the hours of a shift: "18:00~익일 09:00"."""
    return f"{ktime(starts_at)}~{'익일 ' if ends_at.date() > starts_at.date() else ''}{ktime(ends_at)}"


def month_name(month: date) -> str:
    """Name a month."""
    return f"{month.year}년 {month.month}월"


def why(facts: Mapping[str, Any], group: Group) -> str:
    """Say why somebody was chosen; of other people's reasons it says only how many could not."""
    if not facts:
        return ""
    if "words" in facts:
        return str(facts["words"])
    had, least = int(facts["had"]), int(facts["least"])
    counts = f"{GROUP[group]} 당직 {had}회" + ("(가장 적음)" if had <= least else f"(가장 적은 분 {least}회)")
    since = facts.get("since")
    last = f"지난 당직에서 {since}일" if since else "최근 당직 없음"
    return f"{counts} · 모두 {facts['total']}회 · {last} · 가능한 {facts['free']}명 가운데"


def seats_missing(day: date, kind: str, *, needed: int, missing: int) -> str:
    """Begin the sentence about a shift for which people are missing."""
    return f"{short_date(day)} {kind}: {needed}명 가운데 {missing}명을 채우지 못했습니다."


def standing_out(*, excluded: int, away: int, not_there: int, near: int, busy: int) -> str:
    """Say how many could not be on a shift and by which rule; whose reason is whose is never told."""
    parts = [
        (excluded, "당직 제외 {}명"),
        (away, "부재 {}명"),
        (not_there, "그날 소속이 아닌 분 {}명"),
        (near, "지난 당직과 간격이 짧은 분 {}명"),
        (busy, "이 달 다른 당직과 간격이 짧은 분 {}명"),
    ]
    said = [words.format(count) for count, words in parts if count]
    return f"{', '.join(said)}입니다." if said else NO_FAULT_KNOWN


def shorter_distance(distance: int, now: int) -> str:
    """Say which distance would do."""
    return f"최소 간격을 {now}일에서 {distance}일로 줄이시면 모두 채울 수 있습니다."


def more_people(count: int) -> str:
    """Say how many people more would do, at most, where no distance does."""
    return (
        f"간격을 줄여도 채울 수 없는 날이 있습니다. 그날 당직할 수 있는 분을 {count}명 더 정하시거나 "
        "필요한 인원을 줄여 주시기 바랍니다."
    )


def near_turn(day: date, apart: int, distance: int) -> str:
    """Say that two turns lie too close together."""
    return f"{short_date(day)} 당직과 {apart}일 간격입니다(기준 {distance}일)."


def same_day(day: date) -> str:
    """Say that somebody is on duty that day already."""
    return f"{short_date(day)}에 이미 다른 당직이 있습니다."


def cannot(name: str, obstacle: str) -> str:
    """Say that somebody cannot be on duty that day."""
    return f"{josa(name, '은/는')} 이날 당직하실 수 없습니다({obstacle})."


def too_few(names: str, least: int) -> str:
    """Say which shifts have fewer people than the rules of the office allow."""
    return f"본청 당직은 {least}명 이상이어야 명령할 수 있습니다. 모자라는 당직: {names}"


def late(first: date, days: int, deadline: date) -> str:
    """Warn that an order comes late."""
    return (
        f"첫 당직일({short_date(first)})의 {days}일 전인 {short_date(deadline)}까지 명령해야 합니다. "
        "늦은 사유를 적으시면 명령하실 수 있습니다."
    )


def rest_outside(first: date, last: date) -> str:
    """Say when the rest can be taken."""
    return f"{kdate(first)}부터 {kdate(last)}까지의 근무일 가운데 하루를 골라 주시기 바랍니다."
