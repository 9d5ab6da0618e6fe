"""What the first page says in Korean."""

from portal.applications.models import Application, Status
from portal.core.korean import kdate

NEXT = {
    Status.SUBMITTED: "담당자가 신청 내용을 확인하고 있습니다.",
    Status.IN_REVIEW: "담당자가 신청 내용을 검토하고 있습니다.",
    Status.WAITLISTED: "취소하시는 분이 계시면 순서대로 알려 드립니다.",
    Status.APPROVED: "{starts}에 시작합니다.",
    Status.ACTIVE: "{ends}까지 진행합니다.",
    Status.REJECTED: "사유를 확인해 주시기 바랍니다.",
    Status.NOT_SELECTED: "다음 회차에 우선하여 반영됩니다.",
}
"""What comes next, seen by the applicant; other states have nothing to come."""


def next_step(application: Application) -> str:
    """Say what happens next with an application."""
    round_ = application.round
    if application.told_status == Status.RETURNED:
        day = application.return_by
        return f"{kdate(day)}까지 수정해 주시기 바랍니다." if day else "내용을 수정해 주시기 바랍니다."
    words = NEXT.get(application.told_status, "").format(starts=kdate(round_.starts_on), ends=kdate(round_.ends_on))
    if application.told_status in (Status.SUBMITTED, Status.IN_REVIEW) and round_.results_on:
        words = f"{words} {kdate(round_.results_on)}까지 결과를 알려 드립니다."
    return words
