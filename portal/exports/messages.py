"""What the room says in Korean."""

from datetime import datetime

from portal.core.korean import kdatetime
from portal.exports.models import ExportStatus, FileFormat

STATUS = {
    ExportStatus.WAITING: "승인 대기",
    ExportStatus.READY: "내려받기 가능",
    ExportStatus.REFUSED: "반려",
    ExportStatus.EXPIRED: "삭제됨",
}
TONE = {
    ExportStatus.WAITING: "wait",
    ExportStatus.READY: "ok",
    ExportStatus.REFUSED: "stop",
    ExportStatus.EXPIRED: "quiet",
}
DECISION = {True: "승인", False: "반려"}
EVERYTHING = "전체"
READY = "파일을 만들었습니다. 24시간 안에 내려받으시기 바랍니다."
ASKED = "승인을 요청하였습니다. 승인되면 알림으로 알려 드립니다."
APPROVED = "내려받기를 승인하였습니다."
REFUSED = "내려받기를 반려하였습니다."
UNKNOWN = "찾으시는 내려받기 기록이 없습니다."
NOT_YOURS = "이 목록을 내려받을 권한이 없습니다."
NO_PURPOSE = "내려받는 목적을 골라 주시기 바랍니다."
NOTHING = "내려받을 내용이 없습니다. 목록의 조건을 바꾸어 다시 시도해 주시기 바랍니다."
TOO_MANY = "오늘 내려받을 수 있는 횟수를 넘었습니다. 꼭 필요하시면 총무과에 문의해 주시기 바랍니다."
NOBODY_APPROVES = "승인할 수 있는 분이 없습니다. 조건을 줄여 나누어 받으시거나 총무과에 문의해 주시기 바랍니다."
RIGHTS_CHANGED = "파일을 만든 뒤 권한이 바뀌었습니다. 지금 권한으로 다시 만들어 주시기 바랍니다."
GREW = "승인을 받은 뒤 목록이 크게 늘었습니다. 지금 건수로 다시 요청해 주시기 바랍니다."
GONE = "보관 기한이 지나 파일을 삭제하였습니다. 필요하시면 다시 만들어 주시기 바랍니다."
MADE_MEANWHILE = "다른 창에서 이미 파일을 만들었습니다. 목록에서 내려받으시기 바랍니다."
WAITS = "아직 승인을 기다리고 있습니다."
WAS_REFUSED = "반려된 요청입니다. 반려 사유를 확인해 주시기 바랍니다."
DAMAGED = "보관된 파일이 처음과 다릅니다. 다시 만들어 주시기 바랍니다."
OWN = "본인이 요청한 내려받기는 본인이 승인할 수 없습니다."
NOT_APPROVER = "이 요청을 승인할 권한이 없습니다."
DECIDED = "다른 분이 먼저 처리하였습니다. 바뀐 내용을 확인해 주시기 바랍니다."
WHY_REFUSED = "반려하는 까닭을 적어 주시기 바랍니다."
FORMAT = {FileFormat.XLSX: "엑셀(.xlsx)", FileFormat.HWPX: "한글(.hwpx)"}
YES_NO = {True: "예", False: "아니요"}
END = "끝."
CARE = "개인정보가 들어 있는 파일입니다. 적은 목적으로만 쓰고, 다 쓰신 뒤에는 바로 지워 주시기 바랍니다."


def too_large(most: int) -> str:
    """Say that a list is too long for a file at all."""
    return f"한 번에 {most:,}건까지 내려받을 수 있습니다. 조건을 줄여 나누어 받으시기 바랍니다."


def head_lines(*, who: str, at: datetime, purpose: str, reason: str, chosen: str, count: str) -> list[str]:
    """Return the lines above the table: who, when, why, what and how many."""
    return [
        f"내려받은 사람: {who} · 내려받은 때: {kdatetime(at)}",
        f"목적: {purpose} · 사유: {reason}",
        f"조건: {chosen or EVERYTHING} · {count}",
        CARE,
    ]


def no_such_file(purpose: str) -> str:
    """Say that a purpose has no file of that kind."""
    return f"‘{purpose}’에는 엑셀 파일만 있습니다. 엑셀을 골라 주시기 바랍니다."


def unit_line(count: int, unit: str, day: str) -> str:
    """Return the line above a printed table: how many, as of when."""
    return f"(총 {count:,}{unit}, {day} 기준)"


def approved_by(name: str, at: datetime) -> str:
    """Say who approved."""
    return f"승인: {name} · {kdatetime(at)}"
