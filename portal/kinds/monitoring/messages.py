"""What this kind says in Korean."""

from portal.kinds.monitoring.models import Proposer

HOW = (
    "이번 회차의 위원은 위촉을 마쳤습니다. "
    "다음 회차 위원은 공모와 소속 기관의 추천을 받아 직급과 기관을 고르게 안배하여 위촉합니다."
)
PROPOSER = {Proposer.SELF: "본인 지원", Proposer.OFFICE: "기관 추천"}
INTERESTS = ("전보", "승진", "복무", "고충", "교육훈련")


def facts(members: int) -> list[tuple[str, str]]:
    """Say how many sit on the task force."""
    return [("위원은 몇 명입니까", f"{members:,}명")] if members else []
