"""What the room says in Korean."""

from collections.abc import Iterable
from datetime import date

from portal.core.korean import josa, kdate, kdatetime, short_date
from portal.kinds.practicum import policies
from portal.kinds.practicum.models import CandidateState, Choice, Placement, PlacementState, Wish
from portal.kinds.practicum.workflow import Action

BEGUN = "실무수습이 이미 시작되어 할 수 없습니다."
NOT_ON_LIST = (
    "후보자 명부의 유효기간이 실무수습 시작일보다 먼저 끝나거나 이미 임용되어, 이번 차수에는 신청하실 수 없습니다."
)
WHEN_NOT_WHOLE = "전체 기간에 참여하시면 비워 두시기 바랍니다."
NOT_OPEN = "지금은 희망서를 받는 기간이 아닙니다. 담당 팀으로 연락해 주시기 바랍니다."
NOT_CHANGEABLE = "배치가 진행되고 있어 희망을 바꾸실 수 없습니다. 담당 팀으로 연락해 주시기 바랍니다."
NOT_WITHDRAWABLE = "지금은 포기하실 수 없습니다. 담당 팀으로 연락해 주시기 바랍니다."
CHANGED_MEANWHILE = "그 사이에 다른 분이 먼저 처리하였습니다. 바뀐 내용을 확인해 주시기 바랍니다."
NO_ROOM = "남은 자리가 없습니다. 다른 담당자가 조금 전에 마지막 자리를 배치하였을 수 있습니다."
NO_COMMON_DAY = "후보자가 참여할 수 있는 기간과 기관이 받을 수 있는 기간이 겹치지 않습니다."
DECLINED_BEFORE = "이 기관은 이 후보자를 이미 거절하였습니다."
SEATS_TAKEN = "이미 배치한 인원보다 적게 줄일 수 없습니다. 먼저 담당 팀에 알려 주시기 바랍니다."
REASON_NEEDED = "사유를 하나 이상 골라 주시기 바랍니다."
NOTE_NEEDED = "‘그 밖의 사유’는 내용을 적어 주시기 바랍니다."
SUPERVISOR_NEEDED = "지도공무원의 성명과 연락처를 적어 주시기 바랍니다."
NOBODY_PICKED = "처리할 사람을 골라 주시기 바랍니다."
TAKEN_EXAM_NO = "이미 등록된 응시번호입니다."
NO_REASON = "사유를 적어 주시기 바랍니다."
WISH_SENT = "희망서를 보냈습니다."
WISH_CHANGED = "희망을 바꾸었습니다."
REGISTERED = "임용후보자를 등록하였습니다."
CANDIDACY = "신규임용후보자명부 등록"
NOT_REGISTERED = "명부에 등록되어 있는 분만 처리할 수 있습니다."
APPOINTED_ALREADY = "이미 다른 내용으로 임용한 분입니다. 인사 발령을 확인해 주시기 바랍니다."
BECAME_OFFICIAL = "임용"
UNKNOWN_UNIT = "그런 이름의 기관이 없거나 여럿입니다. 정확한 이름을 적어 주시기 바랍니다."
LIST_EMPTY = "올릴 내용이 없습니다."
TWICE = "같은 응시번호가 위에 한 번 더 있습니다."
NOT_ON_THE_LIST = "그런 응시번호와 성명의 후보자가 없습니다."
PERSONAL_NO_TAKEN = "이미 쓰고 있는 개인번호입니다."
STILL_PLACED = "진행 중인 실무수습이 있습니다. 먼저 포기로 기록하거나 다른 처리를 해 주시기 바랍니다."
CANDIDACY_OVER = "후보자 명부에서 삭제"
THROWN_AWAY = "올린 명단을 버렸습니다."
CORRECTED = "고친 내용을 저장하였습니다."
OFFER_KEPT = "수용 계획을 보냈습니다."
ACCEPTED = "배치를 수락하였습니다."
DECLINED = "배치를 거절하였습니다. 담당 팀이 다른 기관을 찾습니다."
WITHDRAWN = "실무수습을 포기하셨습니다. 임용 순서에는 불이익이 없습니다."
REMOVED = "명부에서 삭제하였습니다."
PLEDGE = "실무수습 기간에 복무와 비밀 엄수 등 공무원의 의무를 지키겠습니다."
CONSENT = (
    "수집·이용 목적: 실무수습 배치와 운영 / 항목: 응시번호, 성명, 생년월일, 휴대전화, 거주 자치구, 희망과 사정 / "
    "보유 기간: 수습 종료 후 5년, 임용되지 않은 분은 명부 만료 후 파기 / 배치된 학교에는 성명, 기간, 연락처만 알립니다."
)

