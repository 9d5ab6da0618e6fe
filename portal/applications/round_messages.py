"""What the room says in Korean about a round's own questions, a round that moves, and looking at somebody again."""

from collections.abc import Sequence
from datetime import date

from portal.core.korean import kdate

PURGED = "보관 기간이 지나 지웠습니다."
NOTHING_ANSWERED = "없음"
AGREED = "동의함"
NOT_AGREED = "동의하지 않음"
NOT_LISTED = "재확인 대상이 아니거나 이미 처리된 신청입니다."
KEPT_ELIGIBLE = "자격이 바뀐 것을 확인하고 그대로 두었습니다."
REOPENED = "다시 검토하도록 되돌렸습니다. 자리는 그대로입니다."
BAD_NEW_DAY = "새 시작일은 내일부터, 지금과 다른 날로 적어 주시기 바랍니다."
BAD_CONFIRM_DAY = "참여 확인 기한은 내일부터 새 시작일 전날 사이로 적어 주시기 바랍니다."
CONFIRMED = "참여하신다고 확인했습니다."


def more_asked(labels: Sequence[str]) -> str:
    """Say that there is more to answer after what was chosen."""
    return f"고르신 내용에 따라 더 여쭙니다: {', '.join(labels)}. 아래에서 답하고 다시 확인해 주시기 바랍니다."


def round_moved(first: date, last: date, reason: str) -> str:
    """Say when a moved round is now, and why."""
    days = kdate(first) if first == last else f"{kdate(first)} ~ {kdate(last)}"
    return f"새 일정: {days}. {reason}"


def told_to_all(count: int, *, moved: bool) -> str:
    """Say how many were told."""
    what = "새 일정을 알리고 참여 여부를 물었습니다" if moved else "운영 취소를 알렸습니다"
    return f"{count:,}명에게 {what}."


def no_longer_fits(words: str) -> str:
    """Say why a row is not approved."""
    return f"신청한 뒤 자격이 바뀌어 재확인이 필요합니다. {words}"
