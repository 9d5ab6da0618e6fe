"""What is said in Korean about waiting, offered seats, confirming and standing in for somebody."""

from datetime import date, datetime

from portal.core.korean import josa, kdate, kdatetime
from portal.programs.messages import MOVING_UP
from portal.programs.models import WaitingPolicy
from portal.programs.rules import Rules

NO_OFFER = "지금 받으실 수 있는 자리가 없습니다. 이미 답하셨거나 기한이 지났습니다."
OFFER_OVER = "답하실 기한이 지나 자리를 드리지 못했습니다."
LINE_CLOSED = "예비 순번 운영이 끝났습니다. 이번에는 모시지 못했습니다."
NOT_CONFIRMED = "기한까지 참석을 확정하지 않으셔서 자리가 다음 분께 넘어갔습니다."
NOTHING_TO_CONFIRM = "지금 확정하실 참석이 없습니다."
CONFIRMED = "참석을 확정하셨습니다."
TAKEN = "자리를 받으셨습니다."
DECLINED = "자리를 사양하셨습니다. 다음 분께 알려 드립니다."
NOT_WAITING = "예비자가 아닙니다. 바뀐 내용을 확인해 주시기 바랍니다."
JUMPS = "앞 순번의 예비자가 있습니다. 이분을 먼저 정하는 사유를 적어 주시기 바랍니다."
MOVES_NO_MORE = "예비자를 올릴 수 있는 기간이 지났습니다."
FULL = "남은 자리가 없습니다. 정원을 늘리거나 취소가 생긴 뒤에 배정해 주시기 바랍니다."
PICKED = "자리를 배정했습니다."
REORDERED = "예비 순번을 조정했습니다."
EXCUSED = "불참 사유를 인정했습니다."
NOT_MISSED = "불참으로 처리된 신청이 아닙니다."
CALLED_OFF = "참여를 취소하고 신청자에게 알렸습니다."
CAPACITY = "정원을 바꾸었습니다."
SPLIT = "배정 인원을 바꾸었습니다."
PLAN = "선정 기준을 저장했습니다."
CONDUCT_RULE = (
    "알리지 않고 오지 않으시면(무단 불참) 다음 회차에는 다른 분들 다음 순서가 되고, "
    "두 번이면 1년 동안 신청하실 수 없습니다. "
    "병가·경조사·긴급 업무처럼 사유가 있으면 담당자에게 알려 주시기 바랍니다. 사유가 인정되면 해당하지 않습니다."
)
GOES_LAST = (
    "지난 회차에 알리지 않고 오지 않으셔서 이번에는 다른 분들 다음 순서입니다. "
    "사유가 있으셨다면 담당자에게 알려 주시기 바랍니다."
)


def barred(until: date) -> str:
    """Say until when somebody may not apply, and how that is lifted."""
    return (
        f"알리지 않고 두 번 오지 않으셔서 {kdate(until)}까지 신청하실 수 없습니다. "
        "사유가 있으셨다면 담당자에게 알려 주시기 바랍니다."
    )


def kept_until(moment: datetime) -> str:
    """Say until when a seat is kept."""
    return f"{kdatetime(moment)}까지 답해 주시기 바랍니다."


def rule_of(rules: Rules, last_day: date) -> str:
    """Say how those who wait move up, how long they have to answer, and until when it goes on."""
    words = [MOVING_UP[rules.waiting]]
    if rules.waiting is WaitingPolicy.OFFER:
        words.append(f"답하실 수 있는 시간은 안내한 날부터 {rules.offer_days}근무일 뒤 18:00까지입니다.")
    words.append(f"{kdate(last_day)}까지 운영합니다.")
    return " ".join(words)


def confirm_by(day: date) -> str:
    """Say until when a seat is to be confirmed."""
    return (
        f"선정되신 분은 {kdate(day)} 18:00까지 참석을 확정해 주시기 바랍니다. 확정하지 않으시면 다음 분께 넘어갑니다."
    )


def capacity(count: int | None) -> str:
    """Write how many seats there are."""
    return "제한 없음" if count is None else f"{count:,}명"


def replaced_by(name: str, reason: str = "") -> str:
    """Say who comes instead."""
    return f"{josa(name, '이/가')} 대신 참석합니다. {reason}".strip()


def in_place_of(name: str) -> str:
    """Say in whose place somebody comes."""
    return f"{name}님의 자리를 이어받았습니다."


def on_behalf(typist: str, unit: str) -> str:
    """Say who typed an application for somebody else."""
    return f"{' '.join(part for part in (unit, typist) if part)}님이 대신 신청하였습니다."


def hard_schools(count: int) -> str:
    """Say how many schools are named."""
    return f"격무학교 {count:,}교"
