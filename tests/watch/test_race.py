"""Two at once: crossing wishes, and a colleague who agrees while the wish is taken back."""

from datetime import date

from portal.core.db import db
from portal.core.errors import Refusal
from portal.watch import queries
from portal.watch.models import SwapState
from portal.watch.services import swapping
from tests.applications.test_race import all_at_once
from tests.factories.watch import guard, shift, turn


def test_of_two_crossing_wishes_one_stands(app, clock):
    place = guard()
    first, second = shift(place, date(2025, 4, 1), "김하나"), shift(place, date(2025, 4, 21), "박세찬")
    own, other = turn(first, place.people["김하나"]), turn(second, place.people["박세찬"])
    facts = [(place.actor(name), one.public_id, two.public_id, one.version) for name, one, two in (
        ("김하나", own, other), ("박세찬", other, own))]  # fmt: skip

    def ask(actor, given, wanted, version):
        return swapping.ask(actor, given, taker_id=None, return_turn_id=wanted, reason="출장", version=version)

    found = all_at_once(app, [lambda one=one: ask(*one).state for one in facts])
    assert sorted(str(type(one).__name__) for one in found) == ["Refusal", "SwapState"], found
    db.session.rollback()
    assert len(queries.swaps_live()) == 1


def test_agreeing_and_taking_back_do_not_both_happen(app, clock):
    place = guard()
    own = turn(shift(place, date(2025, 4, 1), "김하나"), place.people["김하나"])
    swap = swapping.ask(
        place.actor("김하나"), own.public_id, taker_id=place.people["박세찬"].person_id, return_turn_id="",
        reason="출장", version=own.version,
    )  # fmt: skip
    asked, version = swap.public_id, swap.version
    taker, asker = place.actor("박세찬"), place.actor("김하나")
    found = all_at_once(
        app,
        [
            lambda: swapping.take(taker, asked, version=version).state,
            lambda: swapping.withdraw(asker, asked, version=version).state,
        ],
    )
    assert sum(isinstance(one, Refusal) for one in found) == 1, found
    db.session.rollback()
    kept = queries.swap_or_missing(asked).state
    assert kept in (SwapState.TAKEN, SwapState.WITHDRAWN) and kept in found
