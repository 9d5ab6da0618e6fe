"""What the room says in Korean."""

from collections.abc import Sequence
from datetime import date

from portal.applications.models import Application, Status
from portal.applications.workflow import Action
from portal.core.korean import josa, kdate, kdatetime

STATUS = {
    Status.DRAFT: "임시저장",
    Status.SUBMITTED: "접수",
    Status.RETURNED: "보완 요청",
    Status.IN_REVIEW: "검토 중",
    Status.APPROVED: "선정",
    Status.WAITLISTED: "예비",
    Status.NOT_SELECTED: "미선정",
    Status.REJECTED: "반려",
    Status.ACTIVE: "참여 중",
    Status.COMPLETED: "완료",
    Status.INCOMPLETE: "미이수",
    Status.NO_SHOW: "불참",
    Status.WITHDRAWN: "신청 취소",
    Status.CANCELED: "참여 취소",
    Status.EXPIRED: "기한 경과",
}
TONE = {
    Status.DRAFT: "quiet",
    Status.SUBMITTED: "info",
    Status.RETURNED: "warn",
    Status.IN_REVIEW: "info",
    Status.APPROVED: "ok",
    Status.WAITLISTED: "wait",
    Status.NOT_SELECTED: "quiet",
    Status.REJECTED: "stop",
    Status.ACTIVE: "ok",
    Status.COMPLETED: "ok",
    Status.INCOMPLETE: "warn",
    Status.NO_SHOW: "stop",
    Status.WITHDRAWN: "quiet",
    Status.CANCELED: "quiet",
    Status.EXPIRED: "quiet",
}
ACTION = {
    Action.SUBMIT: "신청",
    Action.START: "검토 시작",
    Action.APPROVE: "승인",
    Action.REJECT: "반려",
    Action.RETURN: "보완 요청",
    Action.WAITLIST: "예비 등록",
    Action.NOT_SELECT: "미선정",
    Action.CORRECT: "내용 수정",
    Action.PROMOTE: "예비자 승계",
    Action.OFFER: "자리 제안",
    Action.REORDER: "예비 순번 조정",
    Action.CONFIRM: "참석 확정",
    Action.TAKE_OVER: "교체 참석",
    Action.EXCUSE: "불참 사유 인정",
    Action.WITHDRAW: "신청 취소",
    Action.CANCEL: "참여 취소",
    Action.EXPIRE: "기한 경과",
    Action.ACTIVATE: "참여 시작",
    Action.COMPLETE: "완료",
    Action.LEAVE_INCOMPLETE: "미이수",
    Action.MISS: "불참",
    Action.ASSIGN: "담당자 지정",
    Action.NOTE: "메모",
    Action.CALL_OFF: "담당 팀 취소",
    Action.MOVE: "일정 변경",
    Action.RECHECK: "자격 재확인 대상",
    Action.KEEP: "자격 변동 확인, 유지",
    Action.REOPEN: "다시 검토",
    Action.REVISE: "결과 정정",
}
REASONS = {
    "not_eligible": "신청 자격에 해당하지 않음",
    "duplicate": "같은 내용의 신청이 이미 있음",
    "incomplete": "신청 내용이 충분하지 않음",
    "office_duty": "소속 기관 업무 조정이 되지 않음",
    "other": "그 밖의 사유",
}

STALE = "다른 담당자가 먼저 처리했습니다. 바뀐 내용을 확인해 주시기 바랍니다."
STAGED = "방금 처리한 신청입니다. 결과가 안내되기 전까지는 실행 취소한 뒤에 다시 처리하실 수 있습니다."
OWN = "본인의 신청은 처리하실 수 없습니다. 같은 팀의 다른 담당자에게 요청해 주시기 바랍니다."
NOT_YOURS_TO_DECIDE = "이 신청을 결정할 권한이 없습니다."
NOT_READ_BY_YOU = (
    "내용을 보실 수 있는 담당자와 팀장·과장만 결정합니다. "
    "검토를 시작하시거나 담당자로 지정되신 뒤에 처리해 주시기 바랍니다."
)
UNKNOWN = "찾으시는 신청이 없습니다."
UNKNOWN_NAME = "알 수 없는 신청"
NO_SEAT = "남은 자리가 없어 승인하지 못했습니다."
NO_LINE = "정원이 없는 차수에는 예비 순번을 두지 않습니다."
NOBODY_WAITS = "기다리는 분이 없어 예비로 옮기면 곧바로 다시 자리가 배정됩니다."
SEATS_LEFT = "남은 자리가 있어 예비로 등록하지 않았습니다. 자리가 모두 찬 뒤에 등록해 주시기 바랍니다."
TOO_LATE = "실행 취소할 수 있는 시간이 지났습니다. 결과가 이미 안내되었습니다."


