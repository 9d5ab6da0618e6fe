"""The plug of this kind: people are put forward between rounds, nobody applies to one that runs."""

from collections.abc import Sequence
from typing import ClassVar

from portal.core import clock
from portal.core.actors import Actor
from portal.kinds.monitoring import messages, queries
from portal.programs.kinds import KindWithoutApplications
from portal.programs.queries import Offer


class Monitoring(KindWithoutApplications):
    """인사모니터링."""

    key: ClassVar[str] = "monitoring"
    label: ClassVar[str] = "인사모니터링"

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Say how members are found."""
        return {one.round_id: messages.HOW for one in rounds}

    def more_facts(self, rounds: Sequence[Offer]) -> dict[int, list[tuple[str, str]]]:
        """Say how many members each round has today."""
        counts = queries.member_counts([one.round_id for one in rounds], clock.today())
        return {one.round_id: messages.facts(counts.get(one.round_id, 0)) for one in rounds}
