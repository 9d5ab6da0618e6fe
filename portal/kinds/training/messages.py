"""What this kind says in Korean."""

from datetime import date

from portal.kinds.training.models import TraineeState

HOW = (
    "고졸 기술직 임용후보자 가운데 담당 팀이 대상자를 지정하여 개별로 알려 드립니다. "
    "따로 신청하지 않으며, 이미 임용되신 분은 대상이 아닙니다."
)
STATE = {
    TraineeState.DESIGNATED: "지정",
    TraineeState.ATTENDING: "교육 중",
    TraineeState.COMPLETED: "수료",
    TraineeState.LEFT: "중단",
}


def weeks(first: date, last: date) -> int:
    """Return how many weeks a course runs, one begun counted whole."""
    return (last - first).days // 7 + 1


def facts(first: date, last: date, trainees: int) -> list[tuple[str, str]]:
    """Say how long the course is and how many it trains."""
    length = ("교육은 얼마 동안 합니까", f"{weeks(first, last)}주")
    return [length, ("교육 인원은 몇 명입니까", f"{trainees:,}명")] if trainees else [length]