def told_reason(codes: Sequence[str], note: str, return_by: date | None, to_mend: Sequence[str] = ()) -> str:
    """Put reasons, what to mend, note and day for the correction into the words the applicant reads."""
    by = f"{kdate(return_by)}까지 보완해 주시기 바랍니다." if return_by is not None else ""
    parts = [", ".join(REASONS[code] for code in codes), mend(to_mend), by, note]
    return "\n".join(part for part in parts if part)


TO_MEND = "보완하실 항목"


def mend(labels: Sequence[str]) -> str:
    """Name what is to be mended; empty when nothing is named."""
    return f"{TO_MEND}: {', '.join(labels)}" if labels else ""


def changed(labels: Sequence[str]) -> str:
    """Name what was changed, never how; empty when nothing was."""
    return f"바뀐 항목: {', '.join(labels)}" if labels else ""


ASSIGNED = "담당자를 지정했습니다."
NOTED = "메모를 남겼습니다. 신청자에게는 보이지 않습니다."
NOT_A_HANDLER = "이 신청을 맡을 수 있는 분이 아닙니다. 목록에서 다시 골라 주시기 바랍니다."
NOT_YOURS_TO_NOTE = "이 신청에 메모를 남길 권한이 없습니다."
COUNSELOR = "상담자"
FILES = "첨부 파일"
MOBILE = "휴대전화"
SEVERAL_CALLED = "같은 성명이 여러 분입니다. 개인번호로 적어 주시기 바랍니다."
NOBODY_CALLED = "대신 신청하실 수 있는 분 가운데에서 찾지 못했습니다. 성명이나 개인번호를 다시 확인해 주시기 바랍니다."
WRITING = "작성 중"
WITHDRAWN = "신청을 취소하였습니다."
CORRECTED = "고치신 내용을 저장하였습니다."
NOT_OPEN_YET = "아직 접수 기간이 아닙니다."
CLOSED = "접수 기간이 끝났습니다. 작성하신 내용은 임시저장되어 있습니다."
NO_APPLICATIONS = "따로 신청을 받지 않는 프로그램입니다."
NOT_AN_OFFICIAL = "직원으로 등록된 분이 신청할 수 있습니다."
NOT_YOURS_TO_APPLY_FOR = "이분을 대신하여 신청하실 수 없습니다. 소속 기관의 담당자나 프로그램 담당자가 신청합니다."
INSTITUTION_APPLIED = "소속 기관에서 이미 신청하였습니다. 내용을 바꾸려면 먼저 신청하신 분께 문의해 주시기 바랍니다."
ALREADY_SENT = "이미 신청하셨습니다. 나의 신청에서 내용을 고치실 수 있습니다."
DRAFT_GONE = "보내실 신청서를 찾지 못했습니다. 내용을 다시 확인해 주시기 바랍니다."
CHECK_AGAIN = "내용을 다시 확인해 주시기 바랍니다."
CHANGED_ELSEWHERE = "다른 화면에서 먼저 고치신 내용이 있습니다. 아래 내용을 확인하시고 다시 저장해 주시기 바랍니다."
NOT_CORRECTABLE = "지금은 내용을 고치실 수 없습니다. 담당자에게 문의해 주시기 바랍니다."
NOT_WITHDRAWABLE = "지금은 신청을 취소하실 수 없습니다. 담당자에게 문의해 주시기 바랍니다."
REASON_NEEDED = "자유롭게 취소하실 수 있는 날이 지났습니다. 취소 사유를 적어 주시기 바랍니다."
SERVICE_TITLE = "서비스 신청"
NEUTRAL_EVENT = "총무과 일정"
NO_DAY_YET = "아직 정해진 날이 없어 달력에 넣을 일정이 없습니다."
WAITING_EVENT, UNDECIDED_EVENT = "(예비)", "(신청 중)"
RESULT_EVENT = "결과 안내"


def sent_for(name: str, receipt_no: str) -> str:
    """Say that an application was sent for somebody."""
    return f"{name}님의 신청을 접수하고 본인에게 알렸습니다. 접수번호 {receipt_no}"


def status_words(status: Status, rank: int | None = None) -> str:
    """Say a state as the applicant reads it: "예비 7번"."""
    if status == Status.WAITLISTED and rank is not None:
        return f"예비 {rank:,}번"
    return STATUS[status]


def waiting_as(rank: int) -> str:
    """Say which place somebody has among those who wait."""
    return f"예비 {rank:,}번입니다. 취소하신 분이 있으면 순서대로 알려 드립니다."


def seat(place: int, capacity: int) -> str:
    """Say which seat somebody has."""
    return f"{capacity:,}명 중 {place:,}번째 자리"


def place_in_line(place: int) -> str:
    """Say in which place somebody applied where the choice is made later."""
    return f"접수 순번 {place:,}번"


