"""The plug of this kind: the team invites, nobody applies."""

from collections.abc import Sequence
from typing import ClassVar

from portal.core.actors import Actor
from portal.kinds.meetings import messages, queries
from portal.programs.kinds import KindWithoutApplications
from portal.programs.queries import Offer


class Meetings(KindWithoutApplications):
    """간담회와 회의."""

    key: ClassVar[str] = "meetings"
    label: ClassVar[str] = "간담회"

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Say that one is invited."""
        return {one.round_id: messages.HOW for one in rounds}

    def more_facts(self, rounds: Sequence[Offer]) -> dict[int, list[tuple[str, str]]]:
        """Say when the people of each program meet and about what."""
        meetings = queries.meetings_of({one.program_id for one in rounds})
        return {one.round_id: messages.facts(meetings[one.program_id]) for one in rounds}
