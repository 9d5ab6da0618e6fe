"""Lets the waiting list move up when a round gets seats, whoever changed them."""

from portal.applications.waitlist import promote_waiting
from portal.core.events import listen
from portal.programs.events import SeatsChanged


@listen(SeatsChanged)
def move_up(event: SeatsChanged) -> None:
    """Give what came free to those who wait."""
    promote_waiting(event.round_id)
