"""The plug of this kind: the team designates candidates, nobody applies."""

from collections.abc import Sequence
from typing import ClassVar

from portal.core import clock
from portal.core.actors import Actor
from portal.kinds.training import messages, queries
from portal.programs.kinds import KindWithoutApplications
from portal.programs.queries import Offer


class Training(KindWithoutApplications):
    """임용 전 위탁 교육훈련."""

    key: ClassVar[str] = "training"
    label: ClassVar[str] = "교육훈련"

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Say how trainees are chosen."""
        return {one.round_id: messages.HOW for one in rounds}

    def more_facts(self, rounds: Sequence[Offer]) -> dict[int, list[tuple[str, str]]]:
        """Say how long each course is and how many it trains."""
        counts = queries.trainee_counts([one.round_id for one in rounds], clock.today())
        return {one.round_id: messages.facts(one.starts_on, one.ends_on, counts.get(one.round_id, 0)) for one in rounds}
