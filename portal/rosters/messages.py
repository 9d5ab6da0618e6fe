"""What the room says in Korean."""

from portal.rosters.models import Outcome, Roster, Stage

STAGE = {
    Stage.CHECKING: "비교하는 중",
    Stage.READY: "확인 대기",
    Stage.APPLYING: "반영하는 중",
    Stage.DONE: "반영 완료",
    Stage.UNDONE: "되돌림",
    Stage.DISCARDED: "취소",
}
TONE = {
    Stage.CHECKING: "wait",
    Stage.READY: "info",
    Stage.APPLYING: "wait",
    Stage.DONE: "ok",
    Stage.UNDONE: "quiet",
    Stage.DISCARDED: "quiet",
}
OUTCOME = {
    Outcome.WRONG: "오류",
    Outcome.NEW: "새 직원",
    Outcome.CHANGED: "바뀌는 직원",
    Outcome.SAME: "그대로",
}
LABEL = {"unit": "소속", "title": "직위", "extension": "내선", "location": "위치"}
NOT_YOURS = "직원 자료를 올릴 권한이 없습니다."
NO_ROWS = "파일에 직원이 한 명도 없습니다. 열 이름 아래에 직원을 적어 주시기 바랍니다."
BAD_DAY = "발령일을 1950년부터 2099년 사이의 날짜로 적어 주시기 바랍니다."
SENT_BEFORE = "이미 반영한 파일과 같습니다. 내용이 바뀌었는지 확인해 주시기 바랍니다."
STALE = "다른 창에서 먼저 처리하였습니다. 바뀐 내용을 확인해 주시기 바랍니다."
NOT_READY = "지금은 반영할 수 없습니다. 화면을 새로 고쳐 상태를 확인해 주시기 바랍니다."
HAS_ERRORS = (
    "오류가 있는 행이 있어 아무것도 반영하지 않았습니다. 고쳐서 올리거나 ‘오류가 없는 행만’을 골라 주시기 바랍니다."
)
MOVED_ON = "미리 본 뒤에 직원 자료가 바뀌어 다시 비교하였습니다. 내용을 확인하고 다시 반영해 주시기 바랍니다."
BUSY = "다른 자료를 반영하고 있습니다. 끝난 뒤에 다시 시도해 주시기 바랍니다."
FORGOTTEN = "올린 지 30일이 지나 행을 지웠으므로 되돌릴 수 없습니다."
NOT_LAST = "마지막으로 반영한 자료만 되돌릴 수 있습니다."
BUILT_ON = "반영한 뒤에 이 자료를 바탕으로 바뀐 내용이 있어 되돌릴 수 없습니다"
TEMPLATE_NAME = "직원자료_서식.xlsx"
APPLIED = "직원 자료를 반영하였습니다."
IN_TURN = "반영을 시작합니다. 이 화면에서 진행 상황을 보실 수 있습니다."
UNDONE = "반영하기 전으로 되돌렸습니다."
DISCARDED = "올린 자료를 지웠습니다. 바뀐 것은 없습니다."


def said_of(roster: Roster) -> str:
    """Say what an order to apply has come to."""
    if roster.stage == Stage.DONE:
        return APPLIED
    return IN_TURN if roster.stage == Stage.APPLYING else roster.remark


def built_on(name: str) -> str:
    """Say who has changed since."""
    return f"{BUILT_ON}: {name}."
