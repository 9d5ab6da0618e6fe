"""The plug of this kind: it stands in the catalog and takes no applications."""

from collections.abc import Sequence
from typing import ClassVar

from portal.core.actors import Actor
from portal.kinds.psych_counseling.queries.cases import KEY
from portal.programs.kinds import KindWithOwnPages
from portal.programs.queries import Offer


class PsychCounseling(KindWithOwnPages):
    """심리상담."""

    key: ClassVar[str] = KEY
    label: ClassVar[str] = "심리상담"
    is_sensitive: ClassVar[bool] = True
    own_page: ClassVar[str | None] = "/support"
    own_desk: ClassVar[str | None] = "/admin/support/totals"

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Refuse nobody here: that somebody has a case already must not show in a list of programs."""
        return {}