def returned_too_late(day: str) -> str:
    """Say that the day for a correction has passed."""
    return f"내용을 고치실 수 있는 기한({day})이 지났습니다. 담당자에게 문의해 주시기 바랍니다."


def too_many_files(most: int) -> str:
    """Say how many files are taken."""
    return f"파일은 {most}개까지 올리실 수 있습니다." if most else "이 신청에는 파일을 올리지 않습니다."


def consent(purpose: str, items: str, retention: str) -> str:
    """Write down what was agreed to, as it was shown."""
    return f"수집·이용 목적: {purpose}\n수집 항목: {items}\n보유 기간: {retention}"


PROMOTED = "자리가 나서 배정되었습니다"
YOUR_TURN = "보완하실 차례입니다"
TAKING_PART = "참여"


def with_team(team: str) -> str:
    """Say who holds the application now."""
    return f"{josa(team, '이/가')} 확인하고 있습니다"


def with_handler(name: str) -> str:
    """Say in whose hands the application is now."""
    return f"지금 담당: {name}"


def step_title(action: str, to_status: Status) -> str:
    """Name a step that was done; a decision is named by the state it led to."""
    if action == Action.SUBMIT:
        return "신청" if to_status == Status.SUBMITTED else "신청 (예비 등록)"
    if action in (Action.APPROVE, Action.REJECT, Action.NOT_SELECT, Action.RETURN):
        return STATUS[to_status]
    if action == Action.PROMOTE:
        return PROMOTED
    if action == Action.OFFER:
        return "자리가 나서 여쭙니다"
    return ACTION[Action(action)]


VIEW_SAVED = "보기를 저장했습니다. ‘저장한 보기’의 주소를 그대로 보내시면 팀에서 함께 볼 수 있습니다."
VIEW_DROPPED = "저장한 보기를 지웠습니다."
NO_TEAM = "함께 쓸 팀을 찾을 수 없습니다. 혼자 쓰는 보기로 저장해 주시기 바랍니다."
FIRST_PAGE, BEFORE, AFTER, LAST_PAGE = "처음", "이전", "다음", "끝"
TAB = {
    "todo": "처리할 것",
    "listed": "결재",
    "returned": "보완 중",
    "waitlisted": "예비",
    "approved": "선정",
    "declined": "반려·미선정",
    "ended": "종료",
    "all": "전체",
}
SORT = {
    "waiting": "오래 기다린 순",
    "newest": "최근 접수순",
    "place": "접수 순번",
    "name": "성명",
    "office": "소속",
    "grade": "직급",
}
FIRST_TIME = "첫 신청"
EARLY_CAREER = "저경력"
NOT_TOLD_YET = "안내 전"
RECHECK = "재확인"
UNCONFIRMED = "참여 확인 전"
MARK = {"recheck": "재확인 대상", "unconfirmed": "참여 확인 전"}
_DONE = {
    Action.START: "건의 검토를 시작했습니다.",
    Action.APPROVE: "건을 승인했습니다.",
    Action.REJECT: "건을 반려했습니다.",
    Action.RETURN: "건에 보완을 요청했습니다.",
    Action.WAITLIST: "건을 예비로 등록했습니다.",
    Action.NOT_SELECT: "건을 미선정으로 처리했습니다.",
}


def done(action: str, count: int) -> str:
    """Say how many were done: "12건을 승인했습니다."."""
    return f"{count:,}{_DONE[Action(action)]}"


def whose(people: Sequence[str], programs: Sequence[str]) -> str:
    """Name the first of several people and programs: "김주은 외 49명 · 저경력공무원 워크숍"."""
    others = f" 외 {len(people) - 1:,}명" if len(people) > 1 else ""
    elsewhere = f" 외 {len(programs) - 1:,}개 프로그램" if len(programs) > 1 else ""
    return f"{people[0]}{others} · {programs[0]}{elsewhere}"


def not_done(count: int) -> str:
    """Say how many were not done."""
    return f"{count:,}건은 처리하지 못했습니다."


def undone(count: int) -> str:
    """Say how many decisions were taken back."""
    return f"{count:,}건의 처리를 취소했습니다. 신청자에게는 안내되지 않았습니다."


def snapshot_facts(application: Application) -> list[tuple[str, str]]:
    """Write what was so when the application was sent."""
    return [
        ("접수번호", application.receipt_no),
        ("소속", application.snapshot_unit_name),
        ("직급", application.snapshot_grade),
        ("최초임용일", kdate(application.snapshot_hired_on)),
        ("접수 시각", kdatetime(application.submitted_at)),
        ("접수 순번", f"{application.place:,}번"),
        ("휴대전화", application.mobile),
    ]


def too_many_views(most: int) -> str:
    """Say that somebody has kept too many views."""
    return f"보기는 {most:,}개까지 저장하실 수 있습니다. 쓰지 않는 보기를 지워 주시기 바랍니다."
