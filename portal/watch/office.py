"""What the desk shows: months, drafts with their reasons, people and their counts, the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core import clock
from portal.core.actors import Actor
from portal.watch import calendar, messages, policies, queries
from portal.watch.desk import Rest, Standing, at_desk, rest_of
from portal.watch.drafting import COUNTED_FOR
from portal.watch.models import Group, RosterState, WatchExcuse, WatchRoster, WatchShift, WatchSwap, WatchTurn
from portal.watch.queries.writing import Logged

MONTHS_SHOWN = 14
MONTHS_OFFERED = 3
LOGS_SHOWN = timedelta(days=31)


@dataclass(frozen=True)
class Broken:
    """A turn that somebody can no longer keep, and why."""

    turn: WatchTurn
    shift: WatchShift
    words: str


@dataclass(frozen=True)
class Office:
    """The desk as it stands now."""

    standing: Standing
    rosters: Sequence[WatchRoster]
    swaps: Sequence[WatchSwap]
    broken: Sequence[Broken]
    logs: Sequence[Logged]


@dataclass(frozen=True)
class Sheet:
    """A month on the desk."""

    standing: Standing
    roster: WatchRoster
    shifts: Sequence[WatchShift]
    broken: Mapping[int, str]
    counts: Sequence[tuple[str, int, int]]
    order_by: date
    is_late: bool

    @property
    def is_moving(self) -> bool:
        """Say whether the solver has not answered yet."""
        return self.roster.state in (RosterState.WAITING, RosterState.SOLVING)


@dataclass(frozen=True)
class Counted:
    """How often somebody was on duty in the last year, group by group."""

    member: queries.Member
    had: Mapping[str, int]
    obstacle: str

    @property
    def total(self) -> int:
        """Return how often over all groups."""
        return sum(self.had.values())


@dataclass(frozen=True)
class People:
    """The people of the office, their counts, and who is excused."""

    standing: Standing
    counted: Sequence[Counted]
    excuses: Sequence[WatchExcuse]


@dataclass(frozen=True)
class Ledger:
    """What duty earned in a month: rest and allowances."""

    month: date
    before: date
    after: date
    rests: Sequence[Rest]
    allowances: Sequence[tuple[str, str, str, int, int]]

    @property
    def sum(self) -> int:
        """Return what all of it costs."""
        return sum(row[4] for row in self.allowances)


def office(actor: Actor) -> Office:
    """Return the desk; raises Missing for whoever does not sit there."""
    standing = at_desk(actor)
    now = clock.now()
    coming = queries.shifts_between(now, now + timedelta(days=62))
    return Office(
        standing=standing,
        rosters=queries.rosters(count=MONTHS_SHOWN),
        swaps=queries.swaps_live(),
        broken=broken_in(coming, standing),
        logs=queries.logs_after(now - LOGS_SHOWN, now),
    )


def sheet(actor: Actor, public_id: str) -> Sheet:
    """Return a month on the desk; raises Missing."""
    standing = at_desk(actor)
    roster = queries.roster_or_missing(public_id)
    shifts = queries.shifts_of(roster.id)
    broken = {one.turn.id: one.words for one in broken_in(shifts, standing)}
    first = shifts[0].day if shifts else roster.month
    order_by = calendar.last_day_to_order(first, standing.setting.order_days)
    return Sheet(standing, roster, shifts, broken, _per_person(shifts), order_by, is_late=clock.today() > order_by)


def broken_in(shifts: Sequence[WatchShift], standing: Standing) -> list[Broken]:
    """Return the turns to come that somebody can no longer keep: on leave, transferred, away, excused."""
    coming = [shift for shift in shifts if shift.starts_at > clock.now()]
    if not coming:
        return []
    members = {one.person_id: one for one in queries.members_of(standing.setting.unit, coming[0].day, coming[-1].day)}
    found = []
    for shift in coming:
        for turn in shift.turns:
            member = members.get(turn.person_id)
            obstacle = member.obstacle(shift.day) if member else messages.NOT_THERE
            if obstacle:
                found.append(Broken(turn, shift, obstacle))
    return found


def people(actor: Actor) -> People:
    """Return the people of the office in the order of their posts, with how often each was on duty."""
    standing, today = at_desk(actor), clock.today()
    members = queries.members_of(standing.setting.unit, today, today)
    counts = queries.counts_before(
        [one.person_id for one in members], today - COUNTED_FOR, calendar.next_month(calendar.next_month(today))
    )
    counted = [Counted(one, counts[one.person_id], _standing_word(one, today)) for one in members]
    return People(standing, counted, queries.excuses(today))


def _standing_word(one: queries.Member, day: date) -> str:
    return one.barred or (messages.EXCLUDED if one.obstacle(day) == messages.EXCLUDED else "")


def ledger(actor: Actor, month: date) -> Ledger:
    """Return what duty earned in a month; raises Missing for whoever does not sit at the desk."""
    standing = at_desk(actor)
    until = calendar.next_month(month)
    turns = queries.earned(clock.at(month), min(clock.at(until), clock.now()))
    return Ledger(
        month=month,
        before=calendar.first_of(month - timedelta(days=1)),
        after=until,
        rests=[rest_of(turn, standing.setting.rest_days) for turn in turns],
        allowances=allowances_of(month),
    )


def allowances_of(month: date) -> list[tuple[str, str, str, int, int]]:
    """Return name, grade, days, how often and how much of everybody who was on duty in a month."""
    lines: dict[int, tuple[str, str, list[str], int, int]] = {}
    for person_id, name, grade, kind, allowance, day in queries.allowances(month, calendar.next_month(month)):
        days, count, amount = lines.get(person_id, ("", "", [], 0, 0))[2:]
        lines[person_id] = (name, grade, [*days, f"{day.day}일 {kind}"], count + 1, amount + allowance)
    return [(name, grade, ", ".join(days), count, amount) for name, grade, days, count, amount in lines.values()]


def choices_for(shift: WatchShift, standing: Standing) -> list[tuple[str, str]]:
    """Return who could be put on a shift, as a field takes them: the fewest turns of its group first."""
    members = queries.members_of(standing.setting.unit, shift.day, shift.day)
    counts = queries.counts_before(
        [one.person_id for one in members], shift.day - COUNTED_FOR, calendar.next_month(shift.day)
    )
    on_shift = {turn.person_id for turn in shift.turns}
    able = [one for one in members if not one.obstacle(shift.day) or one.obstacle(shift.day) == messages.AWAY]
    line = sorted(able, key=lambda one: (counts[one.person_id].get(shift.group, 0), policies.rank(one.grade)))
    return [
        (str(one.person_id), _choice(one, shift, counts[one.person_id].get(shift.group, 0)))
        for one in line
        if one.person_id not in on_shift
    ]


def _choice(one: queries.Member, shift: WatchShift, had: int) -> str:
    word = one.obstacle(shift.day)
    mark = f" · {word}" if word else ""
    return f"{one.unit_name} {one.name} {one.grade} · {messages.GROUP[Group(shift.group)]} {had}회{mark}"


def _per_person(shifts: Sequence[WatchShift]) -> list[tuple[str, int, int]]:
    """Return, group by group, the name, how many turns there are and how many people share them."""
    found = []
    for group in Group:
        turns = [turn.person_id for shift in shifts if shift.group == group for turn in shift.turns]
        if turns:
            found.append((messages.GROUP[group], len(turns), len(set(turns))))
    return found


def months_offered() -> list[tuple[str, str]]:
    """Return the months that can be asked for, as a field takes them: the next that nobody has ordered."""
    ordered = {one.month for one in queries.rosters(count=MONTHS_SHOWN) if one.state == RosterState.ORDERED}
    month = calendar.first_of(clock.today())
    offered: list[tuple[str, str]] = []
    while len(offered) < MONTHS_OFFERED:
        if month not in ordered:
            offered.append((f"{month:%Y-%m}", messages.month_name(month)))
        month = calendar.next_month(month)
    return offered
