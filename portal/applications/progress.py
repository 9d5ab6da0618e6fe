"""How far an application has come, in the applicant's words: its state, its line of steps, what comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from portal.applications import messages
from portal.applications.models import LIVE, SEATED, Application, Status, Step
from portal.applications.policies import answer_by, last_day_to_correct, may_correct, may_withdraw
from portal.applications.queries import mine
from portal.applications.queries.lists import holders_now
from portal.applications.queries.rounds import parts_of
from portal.applications.workflow import Action
from portal.approvals.messages import running_at
from portal.core import clock
from portal.core.actors import Actor
from portal.core.korean import kdate, kdatetime
from portal.directory.queries import contact_lines
from portal.programs.kinds import kind_of
from portal.programs.messages import period
from portal.programs.models import PeriodStyle, Program, SelectionMethod
from portal.programs.records import tells_parts
from portal.programs.standings import Standing, answers_standings

_WITH_THE_TEAM = (Status.SUBMITTED, Status.IN_REVIEW)
_UNDECIDED = (*_WITH_THE_TEAM, Status.RETURNED, Status.WAITLISTED)


@dataclass(frozen=True)
class TimelineItem:
    """One step: done, current or next."""

    state: str
    title: str
    when: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """An application as its applicant sees it."""

    application: Application
    status: Status
    word: str
    tone: str
    timeline: list[TimelineItem]
    contact: str
    place: str
    return_by: date | None
    answer_by: date | None
    may_correct: bool
    may_withdraw: bool

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen with it."""
        return self.status not in LIVE

    @property
    def is_undecided(self) -> bool:
        """Say whether nobody has promised anything yet."""
        return self.status in _UNDECIDED

    @property
    def has_calendar(self) -> bool:
        """Say whether there is a day to keep free: none where a round of months gives its answer by no fixed day."""
        round_ = self.application.round
        return not self.is_over and (round_.period_style == PeriodStyle.DAYS or round_.results_on is not None)

    @property
    def title(self) -> str:
        """Return the program's title, or words that say nothing about it."""
        return title_of(self.application.round.program)

    @property
    def round_name(self) -> str:
        """Return the round's name, or nothing where it would tell the kind."""
        return "" if self.is_sensitive else self.application.round.name

    @property
    def is_sensitive(self) -> bool:
        """Say whether titles and calendars keep silent about the kind."""
        return kind_of(self.application.round.program).is_sensitive


def progress_of(actor: Actor, applications: Sequence[Application]) -> list[Progress]:
    """Return how far each has come, in a number of statements that does not grow with them."""
    now = clock.now()
    steps = mine.steps_told([one.id for one in applications], now)
    states = {one.id: mine.told(one.status, one.told_status, one.settles_at) for one in applications}
    ranks = mine.ranks([one.id for one in applications if states[one.id] == Status.WAITLISTED])
    seats = mine.seat_numbers([one.id for one in applications if _is_numbered(one, states[one.id])])
    holders = holders_now([one.id for one in applications if states[one.id] == Status.IN_REVIEW])
    posts = {one.round.program.contact_post_id for one in applications} - {None}
    contacts = contact_lines([post for post in posts if post is not None])
    return [
        Progress(
            application=one,
            status=states[one.id],
            word=messages.status_words(states[one.id], ranks.get(one.id)),
            tone=messages.TONE[states[one.id]],
            timeline=_timeline(one, states[one.id], steps[one.id], ranks.get(one.id), holders.get(one.id, "")),
            contact=contacts.get(one.round.program.contact_post_id or 0, one.round.program.owner_unit.name),
            place=_place(one, states[one.id], ranks.get(one.id), seats.get(one.id)),
            return_by=last_day_to_correct(one),
            answer_by=answer_by(one),
            may_correct=may_correct(actor, one, states[one.id], now),
            may_withdraw=may_withdraw(actor, one, states[one.id], now),
        )
        for one in applications
    ]


def title_of(program: Program) -> str:
    """Return a program's title as an applicant's own pages show it: of a sensitive kind it says nothing."""
    return messages.SERVICE_TITLE if kind_of(program).is_sensitive else program.title


