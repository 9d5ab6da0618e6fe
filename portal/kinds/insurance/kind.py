"""The plug of this kind: everybody is insured, nobody applies."""

from collections.abc import Sequence
from typing import ClassVar

from portal.core import clock
from portal.core.actors import Actor
from portal.kinds.insurance import messages, queries
from portal.programs.kinds import KindWithoutApplications
from portal.programs.queries import Offer


class Insurance(KindWithoutApplications):
    """책임보험."""

    key: ClassVar[str] = "insurance"
    label: ClassVar[str] = "책임보험"

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Say that everybody is covered without asking."""
        return {one.round_id: messages.HOW for one in rounds}

    def more_facts(self, rounds: Sequence[Offer]) -> dict[int, list[tuple[str, str]]]:
        """Say what the contract of each round covers."""
        contracts = queries.contracts_of([one.round_id for one in rounds], clock.today())
        return {round_id: messages.facts(contract) for round_id, contract in contracts.items()}
