"""What the room says in Korean."""

from collections.abc import Sequence
from datetime import date

from portal.applications.models import Status
from portal.applications.workflow import Action
from portal.core.korean import kdate

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
    Action.WITHDRAW: "신청 취소",
    Action.CANCEL: "참여 취소",
    Action.EXPIRE: "기한 경과",
    Action.ACTIVATE: "참여 시작",
    Action.COMPLETE: "완료",
    Action.LEAVE_INCOMPLETE: "미이수",
    Action.MISS: "불참",
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
UNKNOWN = "찾으시는 신청이 없습니다."
UNKNOWN_NAME = "알 수 없는 신청"
NO_SEAT = "남은 자리가 없어 승인하지 못했습니다."
NO_LINE = "정원이 없는 차수에는 예비 순번을 두지 않습니다."
NOBODY_WAITS = "기다리는 분이 없어 예비로 옮기면 곧바로 다시 자리가 배정됩니다."
SEATS_LEFT = "남은 자리가 있어 예비로 등록하지 않았습니다. 자리가 모두 찬 뒤에 등록해 주시기 바랍니다."
TOO_LATE = "실행 취소할 수 있는 시간이 지났습니다. 결과가 이미 안내되었습니다."


def told_reason(codes: Sequence[str], note: str, return_by: date | None) -> str:
    """Put reasons, note and day for the correction into the words the applicant reads."""
    parts = [", ".join(REASONS[code] for code in codes), note]
    if return_by is not None:
        parts.append(f"{kdate(return_by)}까지 보완해 주시기 바랍니다.")
    return "\n".join(part for part in parts if part)
