"""An office to attack: somebody who may do nearly everything, and something of each kind to do it to."""

from dataclasses import dataclass, field

from portal.accounts.models import Account
from portal.applications.models import Application
from portal.programs.models import Round
from tests.factories.applications import applied, employee
from tests.factories.programs import open_round


@dataclass
class Office:
    """Somebody who may do nearly everything, with something of each kind to do it to."""

    account: Account
    rounds: dict[str, Round] = field(default_factory=dict)

    def of_another(self) -> Application:
        """Send an application of somebody else."""
        return applied(employee(), self.rounds["workshop"])

    def own(self) -> Application:
        """Send an application of one's own, to a round of its own."""
        return applied(self.account, open_round())