CANDIDATE_STATE = {
    CandidateState.REGISTERED: "등록",
    CandidateState.APPOINTED: "임용",
    CandidateState.REMOVED: "명부 삭제",
}
CANDIDATE_TONE = {
    CandidateState.REGISTERED: "info",
    CandidateState.APPOINTED: "ok",
    CandidateState.REMOVED: "quiet",
}
PLACEMENT_STATE = {
    PlacementState.ELIGIBLE: "배치 준비",
    PlacementState.PROPOSED: "기관 확인 중",
    PlacementState.HOST_ACCEPTED: "기관 수락",
    PlacementState.HOST_DECLINED: "다른 기관 찾는 중",
    PlacementState.ORDERED: "배치 확정",
    PlacementState.DEFERRED: "다음 차수로 조정",
    PlacementState.WITHDRAWN: "포기",
    PlacementState.ABANDONED: "중도 포기",
    PlacementState.ENDED_BY_APPOINTMENT: "임용으로 종료",
}
PLACEMENT_TONE = {
    PlacementState.ELIGIBLE: "info",
    PlacementState.PROPOSED: "wait",
    PlacementState.HOST_ACCEPTED: "ok",
    PlacementState.HOST_DECLINED: "warn",
    PlacementState.ORDERED: "ok",
    PlacementState.DEFERRED: "wait",
    PlacementState.WITHDRAWN: "quiet",
    PlacementState.ABANDONED: "quiet",
    PlacementState.ENDED_BY_APPOINTMENT: "ok",
}
ACTION = {
    Action.WISH: "희망서 접수",
    Action.PROPOSE: "배치 제안",
    Action.RECALL: "제안 거두기",
    Action.ACCEPT: "기관 수락",
    Action.DECLINE: "기관 거절",
    Action.ORDER: "배치 확정",
    Action.DEFER: "다음 차수로 조정",
    Action.WITHDRAW: "포기",
    Action.ABANDON: "중도 포기",
    Action.APPOINT: "임용으로 종료",
    Action.RESUME: "임용 되돌림으로 실무수습 재개",
    Action.REINSTATE: "임용 되돌림으로 배치 준비",
}
ON_LIST = {
    "register": "명부 등록",
    "import": "명부 파일 등록",
    "correct": "후보자 정보 고치기",
    "remove": "명부 삭제",
    "appoint": "임용",
    "unappoint": "임용 되돌리기",
    "wish_send": "희망서 제출",
    "wish_change": "희망서 고치기",
    "wish_withdraw": "희망서 거두기",
}
DECLINE_REASONS = {
    "supervisor": "지도할 공무원이 없음",
    "schedule": "감사·평가 등 행정 일정과 겹침",
    "facilities": "공사·이전 등 시설 사정",
    "vacancy": "행정실 결원·휴가로 지도가 어려움",
    "relation": "가족 등 이해관계가 있음",
    "other": "그 밖의 사유",
}
FIELD = {
    "exam_year": "시험 연도",
    "exam_no": "응시번호",
    "name": "성명",
    "birth_date": "생년월일",
    "mobile": "휴대전화",
    "district": "거주 자치구",
    "series": "직렬",
    "list_valid_until": "명부 유효기간",
}
OWN_NOTE = {
    PlacementState.DEFERRED: (
        "이번 차수의 배치 기관이 모두 정해져 다음 차수에 배치해 드립니다. 신청은 그대로 유효합니다."
    ),
    PlacementState.WITHDRAWN: "임용 순서에는 불이익이 없습니다. 다음 차수에 다시 신청하실 수 있습니다.",
    PlacementState.ABANDONED: "임용 순서에는 불이익이 없습니다.",
    PlacementState.ENDED_BY_APPOINTMENT: "임용일 전날 실무수습이 끝납니다. 임용을 축하드립니다.",
}
"""What a candidate is told where a way ends."""
NOT_SENT = "희망서를 내지 않음"
SEARCHING = "배치할 학교를 찾는 중"
TAB = {
    "todo": "배치할 사람",
    "asked": "기관 확인 중",
    "accepted": "기관 수락",
    "ordered": "배치 확정",
    "gone": "조정·종료",
}
EMPTY_TAB = {
    "todo": "배치할 분이 없습니다.",
    "asked": "회신을 기다리는 제안이 없습니다.",
    "accepted": "확정할 배치가 없습니다.",
    "ordered": "아직 확정된 배치가 없습니다.",
    "gone": "조정되거나 끝난 분이 없습니다.",
}
ANSWER = {"yes": "받을 수 있음", "no": "받기 어려움", "none": "회신 전", "all": "전체"}
APPOINTMENT_FIELD = {
    "exam_year": "시험 연도",
    "exam_no": "응시번호",
    "name": "성명",
    "personal_no": "개인번호",
    "unit": "발령 기관",
    "on": "임용일",
}
LIST_TITLE = {"register": "신규임용후보자명부", "appoint": "임용 명단"}
SAMPLE_LINE = "보기 한 줄을 지우고 적어 주시기 바랍니다. 주민번호는 적지 않습니다."
UNDER_WAY, OVER = "수습 중", "수습 마침"