tells_parts(parts_of)


@answers_standings
def standings(person_id: int, round_ids: Collection[int]) -> dict[int, Standing]:
    """Say how a person stands to some rounds: the live application, else the latest, else a draft."""
    rows = mine.rows_for_standings(person_id, round_ids)
    states = {row.id: mine.told(row.status, row.told_status, row.settles_at) for row in rows if row.id is not None}
    ranks = mine.ranks([id_ for id_, status in states.items() if status == Status.WAITLISTED])
    found: dict[int, Standing] = {}
    for row in rows:
        if row.id is None:
            found[row.round_id] = Standing(row.round_id, messages.WRITING, messages.TONE[Status.DRAFT])
            continue
        status = states[row.id]
        word = messages.status_words(status, ranks.get(row.id))
        found[row.round_id] = Standing(
            row.round_id, word, messages.TONE[status], public_id=row.public_id, is_live=status in LIVE
        )
    return found


def _timeline(
    application: Application, status: Status, steps: Sequence[Step], rank: int | None, holder: str
) -> list[TimelineItem]:
    items = [
        TimelineItem(
            "done",
            messages.step_title(step.action, step.to_status),
            kdatetime(step.at),
            "" if step.action == Action.PROMOTE or step.actor_person_id == application.person_id else step.actor_name,
            step.note,
        )
        for step in steps
    ]
    current = _current(application, status, rank, _handler(steps), holder)
    if current is None:
        return items
    coming = [TimelineItem("next", title, when) for title, when in _coming(application, status)]
    return [*items, current, *coming]


def _is_numbered(application: Application, status: Status) -> bool:
    """Say whether its seat was fixed when it arrived."""
    round_ = application.round
    is_first_come = round_.selection == SelectionMethod.FIRST_COME and round_.capacity is not None
    return is_first_come and status in SEATED


def _place(application: Application, status: Status, rank: int | None, seat: int | None) -> str:
    """Say which seat or place in line it has; empty where neither says anything."""
    round_ = application.round
    if status == Status.WAITLISTED:
        return messages.status_words(status, rank)
    if round_.capacity is None or status not in SEATED:
        return ""
    if seat is not None:
        return messages.seat(seat, round_.capacity)
    return messages.place_in_line(application.place)


def _handler(steps: Sequence[Step]) -> str:
    """Return in whose hands the told steps put it: whom it was given to, else who began the review."""
    given = next((step.note for step in reversed(steps) if step.action == Action.ASSIGN), "")
    return given or next((step.actor_name for step in reversed(steps) if step.action == Action.START), "")


def _current(
    application: Application, status: Status, rank: int | None, handler: str, holder: str
) -> TimelineItem | None:
    team, round_ = application.round.program.owner_unit.name, application.round
    day = answer_by(application)
    by = f"{kdate(day)}까지" if day else ""
    if status in _WITH_THE_TEAM:
        if holder:  # in whose hands the list is; never what it says
            return TimelineItem("current", running_at(holder), by, who=team)
        if handler:
            return TimelineItem("current", messages.with_handler(handler), by, who=team)
        return TimelineItem("current", messages.with_team(team), by)
    if status == Status.RETURNED:
        last = last_day_to_correct(application)
        until = f"{kdate(last)}까지" if last else ""
        return TimelineItem("current", messages.YOUR_TURN, until)
    if status == Status.WAITLISTED:
        return TimelineItem("current", messages.waiting_as(rank or 1), by)
    if status in (Status.APPROVED, Status.ACTIVE):
        return TimelineItem(
            "current", messages.TAKING_PART, period(round_.starts_on, round_.ends_on, round_.period_style)
        )
    return None


def _coming(application: Application, status: Status) -> list[tuple[str, str]]:
    round_ = application.round
    if status in (Status.APPROVED, Status.ACTIVE):
        return []
    day = answer_by(application)
    result = [(messages.RESULT_EVENT, kdate(day) if round_.results_on else f"{kdate(day)}까지")] if day else []
    return [*result, (messages.TAKING_PART, period(round_.starts_on, round_.ends_on, round_.period_style))]
