"""When a workshop is over."""

from portal.core import clock
from portal.programs.models import Round


def is_over(round_: Round) -> bool:
    """Say whether its last day has passed: from then on nobody needs to know what its people eat."""
    return round_.ends_on < clock.today()
