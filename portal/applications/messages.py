"""What the room says in Korean."""

from portal.applications.models import Status
from portal.applications.workflow import Action

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
