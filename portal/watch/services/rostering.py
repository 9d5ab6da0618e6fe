"""The way of a month: asked of the solver, proposed, ordered; and turns that somebody fills by hand."""

from collections.abc import Sequence
from datetime import date

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.watch import calendar, messages, policies, queries
from portal.watch.events import RosterMoved, TurnChanged
from portal.watch.models import RosterState, WatchKind, WatchRoster, WatchSetting, WatchShift, WatchTurn
from portal.watch.services._core import name_chiefs, rules_for_commander, rules_for_runner
from portal.watch.services.swapping import let_go

CAN_BE_MADE_ANEW = (RosterState.DRAFT, RosterState.IMPOSSIBLE)


@command
def ask(actor: Actor, month: date) -> WatchRoster:
    """Ask for the roster of a month: its shifts are made now, who is on them the job worker finds."""
    rules_for_runner(actor)
    if calendar.next_month(month) <= clock.today():
        raise Refusal(messages.MONTH_OVER, field="month")
    kinds = queries.active_kinds()
    if not kinds:
        raise Refusal(messages.NO_KINDS, field="month")
    roster = queries.roster_of(month)
    if roster is None:
        roster = WatchRoster(month=month, asked_at=clock.now(), faults=[])
        db.session.add(roster)
    elif roster.state not in CAN_BE_MADE_ANEW:
        raise Refusal(
            messages.ORDERED_ALREADY if roster.state == RosterState.ORDERED else messages.ASKED, field="month"
        )
    else:
        empty(roster)
    roster.state, roster.asked_at, roster.asked_by = RosterState.WAITING, clock.now(), actor.name[:40]
    roster.proposed_at, roster.faults = None, []
    db.session.flush()
    db.session.add_all(shifts_for(roster, kinds))
    db.session.flush()
    emit(RosterMoved(actor, roster.id, "ask"))
    return roster


def shifts_for(roster: WatchRoster, kinds: Sequence[WatchKind]) -> list[WatchShift]:
    """Return the empty shifts of a month that has not begun; of one that has, those to come."""
    made = []
    for day in calendar.days_of(roster.month):
        for kind in kinds:
            starts_at, ends_at = calendar.hours_of(kind, day)
            if calendar.is_held(kind, day) and starts_at > clock.now():
                group = calendar.group_of(day)
                made.append(
                    WatchShift(
                        roster_id=roster.id, kind_id=kind.id, day=day, group=group, starts_at=starts_at,
                        ends_at=ends_at, people=kind.people,
                    )
                )  # fmt: skip
    return made


def empty(roster: WatchRoster) -> None:
    """Throw away the shifts of a month that nobody was ordered to."""
    for shift in queries.shifts_of(roster.id):
        for turn in shift.turns:
            db.session.delete(turn)
        db.session.flush()
        db.session.delete(shift)
    db.session.flush()


@command
def discard(actor: Actor, public_id: str, *, version: int) -> None:
    """Throw a draft away."""
    rules_for_runner(actor)
    roster = _to_move(public_id, version, CAN_BE_MADE_ANEW)
    empty(roster)
    emit(RosterMoved(actor, roster.id, "discard"))
    db.session.delete(roster)


@command
def propose(actor: Actor, public_id: str, *, version: int) -> WatchRoster:
    """Tell the commander that a month is ready to be ordered."""
    rules_for_runner(actor)
    roster = _to_move(public_id, version, (RosterState.DRAFT,))
    roster.proposed_at = clock.now()
    db.session.flush()
    emit(RosterMoved(actor, roster.id, "propose"))
    return roster


@command
def order(actor: Actor, public_id: str, *, version: int, late_reason: str) -> WatchRoster:
    """Order a month: each shift has its people, at least as many as the office wants, and in time or with a reason."""
    setting = rules_for_commander(actor)
    roster = _to_move(public_id, version, (RosterState.DRAFT,))
    shifts = queries.shifts_of(roster.id)
    thin = [shift for shift in shifts if len(shift.turns) < max(setting.least_people, shift.people)]
    if thin or not shifts:
        names = ", ".join(messages.shift_name(shift) for shift in thin[:5])
        raise Refusal(messages.too_few(names, setting.least_people))
    first = shifts[0].day
    deadline = calendar.last_day_to_order(first, setting.order_days)
    if clock.today() > deadline and not late_reason:
        raise Refusal(messages.late(first, setting.order_days, deadline), field="late_reason")
    roster.state, roster.ordered_at, roster.ordered_by = RosterState.ORDERED, clock.now(), actor.name[:40]
    roster.late_reason = late_reason if clock.today() > deadline else ""
    db.session.flush()
    emit(RosterMoved(actor, roster.id, "order", reason=roster.late_reason))
    return roster


