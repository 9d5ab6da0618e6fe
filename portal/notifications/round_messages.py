"""What people are told of a round that moved and of colleagues who come instead."""

from portal.applications.models import Application
from portal.core.korean import kdate
from portal.notifications.messages import because

SUBSTITUTE = {
    "ask": "{program} 교체 참석 신청이 있습니다.",
    "agree": "{program}에 대신 참석해 달라는 요청이 있습니다.",
    "refuse": "{program} 교체 참석이 승인되지 않았습니다.",
}


def moved(program: str) -> str:
    """Return the line of somebody whose round moved."""
    return f"{program} 일정이 바뀌었습니다. 참여 여부를 알려 주시기 바랍니다."


def moved_to(application: Application, reason: str) -> str:
    """Say when it is now, and by when to answer."""
    asked = (
        f"{kdate(application.confirm_by)}까지 신청 화면에서 확인해 주시기 바랍니다." if application.confirm_by else ""
    )
    return f"새 시작일: {kdate(application.round.starts_on)}. {because('사유: ', reason)}{asked}".strip()