def placement_word(placement: Placement) -> str:
    """Name where a placement stands; what is ordered is told apart by its days."""
    state = PlacementState(placement.state)
    if policies.is_over(placement):
        return PLACEMENT_STATE[state] if state == PlacementState.ENDED_BY_APPOINTMENT else OVER
    if policies.has_begun(placement):
        return UNDER_WAY
    return PLACEMENT_STATE[PlacementState.ORDERED if policies.is_ordered(placement) else state]


def placement_tone(placement: Placement) -> str:
    """Return the tone that goes with the word."""
    is_past = policies.is_over(placement) and placement.state == PlacementState.ORDERED
    return "quiet" if is_past else PLACEMENT_TONE[PlacementState(placement.state)]


def own_word(placement: Placement) -> str:
    """Name where a placement stands for its candidate, who does not learn which hosts were asked."""
    searching = (PlacementState.PROPOSED, PlacementState.HOST_ACCEPTED, PlacementState.HOST_DECLINED)
    return SEARCHING if placement.state in (PlacementState.ELIGIBLE, *searching) else placement_word(placement)


def own_tone(placement: Placement) -> str:
    """Return the tone of the word that a candidate reads."""
    return "wait" if own_word(placement) == SEARCHING else placement_tone(placement)


def choice_words(choice: Choice) -> str:
    """Write one choice: "2순위 동작관악 · 가온고등학교"."""
    place = f" · {choice.unit.name}" if choice.unit else ""
    return f"{choice.rank}순위 {choice.area}{place}"


def wish_words(choices: Iterable[Choice]) -> str:
    """Write all choices on one line."""
    return ", ".join(choice_words(choice) for choice in choices)


def typist(wish: Wish) -> str:
    """Say who typed a wish, and when."""
    who = f"{wish.typed_by_name}(대리 입력)" if wish.is_on_behalf else "본인"
    return f"{who} {kdatetime(wish.submitted_at)}"


def shown_host(placement: Placement) -> str:
    """Name the host to its candidate, once it is certain."""
    certain = (PlacementState.ORDERED, PlacementState.ABANDONED, PlacementState.ENDED_BY_APPOINTMENT)
    return placement.offer.unit.full_name if placement.offer and placement.state in certain else ""


def is_late(placement: Placement) -> bool:
    """Say whether a host has let the day of its answer pass."""
    return policies.is_late(placement)


def days(first: date | None, last: date | None) -> str:
    """Write a period: "2025. 8. 18.(월) ~ 9. 30.(화)"."""
    if first is None or last is None:
        return "-"
    return f"{kdate(first)} ~ {short_date(last) if first.year == last.year else kdate(last)}"


def reasons_in_words(codes: Iterable[str], note: str = "") -> str:
    """Write why a host declined."""
    words = [DECLINE_REASONS.get(code, code) for code in codes]
    return ", ".join([*words, *([note] if note else [])])


def on_behalf(typist: str, name: str) -> str:
    """Say who typed for whom."""
    return f"{josa(typist, '이/가')} {name} 님을 대신하여 입력"


def carried_over(name: str) -> str:
    """Say that a wish came from an earlier round."""
    return f"{name}에서 넘어온 희망"


def done(action: str, count: int) -> str:
    """Say how many placements were moved."""
    return f"{count:,}명을 ‘{ACTION[Action(action)]}’ 처리하였습니다."


def not_done(count: int) -> str:
    """Say how many were not."""
    return f"{count:,}명은 처리하지 못했습니다."


def registered(count: int) -> str:
    """Say how many came on the list."""
    return f"임용후보자 {count:,}명을 등록하였습니다."


def appointed(name: str, day: date, is_future: bool) -> str:
    """Say that a candidate becomes an official."""
    if is_future:
        return f"{josa(name, '을/를')} {kdate(day)}에 임용합니다. 그날부터 직원으로 들어옵니다."
    return f"{josa(name, '을/를')} 임용하였습니다."


def for_host(typist: str, host: str) -> str:
    """Say who answered for an institution."""
    return f"{josa(typist, '이/가')} {josa(host, '을/를')} 대신하여 회신"


def no_such_school(area: str) -> str:
    """Say that there is no such school in an area."""
    return f"{area} 지역에 그런 이름의 학교가 없습니다. 이름을 다시 확인해 주시기 바랍니다."


def why_no_wish(is_open: bool, placement: Placement | None) -> str:
    """Say why there is no form to fill in."""
    if not is_open:
        return NOT_OPEN
    return NOT_CHANGEABLE if placement else NOT_ON_LIST


def taken_up(count: int) -> str:
    """Say how many came from earlier rounds."""
    return f"앞 차수에서 넘어온 {count:,}명을 이 차수로 옮겼습니다."


def taken(purpose: str, count: int) -> str:
    """Say what a list has done."""
    return registered(count) if purpose == "register" else f"{count:,}명을 임용하였습니다."


def day_words(text: str) -> str:
    """Write a day that a list keeps as text: "2025. 9. 1."."""
    return kdate(date.fromisoformat(text), weekday=False)
