"""What the officers do with those who wish for a place: propose a host, take that back, put off, order."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy.orm.exc import StaleDataError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.practicum import matching, messages
from portal.kinds.practicum.gate import admit_desk, held
from portal.kinds.practicum.models import Choice, Placement, PlacementState, Wish
from portal.kinds.practicum.moving import begin, leave_host, move
from portal.kinds.practicum.orders import Mark, Outcome
from portal.kinds.practicum.queries import hosting, placements, rounds
from portal.kinds.practicum.seats import take_seat
from portal.kinds.practicum.workflow import Action
from portal.programs.models import Round

REPLY_WITHIN = 5
"""Working days a host has for its answer."""


@command
def propose(actor: Actor, mark: Mark) -> Placement:
    """Ask an institution to take a candidate: its seat is taken at once, and given back when it declines.

    Raises Refusal when no seat is left, so of two officers who place the last one exactly one succeeds.
    """
    admit_desk(actor)
    placement = _marked(mark)
    offer = hosting.offer_in_or_missing(placement.round_id, mark.offer)
    days = matching.days_at(placement, offer)
    if days is None:
        raise Refusal(messages.NO_COMMON_DAY)
    if offer.unit_id in placements.hosts_that_declined([placement.id]).get(placement.id, ()):
        raise Refusal(messages.DECLINED_BEFORE)
    if not take_seat(offer.id):
        raise Refusal(messages.NO_ROOM)
    placement.offer, placement.holds_seat, placement.reasons = offer, True, []
    placement.first_day, placement.last_day = days
    placement.reply_by = reply_day(days[0])
    move(placement, Action.PROPOSE, actor=actor)
    return placement


@command
def recall(actor: Actor, mark: Mark) -> Placement:
    """Take a proposal back, answered or not; the seat is free again."""
    admit_desk(actor)
    placement = _marked(mark)
    move(placement, Action.RECALL, actor=actor)
    leave_host(placement)
    db.session.flush()
    return placement


@command
def put_off(actor: Actor, mark: Mark) -> Placement:
    """Move a candidate to the next round; when that is planned already, the wish goes there at once."""
    admit_desk(actor)
    placement = _marked(mark)
    move(placement, Action.DEFER, actor=actor)
    leave_host(placement)
    db.session.flush()
    following = rounds.round_after(placement.round)
    if following is not None:
        _carry(actor, placement, following)
    return placement


@command
def carry_over(actor: Actor, round_id: int) -> int:
    """Take up in a round all who were put off before it and wait for one; return how many."""
    admit_desk(actor)
    round_ = rounds.round_or_missing(round_id)
    waiting = [one for one in placements.waiting_for_next_round(round_id) if one.round.starts_on < round_.starts_on]
    for placement in waiting:
        _carry(actor, placement, round_)
    return len(waiting)


@command
def order(actor: Actor, mark: Mark, *, order_no: str = "") -> Placement:
    """Make a placement that its host accepted final."""
    admit_desk(actor)
    refuse_resident_numbers(order_no, field="order_no")
    placement = _marked(mark)
    placement.order_no = order_no
    move(placement, Action.ORDER, actor=actor, note=order_no)
    return placement


def move_one(actor: Actor, mark: Mark, *, action: Action, order_no: str = "") -> Placement:
    """Do one of the officers' acts."""
    acts: dict[Action, Callable[[], Placement]] = {
        Action.PROPOSE: lambda: propose(actor, mark),
        Action.RECALL: lambda: recall(actor, mark),
        Action.DEFER: lambda: put_off(actor, mark),
        Action.ORDER: lambda: order(actor, mark, order_no=order_no),
    }
    return acts[action]()


@command
def move_many(actor: Actor, marks: Sequence[Mark], *, action: Action, order_no: str = "") -> Outcome:
    """Do one thing to many placements, each by itself: one that cannot be moved stops no other."""
    admit_desk(actor)
    outcome = Outcome(action)
    for mark in marks:
        name = placements.placement_or_missing(mark.public_id).candidate.name
        try:
            with db.session.begin_nested():
                move_one(actor, mark, action=action, order_no=order_no)
        except Refusal as no:
            outcome.refused.append((name, str(no)))
        except StaleDataError:
            outcome.refused.append((name, messages.CHANGED_MEANWHILE))
        else:
            outcome.done.append(name)
    return outcome


def reply_day(first_day: date) -> date:
    """Return the day by which a host is asked to answer: within some working days, and before the practicum."""
    usual = clock.add_working_days(clock.today(), REPLY_WITHIN)
    return max(clock.today(), min(usual, first_day - timedelta(days=1)))


def _marked(mark: Mark) -> Placement:
    placement = held(mark.public_id)
    if placement.version != mark.version:
        raise Stale(messages.CHANGED_MEANWHILE)
    return placement


def _carry(actor: Actor, old: Placement, round_: Round) -> None:
    """Copy a wish into a round; who has a place there already keeps that one."""
    if placements.live_placement(old.candidate_id, round_.id) is not None:
        return
    now, wish = clock.now(), old.wish
    copy = Wish(
        candidate=wish.candidate, round=round_, circumstances=wish.circumstances, pledged_at=wish.pledged_at,
        consent_text=wish.consent_text, typed_by_id=wish.typed_by_id, typed_by_name=wish.typed_by_name,
        is_on_behalf=wish.is_on_behalf, submitted_at=wish.submitted_at,
        choices=[Choice(rank=one.rank, area=one.area, unit_id=one.unit_id) for one in wish.choices],
    )  # fmt: skip
    new = Placement(
        candidate=old.candidate, round=round_, wish=copy, came_from_id=old.id, state=PlacementState.ELIGIBLE,
        moved_at=now,
    )  # fmt: skip
    db.session.add(new)
    begin(new, actor=actor, note=messages.carried_over(old.round.name))
