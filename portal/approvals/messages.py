"""What the room says in Korean."""

from collections.abc import Sequence
from datetime import date, datetime

from portal.approvals.models import Document, DocumentState, DocumentStep, LineStep, Seat, StepKind, StepState
from portal.approvals.queries import Hands
from portal.core.korean import josa, kdate, short_date
from portal.directory.models import Post

STEP = {StepKind.REVIEW: "검토", StepKind.COOPERATION: "협조", StepKind.FINAL: "전결"}
SEAT = {
    Seat.DRAFTER: "담당(기안자)",
    Seat.TEAM_HEAD: "팀장",
    Seat.DIVISION_HEAD: "과장",
    Seat.POST: "다른 직위",
}
STATE = {
    DocumentState.RUNNING: "결재 중",
    DocumentState.APPROVED: "결재 완료",
    DocumentState.RETURNED: "반송",
    DocumentState.RECALLED: "회수",
}
TONE = {
    DocumentState.RUNNING: "info",
    DocumentState.APPROVED: "ok",
    DocumentState.RETURNED: "stop",
    DocumentState.RECALLED: "quiet",
}
STEP_STATE = {
    StepState.WAITING: "예정",
    StepState.PENDING: "결재 대기",
    StepState.APPROVED: "결재",
    StepState.RETURNED: "반송",
    StepState.SKIPPED: "생략",
    StepState.LATER: "후결 대기",
    StepState.POST_APPROVED: "후결",
}
MOVE = {
    "send_up": "결재 올림",
    "split": "본인 신청을 나누어 올림",
    "approve": "결재",
    "skip": "검토 생략",
    "pass_over": "후결로 넘김",
    "approve_later": "후결",
    "return": "반송",
    "return_one": "전 단계로 반송",
    "take_out": "명단에서 제외",
    "recall": "회수",
    "publish": "결과 발표",
    "unpublish": "결과 발표 취소",
    "number": "관련 문서번호 기록",
}
TAB = {"waiting": "대기", "running": "진행", "done": "완료"}
ABSENCE = ("연가", "출장", "교육", "병가", "휴직")
ON_ABSENCE = {"register": "부재 등록", "cancel": "부재 취소", "report": "대결 보고 확인"}

STALE = "다른 분이 먼저 처리했습니다. 바뀐 내용을 확인해 주시기 바랍니다."
NOT_IN_HAND = "지금은 이 문서를 결재하실 수 없습니다. 결재할 차례이거나 대결하는 분만 처리합니다."
NOT_RUNNING = "이미 끝난 결재입니다. 바뀐 내용을 확인해 주시기 바랍니다."
NOT_RECALLABLE = "다음 결재자가 이미 처리하여 회수하실 수 없습니다. 반송을 요청해 주시기 바랍니다."
NOT_YOURS_TO_RECALL = "기안하신 분만 회수하실 수 있습니다."
WHY_RETURNED = "반송하시는 까닭을 적어 주시기 바랍니다."
NO_PREVIOUS = "앞선 결재자가 없어 기안자에게만 반송하실 수 있습니다."
NOTHING_AHEAD = "먼저 결재하실 수 있는 단계가 아닙니다."
NO_POST = "결재선에 적힌 직위를 찾지 못했습니다. 결재선을 먼저 고쳐 주시기 바랍니다."
NO_LINE = "결재선이 정해지지 않은 프로그램입니다. 담당자 전결로 처리합니다."
SKIPPED_SAME = "다음 단계와 결재자가 같아 검토를 생략합니다."
NOT_YOURS_TO_CHANGE = "이 프로그램의 결재선을 고칠 권한이 없습니다."
LINE_STALE = "다른 담당자가 먼저 결재선을 고쳤습니다. 바뀐 내용을 확인해 주시기 바랍니다."
LINE_SAVED = "결재선을 저장하였습니다. 이미 올린 문서는 그대로 진행됩니다."
LINE_KEPT = "바뀐 내용이 없습니다."
LAST_IS_FINAL = "마지막 단계 하나만 전결이어야 합니다."
DRAFTER_ALONE = "담당 전결은 다른 단계와 함께 두지 않습니다."
TWICE = "같은 직위가 두 번 들어 있습니다."
NAME_POST = "직위를 골라 주시기 바랍니다."
SENSITIVE_ALONE = "상담처럼 비밀로 지키는 프로그램은 명단을 올리지 않고 담당자가 전결합니다."
NO_HANDS = "결재할 분을 찾지 못했습니다. 총무과에 알려 주시기 바랍니다."
VACANT = "공석이거나 결재할 수 없어 다음 직위로 올라갔습니다"
REPORTED = "대결 처리 내용을 확인하였습니다."
ABSENT_SELF = "본인을 대리자로 정하실 수 없습니다."
ABSENT_TWICE = "그 기간에 이미 등록한 부재가 있습니다."
CIRCLE = "대리자로 정한 분의 대리자가 본인입니다. 다른 분을 골라 주시기 바랍니다."
TOO_LONG_A_CHAIN = "대리의 대리까지만 둘 수 있습니다. 그 기간에 자리에 계신 분을 골라 주시기 바랍니다."
NOT_A_DEPUTY = "대리자를 목록에서 골라 주시기 바랍니다."
ABSENCE_OVER = "이미 끝났거나 취소된 부재입니다."
ABSENCE_REGISTERED = "부재를 등록하였습니다."
ABSENCE_CANCELED = "부재를 취소하였습니다. 지금부터 본인이 결재하십니다."


