"""What the bell says in Korean."""

from collections.abc import Iterable
from datetime import date, datetime

from portal.applications.messages import TO_MEND
from portal.applications.workflow import Action
from portal.core.db import SEOUL
from portal.core.korean import kdate
from portal.notifications.models import LetterState
from portal.programs.models import Round

NEUTRAL = "[총무과] 신청하신 서비스 안내가 있습니다."
NEUTRAL_FOR_OFFICERS = "[총무과] 확인하실 신청이 있습니다."
QUIET_ITEM = "비밀로 지키는 신청"
IN_APPROVAL = "결재하실 명단"
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
LETTER_TEXT = "총무과 포털에 새 알림이 있습니다."
_LETTER = """{text}

아래 주소로 접속하시면 내용을 보실 수 있습니다.
{address}

이 메일은 발신 전용입니다. 메일을 받지 않으시려면 포털의 '알림' 화면에서 바꾸시기 바랍니다.
"""

REMIND_START, REMIND_RETURN, REMIND_DRAFT = "remind_start", "remind_return", "remind_draft"

TITLE: dict[str, str] = {
    Action.SUBMIT: "{프로그램} 신청이 접수되었습니다.",
    Action.RETURN: "{프로그램} 신청 내용 확인이 필요합니다.",
    Action.APPROVE: "{프로그램} 대상자로 선정되었습니다.",
    Action.REJECT: "{프로그램} 신청을 처리하지 못했습니다.",
    Action.WAITLIST: "{프로그램} 예비자로 등록되었습니다.",
    Action.NOT_SELECT: "{프로그램} 신청 결과를 알려 드립니다.",
    Action.PROMOTE: "{프로그램} 자리가 생겨 신청이 접수되었습니다.",
    Action.OFFER: "{프로그램} 자리가 났습니다. 받으실지 답해 주시기 바랍니다.",
    Action.REORDER: "{프로그램} 예비 순번이 조정되었습니다.",
    Action.TAKE_OVER: "{프로그램} 자리를 이어받으셨습니다.",
    Action.CALL_OFF: "{프로그램} 참여가 취소되었습니다.",
    Action.EXCUSE: "{프로그램} 불참 사유가 인정되었습니다.",
    Action.REOPEN: "{프로그램} 신청을 다시 확인하고 있습니다.",
    Action.REVISE: "{프로그램} 결과 안내를 바로잡습니다.",
    Action.WITHDRAW: "{프로그램} 신청이 취소되었습니다.",
    Action.CANCEL: "{프로그램} 참여가 취소되었습니다.",
    Action.EXPIRE: "{프로그램} 신청 기한이 지났습니다.",
    Action.COMPLETE: "{프로그램} 과정을 마치셨습니다.",
    Action.LEAVE_INCOMPLETE: "{프로그램} 미이수로 처리되었습니다.",
    Action.MISS: "{프로그램} 불참으로 처리되었습니다.",
    Action.ASSIGN: "{프로그램} 신청의 담당자가 정해졌습니다.",
    REMIND_START: "{프로그램} 시작일이 다가왔습니다.",
    REMIND_RETURN: "{프로그램} 신청 보완 기한이 다가왔습니다.",
    REMIND_DRAFT: "{프로그램} 접수가 곧 끝납니다.",
}
"""What an applicant is told of; the other actions change nothing for the applicant."""

BODY: dict[str, str] = {
    Action.SUBMIT: "{덧붙임} 접수번호는 {접수번호}입니다. {결과안내}",
    Action.RETURN: "{보완안내} 작성하신 내용은 그대로 남아 있습니다.",
    Action.APPROVE: "{일정}",
    Action.REJECT: "{사유} 궁금하신 점은 담당자에게 문의하시기 바랍니다.",
    Action.WAITLIST: (
        "{덧붙임} 취소하시는 분이 계시면 순서대로 모시고 알려 드립니다. 순번은 신청 화면에서 확인하시기 바랍니다."
    ),
    Action.NOT_SELECT: "신청 인원이 {모집인원:을/를} 넘어 이번에는 모시지 못했습니다. 다음 회차에 우선하여 반영됩니다.",
    Action.PROMOTE: "예비 순서에 따라 자리를 드렸습니다. {결과안내}",
    Action.OFFER: "{덧붙임}",
    Action.REORDER: "{사유}",
    Action.TAKE_OVER: "{덧붙임} {일정}",
    Action.CALL_OFF: "{사유} 따로 하실 일은 없으며, 신청 기록은 그대로 남습니다.",
    Action.REOPEN: "{사유} 결과를 다시 알려 드립니다.",
    Action.REVISE: "앞서 알려 드린 결과를 다시 검토합니다. {사유}",
    Action.EXPIRE: "{덧붙임}",
    Action.WITHDRAW: "{사유}",
    Action.CANCEL: "{사유}",
    Action.COMPLETE: "함께해 주셔서 감사합니다.",
    Action.LEAVE_INCOMPLETE: "{사유}",
    Action.ASSIGN: "담당자: {담당자}",
    Action.MISS: "피치 못할 사정이 있으셨다면 담당자에게 알려 주시기 바랍니다.",
    REMIND_START: "{일정}",
    REMIND_RETURN: "{보완기한}까지 보완해 주시기 바랍니다. 작성하신 내용은 그대로 남아 있습니다.",
    REMIND_DRAFT: "작성하시던 신청서를 아직 보내지 않으셨습니다. {접수마감}까지 보내 주시기 바랍니다.",
}
"""What follows from each step, one fact per sentence, until a team writes its own words."""

