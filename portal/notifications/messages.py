"""What the bell says in Korean."""

from collections.abc import Callable
from datetime import date

from portal.applications.messages import TO_MEND
from portal.applications.models import Application
from portal.applications.workflow import Action
from portal.core.korean import josa, kdate
from portal.notifications.models import LetterState
from portal.programs.models import Round

NEUTRAL = "[총무과] 신청하신 서비스 안내가 있습니다."
NEUTRAL_FOR_OFFICERS = "[총무과] 확인하실 신청이 있습니다."
ALL_READ = "모든 알림을 읽음으로 표시했습니다."
MAIL_CHOSEN = {True: "알림을 메일로도 보내 드립니다.", False: "알림을 메일로 보내지 않습니다."}
REQUEST_ASKED = "개인정보 요청이 들어왔습니다."
REQUEST_ANSWERED = "개인정보 요청에 답변이 있습니다."
LETTER_IS_STALE = "다른 관리자가 먼저 처리했거나 이미 보낸 메일입니다."
LETTER_AGAIN = "다시 보내도록 대기열에 넣었습니다."
LETTER_DROPPED = "메일을 폐기했습니다."
LETTER_STATE = {
    LetterState.WAITING: "대기",
    LetterState.SENDING: "보내는 중",
    LetterState.SENT: "보냄",
    LetterState.DEAD: "보내지 못함",
    LetterState.DROPPED: "폐기",
}
WORKER_STATE = {"ok": "정상", "late": "3분 넘게 응답 없음", "never": "시작한 적 없음"}
_OFFICE = "[총무과]"
_LETTER = """총무과 포털에 새 알림이 있습니다.

아래 주소로 접속하시면 내용을 보실 수 있습니다.
{address}

이 메일은 발신 전용입니다. 메일을 받지 않으시려면 포털의 '알림' 화면에서 바꾸시기 바랍니다.
"""

TITLE = {
    Action.SUBMIT: "{program} 신청이 접수되었습니다.",
    Action.RETURN: "{program} 신청 내용 확인이 필요합니다.",
    Action.APPROVE: "{program} 대상자로 선정되었습니다.",
    Action.REJECT: "{program} 신청을 처리하지 못했습니다.",
    Action.WAITLIST: "{program} 예비자로 등록되었습니다.",
    Action.NOT_SELECT: "{program} 신청 결과를 알려 드립니다.",
    Action.PROMOTE: "{program} 자리가 생겨 신청이 접수되었습니다.",
    Action.WITHDRAW: "{program} 신청이 취소되었습니다.",
    Action.CANCEL: "{program} 참여가 취소되었습니다.",
    Action.EXPIRE: "{program} 신청 기한이 지났습니다.",
    Action.COMPLETE: "{program} 과정을 마치셨습니다.",
    Action.LEAVE_INCOMPLETE: "{program} 미이수로 처리되었습니다.",
    Action.MISS: "{program} 불참으로 처리되었습니다.",
    Action.ASSIGN: "{program} 신청의 담당자가 정해졌습니다.",
    Action.REVISE: "{program} 결과 안내를 바로잡습니다.",
}
"""What an applicant is told of; the other actions change nothing for the applicant."""

SILENT = frozenset({Action.START, Action.CORRECT, Action.ACTIVATE, Action.NOTE})

_LINE = "취소하시는 분이 계시면 순서대로 모시고 알려 드립니다. 순번은 신청 화면에서 확인하시기 바랍니다."


def subject(title: str) -> str:
    """Return the subject of the letter that follows a notice."""
    return title if title.startswith(_OFFICE) else f"{_OFFICE} {title}"


def letter(address: str) -> str:
    """Return what a letter says: where to read, and nothing about anybody."""
    return _LETTER.format(address=address)


def title_for(action: Action, program: str) -> str:
    """Return the line behind the bell."""
    return TITLE[action].format(program=program)


def body_for(action: Action, application: Application, reason: str) -> str:
    """Return what follows from the step, one fact per sentence; the contact stands on the application's own page."""
    round_ = application.round
    words: dict[Action, Callable[[], str]] = {
        Action.SUBMIT: lambda: f"접수번호는 {application.receipt_no}입니다. {_results(round_.results_on)}",
        Action.RETURN: lambda: f"{_to_mend(reason)}작성하신 내용은 그대로 남아 있습니다.",
        Action.APPROVE: lambda: _when_and_where(round_),
        Action.REJECT: lambda: f"{_because('사유: ', reason)}궁금하신 점은 담당자에게 문의하시기 바랍니다.",
        Action.WAITLIST: lambda: _LINE,
        Action.NOT_SELECT: lambda: _not_selected(round_),
        Action.PROMOTE: lambda: f"예비 순서에 따라 자리를 드렸습니다. {_results(round_.results_on)}",
        Action.WITHDRAW: lambda: _because("사유: ", reason),
        Action.CANCEL: lambda: _because("사유: ", reason),
        Action.COMPLETE: lambda: "함께해 주셔서 감사합니다.",
        Action.LEAVE_INCOMPLETE: lambda: _because("사유: ", reason),
        Action.ASSIGN: lambda: f"담당자: {reason}",
        Action.REVISE: lambda: f"앞서 알려 드린 결과를 다시 검토합니다. {_because('사유: ', reason)}",
        Action.MISS: lambda: "피치 못할 사정이 있으셨다면 담당자에게 알려 주시기 바랍니다.",
    }
    return words[action]().strip() if action in words else ""


def given_to_you(program: str) -> str:
    """Return the line of somebody into whose hands an application was put."""
    return f"{program} 신청을 맡게 되셨습니다."


def new_applications(program: str) -> str:
    """Return the officers' line; how many there are is shown beside it."""
    return f"{program}에 새 신청이 있습니다."


def corrected_applications(program: str) -> str:
    """Return the officers' line about applications that came back mended."""
    return f"{program}에 보완된 신청이 있습니다."


def _results(day: date | None) -> str:
    return f"{kdate(day)}까지 결과를 알려 드립니다." if day else "결과가 정해지는 대로 알려 드립니다."


def _to_mend(reason: str) -> str:
    return _because("" if reason.startswith(TO_MEND) else "보완하실 내용: ", reason)


def _because(label: str, reason: str) -> str:
    sentences = [line.strip().rstrip(".") + "." for line in reason.splitlines() if line.strip()]
    return f"{label}{' '.join(sentences)} " if sentences else ""


def _when_and_where(round_: Round) -> str:
    days = kdate(round_.starts_on)
    if round_.ends_on != round_.starts_on:
        days = f"{days} ~ {kdate(round_.ends_on)}"
    if not round_.place:
        return f"기간: {days}."
    return f"일시: {days}, 장소: {round_.place}. 복무(출장)는 소속 기관에서 따로 신청하시기 바랍니다."


def _not_selected(round_: Round) -> str:
    seats = "" if round_.capacity is None else f"({round_.capacity:,}명)"
    many = josa(f"모집 인원{seats}", "을/를")
    return f"신청 인원이 {many} 넘어 이번에는 모시지 못했습니다. 다음 회차에 우선하여 반영됩니다."