def post_name(post: Post) -> str:
    """Name a post as an office does: "인사팀장", "총무과장", "운영지원과 사무관"."""
    unit, title = post.unit.name, post.title
    if not title:
        return f"{unit} 담당"
    return f"{unit}{title[-1]}" if unit.endswith(title[:-1]) and title[:-1] else f"{unit} {title}"


def seat_name(step: LineStep) -> str:
    """Name the post of a line's step."""
    return post_name(step.post) if step.post is not None else SEAT[Seat(step.seat)]


def line_words(steps: Sequence[LineStep]) -> str:
    """Write a line: "담당 기안 → 팀장 검토 → 과장 전결"."""
    if all(step.seat == Seat.DRAFTER for step in steps):
        return "담당 전결"
    return " → ".join(["담당 기안", *(f"{seat_name(step)} {STEP[StepKind(step.kind)]}" for step in steps)])


def holder_words(step: DocumentStep, hands: Hands | None) -> str:
    """Say in whose hands a step is: "인사팀장 송리나", of a deputy "총무과장 이대우 대결 박총무"."""
    if hands is None or not hands.those:
        return f"{step.post_name} (결재할 분 없음)"
    hand = hands.those[0]
    if hands.is_passed_up:
        return f"{step.post_name} 공석 → {hand.name}"
    return f"{step.post_name} {hand.for_name} 대결 {hand.name}" if hand.for_id else f"{step.post_name} {hand.name}"


def running_at(post: str) -> str:
    """Say to an applicant in whose hands the list is; never what it says."""
    return f"결재 중: {post}"


def state_of(document: Document) -> tuple[str, str]:
    """Return the word and the tone of where a document stands."""
    if document.published_at is not None:
        return "발표 완료", "ok"
    return STATE[DocumentState(document.state)], TONE[DocumentState(document.state)]


def signed_on(moment: datetime | None) -> str:
    """Write the day of a signature: "7. 31."."""
    return f"{moment.month}. {moment.day}." if moment is not None else ""


def late(days: int, most: int) -> str:
    """Say by how many days a step is late; empty when it is not."""
    return f"지연 {days - most}일" if days > most else ""


def deputy_not_there(name: str, first: date, last: date) -> str:
    """Say that the deputy is away herself."""
    return f"{josa(name, '은/는')} {short_date(first)} ~ {short_date(last)}에 자리를 비웁니다."


def days_away(first: date, last: date) -> str:
    """Write the days of an absence."""
    return kdate(first) if first == last else f"{kdate(first)} ~ {kdate(last)}"
