"""The one promotion service: a freed seat goes to the first in line, whoever freed it."""

from portal.applications.models import Application
from portal.applications.moving import move
from portal.applications.policies import is_staged, may_promote
from portal.applications.queries.lists import open_staged_on
from portal.applications.queries.staged import first_in_line
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import SYSTEM
from portal.core.db import db
from portal.core.transaction import command
from portal.programs.models import Round
from portal.programs.seats import hold_rounds, take_seat_for_first


@command
def promote_waiting(round_id: int) -> list[Application]:
    """Seat those who wait, in order of their place, while seats are free; return who got one.

    Nobody passes those who wait: when the first in line has a decision that can still be undone, or one on a list that
    goes up, the seat stays free until it settles. After the round started nobody is promoted.
    """
    hold_rounds([round_id])
    round_ = db.session.get_one(Round, round_id, populate_existing=True)
    promoted: list[Application] = []
    while may_promote(round_, clock.now()):
        first = first_in_line(round_id)
        if first is None or is_staged(first) or open_staged_on(first.id) or not take_seat_for_first(round_id):
            break
        first.holds_seat = True
        first.waiting_since = clock.now()
        move(first, Action.PROMOTE, actor=SYSTEM)
        promoted.append(first)
    return promoted
