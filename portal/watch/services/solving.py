"""What the job worker does for a month that waits: finds who is on duty, and says why, or why it cannot be done.

The solver works outside of any transaction; what it found is kept only if the month still waits for it.
"""

from datetime import timedelta

from portal.core import clock
from portal.core.actors import SYSTEM
from portal.core.db import db
from portal.core.events import emit
from portal.core.transaction import command
from portal.watch import drafting, queries
from portal.watch.events import RosterMoved
from portal.watch.models import RosterState, WatchRoster, WatchSetting, WatchTurn
from portal.watch.problem import Plan
from portal.watch.services._core import name_chiefs
from portal.watch.solver import solve

STUCK_AFTER = timedelta(minutes=15)


def work() -> None:
    """Fill the months that wait, one after the other."""
    while (begun := _begin()) is not None:
        _fill(*begun)


def _fill(roster: WatchRoster, setting: WatchSetting) -> None:
    draft = drafting.draft_of(roster, setting)
    db.session.commit()  # nothing is held open while the solver thinks
    plan = solve(draft.problem)
    faults = drafting.faults(draft, plan, solve)
    _keep(roster.public_id, roster.version, draft, plan, faults)


@command
def _begin() -> tuple[WatchRoster, WatchSetting] | None:
    """Take a month that waits, or one whose worker died over it."""
    roster, setting = queries.next_to_solve(clock.now() - STUCK_AFTER), queries.setting()
    if roster is None or setting is None:
        return None
    roster.state, roster.begun_at = RosterState.SOLVING, clock.now()
    db.session.flush()
    return roster, setting


@command
def _keep(public_id: str, version: int, draft: drafting.Draft, plan: Plan, faults: list[str]) -> None:
    roster = queries.roster_or_missing(public_id, to_change=True)
    if roster.state != RosterState.SOLVING or roster.version != version:
        return
    why = drafting.why_chosen(draft, plan)
    for shift in queries.shifts_of(roster.id):
        for person_id in plan.chosen.get(shift.id, ()):
            turn = WatchTurn(shift=shift, person_id=person_id, why=why[shift.id, person_id])
            db.session.add(turn)
        name_chiefs(shift.turns)
    roster.state = RosterState.IMPOSSIBLE if faults else RosterState.DRAFT
    roster.faults = faults
    db.session.flush()
    emit(RosterMoved(SYSTEM, roster.id, "fail" if faults else "find"))