RETURNING = frozenset({Action.RETURN.value, REMIND_RETURN})
"""The steps at which there is something to mend."""
STEP: dict[str, str] = {
    Action.SUBMIT: "접수",
    Action.RETURN: "보완 요청",
    Action.APPROVE: "선정",
    Action.WAITLIST: "예비 등록",
    Action.PROMOTE: "예비에서 승격",
    Action.OFFER: "자리 제안",
    Action.REORDER: "예비 순번 조정",
    Action.TAKE_OVER: "교체 참석",
    Action.REOPEN: "다시 검토",
    Action.REVISE: "결과 정정",
    Action.CALL_OFF: "담당 팀 취소",
    Action.EXCUSE: "불참 사유 인정",
    Action.NOT_SELECT: "미선정",
    Action.REJECT: "반려",
    Action.ASSIGN: "담당자 지정",
    Action.WITHDRAW: "신청 취소",
    Action.CANCEL: "참여 취소",
    Action.EXPIRE: "기한 지남",
    REMIND_START: "시작 전 안내(7일·1일 전)",
    REMIND_RETURN: "보완 기한 안내(1근무일 전)",
    REMIND_DRAFT: "접수 마감 안내(1근무일 전)",
    Action.COMPLETE: "수료",
    Action.LEAVE_INCOMPLETE: "미이수",
    Action.MISS: "불참",
}
"""The steps of which words can be written, in the order of an application's life."""

PLACEHOLDER = {
    "프로그램": "프로그램 이름",
    "차수": "차수 이름",
    "일정": "기간 또는 일시와 장소를 적은 문장",
    "시작일": "시작하는 날",
    "장소": "장소",
    "결과안내": "결과를 언제 알리는지 적은 문장",
    "접수마감": "접수가 끝나는 때",
    "모집인원": "‘모집 인원(160명)’",
    "접수번호": "신청의 접수번호",
    "사유": "‘사유: …’ 문장, 적은 사유가 없으면 빈칸",
    "덧붙임": "이 단계에서 덧붙이는 말, 없으면 빈칸",
    "보완안내": "‘보완하실 내용: …’ 문장",
    "보완기한": "보완할 마지막 날",
    "담당자": "맡은 담당자의 성명",
}
OF_THE_PERSON = frozenset({"접수번호", "사유", "덧붙임", "보완안내", "보완기한", "담당자"})
"""What says something about one applicant: such words stay inside the portal, and no letter carries them."""
IN_MESSAGES = ("프로그램", "차수", "일정", "시작일", "장소", "접수번호", "보완기한")
"""The placeholders of a message to a selection of applicants."""
NEEDED: dict[str, frozenset[str]] = {
    Action.RETURN: frozenset({"보완안내"}),
    Action.REJECT: frozenset({"사유"}),
    REMIND_RETURN: frozenset({"보완기한"}),
    REMIND_DRAFT: frozenset({"접수마감"}),
    Action.OFFER: frozenset({"덧붙임"}),
}
"""What the words of a step may not leave out: who reads them could not act without it."""
WORDS_KEPT = "안내 문구를 저장했습니다. 지금부터 보내는 안내에 쓰입니다."
WORDS_RESET = "기본 문구로 되돌렸습니다."
WORDS_STALE = "다른 담당자가 먼저 고쳤습니다. 바뀐 문구를 확인하고 다시 저장해 주시기 바랍니다."
WORDS_FIXED = "상담처럼 비밀로 지키는 프로그램의 안내에는 링크만 담습니다. 문구를 바꿀 수 없습니다."
SAMPLE_REASON = "최초임용일이 신청 자격에 해당하지 않습니다"
NOBODY = "보내실 분이 없습니다. 조건을 바꾸거나 신청을 다시 골라 주시기 바랍니다."
OTHERS_NOW = "그 사이 받는 분이 바뀌었습니다. 바뀐 인원을 확인하고 다시 보내 주시기 바랍니다."
MAILING_GONE = "이미 보냈거나 거둔 안내입니다."
SAMPLE = {
    "접수번호": "2025-000000",
    "사유": f"사유: {SAMPLE_REASON}.",
    "덧붙임": "8. 4.(월) 18:00까지 답해 주시기 바랍니다.",
    "보완안내": "보완하실 내용: 비상연락처.",
    "보완기한": "2025. 4. 25.(금)",
    "담당자": "담당자",
}
"""What a preview shows while nobody has applied."""
BRACES = "중괄호 { }는 ‘{프로그램}’처럼 자리표를 넣을 때에만 쓰시기 바랍니다."