@command
def put(
    actor: Actor, shift_id: str, *, turn_id: str, person_id: int, reason: str, version: int, anyway: bool
) -> WatchTurn:
    """Put somebody on a shift, into an empty seat or instead of somebody else, with a reason that is kept."""
    setting = rules_for_runner(actor)
    shift = shift_to_fill(shift_id)
    turn = next((one for one in shift.turns if one.public_id == turn_id), None)
    if turn_id and (turn is None or turn.version != version):
        raise Stale(messages.STALE)
    if turn is None and len(shift.turns) >= shift.people:
        raise Stale(messages.STALE)
    if any(one.person_id == person_id for one in shift.turns):
        raise Refusal(messages.ON_SHIFT_ALREADY, field="person")
    _check_rules(shift, setting, person_id, anyway=anyway, besides=turn)
    before = turn.person if turn else None
    if turn is None:
        turn = WatchTurn(shift=shift, person_id=person_id, why={}, reason=reason)
        db.session.add(turn)
    else:
        let_go(actor, turn)
    turn.person_id, turn.reason, turn.why = person_id, reason, {"words": messages.BY_HAND}
    turn.changed_at, turn.reminded_at, turn.rest_on = clock.now(), None, None
    db.session.flush()
    db.session.refresh(turn, ["person"])
    name_chiefs(shift.turns)
    if all(len(one.turns) >= one.people for one in queries.shifts_of(shift.roster_id)):
        _fill(shift.roster)
    db.session.flush()
    concerned = [one.id for one in (before, turn.person) if one] if _is_ordered(shift) else []
    said = {"who": before.name if before else ""}, {"who": turn.person.name, "day_on_duty": messages.shift_name(shift)}
    emit(TurnChanged(actor, turn.id, "put", *said, reason=reason, concerned=concerned))
    return turn


def shift_to_fill(public_id: str) -> WatchShift:
    """Return a shift of a draft or of an order that has not begun; raises Missing or Refusal."""
    shift = queries.shift_of_any_month(public_id)
    if shift.roster.state in (RosterState.WAITING, RosterState.SOLVING):
        raise Missing(messages.NO_SUCH_THING)
    if shift.starts_at <= clock.now():
        raise Refusal(messages.SWAP_BEGUN)
    return shift


def _check_rules(
    shift: WatchShift, setting: WatchSetting, person_id: int, *, anyway: bool, besides: WatchTurn | None
) -> None:
    members = queries.members_of(setting.unit, shift.day, shift.day)
    member = next((one for one in members if one.person_id == person_id), None)
    if member is None:
        raise Refusal(messages.NOT_A_MEMBER, field="person")
    days = queries.days_near(person_id, shift.day, setting.distance_days, besides=besides.id if besides else 0)
    found = policies.breaches(member, shift.day, days, setting.distance_days)
    if found and (found[0].is_hard or not anyway):
        words = [breach.words for breach in found]
        if not found[0].is_hard:
            words.append(messages.ANYWAY_NEEDED)
        raise Refusal(" ".join(words), field="person")


def _fill(roster: WatchRoster) -> None:
    """A month that could not be found whole is a draft as any other once its seats are filled by hand."""
    if roster.state == RosterState.IMPOSSIBLE:
        roster.state, roster.faults = RosterState.DRAFT, []


def _is_ordered(shift: WatchShift) -> bool:
    return shift.roster.state == RosterState.ORDERED


def _to_move(public_id: str, version: int, states: Sequence[RosterState]) -> WatchRoster:
    roster = queries.roster_or_missing(public_id, to_change=True)
    if roster.version != version:
        raise Stale(messages.STALE)
    if roster.state not in states:
        raise Refusal(messages.NOT_A_DRAFT)
    return roster
