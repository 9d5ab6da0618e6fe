"""Who waits in a round, in which order, and who of them could sit down."""

from collections.abc import Collection, Iterator

from portal.applications.admission import still_fits
from portal.applications.groups import groups_when_sent
from portal.applications.models import Application
from portal.applications.queries import lines
from portal.core import clock
from portal.core.db import db
from portal.programs.models import Round
from portal.programs.quotas import Sharing
from portal.programs.rules import limits_of


def sharing_of(round_id: int, *, without: Collection[int] = ()) -> Sharing:
    """Count how the seats of a round are divided now, offered ones included; nothing is counted where they are not.

    Some applications may be left out, because their seats are about to be given anew.
    """
    limits = limits_of(round_id)
    if not limits:
        return Sharing([])
    seated = [row for row in lines.seated_in(round_id) if row[0] not in without]
    return Sharing(limits, groups_when_sent(seated).values())


def is_anybody_before(round_id: int, place: int) -> bool:
    """Say whether somebody waits before a place in line who could have the seat."""
    return any(one.place < place for one in could_sit(round_id))


def could_sit(round_id: int) -> list[Application]:
    """Return, in their order, those who wait and whom neither their groups nor an open window keeps from a seat."""
    sharing, line = sharing_of(round_id), lines.waiting_in(round_id)
    if lets_others_first(db.session.get_one(Round, round_id)):
        line = [one for one in line if one.waiting_priority >= 0]
    if not sharing:
        return line
    groups = groups_when_sent((one.id, one.snapshot_unit_id, one.snapshot_grade) for one in line)
    return [one for one in line if sharing.full_for(groups[one.id]) is None]


def in_turn(round_: Round) -> Iterator[Application]:
    """Go through those who wait, in their order, as far as a seat could be theirs at the moment they are asked.

    Whoever is taken from here counts as seated for those that follow; who no longer fits the round is passed over.
    """
    sharing, line = sharing_of(round_.id), lines.waiting_in(round_.id)
    if lets_others_first(round_):
        line = [one for one in line if one.waiting_priority >= 0]
    groups = groups_when_sent((one.id, one.snapshot_unit_id, one.snapshot_grade) for one in line) if sharing else {}
    for one in line:
        of_one = groups.get(one.id, {})
        if sharing.full_for(of_one) is None and still_fits(one):
            sharing.take(of_one)
            yield one


def lets_others_first(round_: Round) -> bool:
    """Say whether those who let others go first still do: as long as applications are taken."""
    return round_.apply_to is not None and clock.now() <= round_.apply_to
