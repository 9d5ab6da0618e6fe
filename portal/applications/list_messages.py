"""What the room says in Korean of the lists that go up an approval line."""

from collections.abc import Mapping, Sequence

from portal.applications import messages
from portal.applications.workflow import Action

ON_A_LIST = "결재 올릴 명단에 있는 신청입니다. 명단에서 먼저 빼 주시기 바랍니다."
IN_A_DOCUMENT = "결재 중인 문서에 들어 있는 신청입니다. 문서를 회수하시거나 반송받은 뒤에 다시 정해 주시기 바랍니다."
NO_APPROVAL_LINE = "결재선이 정해지지 않은 프로그램입니다. 승인함에서 바로 처리해 주시기 바랍니다."
NOT_FOR_A_LIST = "명단으로 결재를 올릴 수 없는 처리입니다."
SENT_UP_ALREADY = "이미 결재를 올렸거나 명단에서 빠진 신청입니다. 바뀐 내용을 확인해 주시기 바랍니다."
NOTHING_TO_SEND = "결재 올릴 명단이 비어 있습니다. 승인함에서 먼저 처리해 주시기 바랍니다."
NOT_APPROVED_YET = "결재가 끝난 뒤에 발표하실 수 있습니다."
PUBLISHED_ALREADY = "이미 발표한 명단입니다."
NOT_YOURS_TO_SEND = "이 차수의 명단을 처리할 권한이 없습니다."
NOT_REVISABLE = "지금은 결과를 정정할 수 없습니다. 안내가 끝난 결과만 정정합니다."
WHY_REVISED = "정정하는 까닭을 적어 주시기 바랍니다. 신청자에게 그대로 안내됩니다."
LIVE_ELSEWHERE = "같은 차수에 다시 신청한 건이 있어 정정하지 못했습니다."
REVISED = "정정 안내를 보냈습니다. 다시 검토하여 결재를 올려 주시기 바랍니다."
WHY_TAKEN_OUT = "빼는 까닭을 적어 주시기 바랍니다."
NOBODY_CHOSEN = "명단에서 뺄 신청을 먼저 고르시기 바랍니다."
OWN_SPLIT = "본인의 신청은 결재에서 빠지고 다음 결재자에게 따로 올라갔습니다."
ALL_TAKEN_OUT = "모든 신청이 명단에서 제외되었습니다."
STATE_CHANGED = "결재가 끝난 뒤 신청 상태가 바뀌었습니다."
SENT_UP = "결재를 올렸습니다."
APPROVED_STEP = "결재하였습니다."
SENT_BACK = "문서를 반송하였습니다."
TAKEN_OUT = "명단에서 뺐습니다. 담당자에게 돌아갔습니다."
RECALLED = "문서를 회수하였습니다. 명단이 결재 올릴 목록으로 돌아갔습니다."
NUMBER_KEPT = "관련 문서번호를 저장하였습니다."
LEFT_LIST = {
    "replaced": "다시 정함",
    "taken_back": "명단에서 뺌",
    "taken_out": "결재자가 명단에서 뺌",
    "withdrawn": "신청자가 취소함",
    "corrected": "신청자가 내용을 고침",
    "returned": "반송됨",
    "recalled": "회수됨",
    "published": "발표됨",
}
ON_LIST = "결재 올릴 명단"
IN_APPROVAL = "결재 중"
RECHECK = "재확인"
LIST_WORD: dict[str, str] = {
    Action.APPROVE: "선정",
    Action.WAITLIST: "예비",
    Action.NOT_SELECT: "미선정",
    Action.REJECT: "반려",
}


def staged(action: str, count: int) -> str:
    """Say how many went onto the list: "12건을 선정 명단에 올렸습니다."."""
    return f"{count:,}건을 {ON_LIST}({LIST_WORD[Action(action)]})에 넣었습니다. 결재가 끝나기 전에는 안내되지 않습니다."


def taken_back(count: int) -> str:
    """Say how many were taken off the list."""
    return f"{count:,}건을 명단에서 뺐습니다."


def tally(counts: Mapping[str, int]) -> str:
    """Write the numbers of a list: "선정 160 · 예비 40 · 미선정 12"."""
    return " · ".join(f"{word} {counts[action]:,}" for action, word in LIST_WORD.items() if counts.get(action))


def seats_left(count: int) -> str:
    """Say that somebody is to wait though there are seats."""
    return (
        f"남은 자리가 {count:,}개 있는데 예비로 정한 신청이 있습니다. 선정으로 바꾸시거나 명단에서 빼 주시기 바랍니다."
    )


def published(done: int, held: int) -> str:
    """Say how many were published, and how many stay to be looked at again."""
    more = f" {held:,}건은 재확인이 필요하여 발표하지 않았습니다." if held else ""
    return f"{done:,}건의 결과를 발표했습니다. 실행 취소할 수 있는 시간이 지나면 신청자에게 안내됩니다.{more}"


def taken_out(count: int, why: str) -> str:
    """Write how many were taken out of a document, and why."""
    return f"{count:,}건: {why}"


def reviewed_again(labels: Sequence[str]) -> str:
    """Say that a changed answer sends an approved application back to review."""
    return f"{messages.changed(labels)}. 선정 여부를 다시 검토합니다."