SILENT = frozenset({
    Action.CONFIRM, Action.START, Action.CORRECT, Action.ACTIVATE, Action.NOTE, Action.MOVE,
    Action.RECHECK, Action.KEEP,
})  # fmt: skip


def subject(title: str) -> str:
    """Return the subject of the letter that follows a notice."""
    return title if title.startswith(_OFFICE) else f"{_OFFICE} {title}"


def letter(text: str, address: str) -> str:
    """Return what a letter says: that there is something to read, and where; nothing about anybody."""
    return _LETTER.format(text=text or LETTER_TEXT, address=address)


def too_many_people(most: int) -> str:
    """Say that a message goes to too many at once."""
    return f"한 번에 {most:,}명까지 보내실 수 있습니다. 조건을 줄여 나누어 보내 주시기 바랍니다."


def waits(count: int) -> str:
    """Return the line of the morning."""
    return f"처리하실 일이 {count:,}건 있습니다."


def waiting_line(title: str, count: int, oldest: datetime) -> str:
    """Return one thing of the morning's line, with its oldest day."""
    return f"{title} {count:,}건 (가장 오래된 것 {kdate(oldest.astimezone(SEOUL))})"


def late(title: str, count: int, *, is_above: bool) -> str:
    """Return the line about what has waited too long, for who is to act or for who stands above."""
    if is_above:
        return f"팀에서 6근무일 넘게 처리하지 못한 일이 있습니다: {title} {count:,}건"
    return f"3근무일 넘게 기다린 일이 있습니다: {title} {count:,}건"


def marked(count: int) -> str:
    """Say that rows were marked by hand."""
    return f"직접 고른 신청 {count:,}건"


def sends_to(people: int) -> str:
    """Name on the button how many get a message."""
    return f"{people:,}명에게 보냅니다"


def mailing_sent(people: int, due: str) -> str:
    """Say that a message is on its way, and until when it can be taken back."""
    return f"{people:,}명에게 보내는 안내를 저장했습니다. {due}까지 거둘 수 있습니다."


def mailing_undone(people: int) -> str:
    """Say that a message was taken back."""
    return f"{people:,}명에게 보내려던 안내를 거두었습니다."


def unknown(names: Iterable[str], offered: Iterable[str]) -> str:
    """Name the placeholders that do not exist here, and those that do."""
    return f"쓸 수 없는 자리표입니다: {_braced(names)}. 쓰실 수 있는 자리표: {_braced(offered)}."


def missing(names: Iterable[str]) -> str:
    """Name the placeholders without which a text does not say what is to be done."""
    return f"꼭 들어가야 하는 자리표가 빠졌습니다: {_braced(names)}."


def personal(names: Iterable[str]) -> str:
    """Name the placeholders that no letter carries."""
    return f"메일에는 개인에 관한 내용을 담지 않습니다. 빼 주시기 바랍니다: {_braced(names)}."


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def given_to_you(program: str) -> str:
    """Return the line of somebody into whose hands an application was put."""
    return f"{program} 신청을 맡게 되셨습니다."


def new_applications(program: str) -> str:
    """Return the officers' line; how many there are is shown beside it."""
    return f"{program}에 새 신청이 있습니다."


def corrected_applications(program: str) -> str:
    """Return the officers' line about applications that came back mended."""
    return f"{program}에 보완된 신청이 있습니다."


def results(day: date | None) -> str:
    """Say when the result is told."""
    return f"{kdate(day)}까지 결과를 알려 드립니다." if day else "결과가 정해지는 대로 알려 드립니다."


def to_mend(reason: str) -> str:
    """Say what is to be mended."""
    return because("" if reason.startswith(TO_MEND) else "보완하실 내용: ", reason)


def because(label: str, reason: str) -> str:
    """Return the lines of a reason as sentences; nothing when there is none."""
    sentences = [line.strip().rstrip(".") + "." for line in reason.splitlines() if line.strip()]
    return f"{label}{' '.join(sentences)}" if sentences else ""


def when_and_where(round_: Round) -> str:
    """Say when a round runs and where, and that the absence is applied for elsewhere."""
    days = kdate(round_.starts_on)
    if round_.ends_on != round_.starts_on:
        days = f"{days} ~ {kdate(round_.ends_on)}"
    if not round_.place:
        return f"기간: {days}."
    return f"일시: {days}, 장소: {round_.place}. 복무(출장)는 소속 기관에서 따로 신청하시기 바랍니다."


def seats(capacity: int | None) -> str:
    """Return how many are taken, as a sentence names it."""
    return "모집 인원" if capacity is None else f"모집 인원({capacity:,}명)"
