"""What stands in somebody's calendar: only what they were told, and nothing of what is confidential."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from portal.applications.messages import RESULT_EVENT
from portal.applications.models import Application, Draft, Status, Step
from portal.applications.policies import last_day_to_correct
from portal.applications.queries import mine
from portal.core import clock
from portal.feeds import messages
from portal.programs.kinds import kind_of
from portal.programs.models import PeriodStyle, Program, Round
from portal.programs.windows import last_moment
from portal.watch.queries import turns_of

MOST = 200
"""Of each kind of thing at most this many, the latest: a calendar cannot be made to grow without end."""
KEPT_FOR = timedelta(days=400)
SHORT = timedelta(minutes=30)
TAKING_PART = (Status.APPROVED, Status.ACTIVE, Status.COMPLETED, Status.INCOMPLETE)
OPEN = (Status.SUBMITTED, Status.IN_REVIEW, Status.WAITLISTED, Status.RETURNED)
SEATED_ONCE = (Status.APPROVED, Status.ACTIVE)


@dataclass(frozen=True)
class Entry:
    """One thing in the calendar: whole days from first to last, or a span of time; ``sequence`` only ever grows."""

    uid: str
    title: str
    first: date | datetime
    last: date | datetime
    stamp: datetime
    sequence: int
    place: str = ""
    is_canceled: bool = False


def entries_of(person_id: int) -> list[Entry]:
    """Return a person's own programs and deadlines, in a number of statements that does not grow with them."""
    now = clock.now()
    sent = [one for one in mine.applications_of(person_id) if _is_told_of(one.round.program) and _is_late(one.round)]
    steps = mine.steps_told([one.id for one in sent[:MOST]], now)
    found = [entry for one in sent[:MOST] for entry in _of_application(one, steps[one.id])]
    drafts = [_of_draft(*one) for one in mine.drafts_of(person_id)[:MOST] if _waits(*one, now=now)]
    return [*found, *drafts, *_duty_of(person_id, now)]


def _duty_of(person_id: int, now: datetime) -> Iterator[Entry]:
    """Return the turns somebody was ordered to, from a year ago on; of other people on duty nothing is told."""
    for turn in turns_of(person_id, now - KEPT_FOR)[-MOST:]:
        shift, roster = turn.shift, turn.shift.roster
        yield Entry(
            f"{turn.public_id}@portal", shift.kind.name, shift.starts_at, shift.ends_at,
            stamp=turn.changed_at or roster.ordered_at or roster.asked_at, sequence=turn.version,
            place=shift.kind.place,
        )  # fmt: skip


def _is_told_of(program: Program) -> bool:
    """Say whether a calendar may name it: of sensitive kinds it stays silent, even of a neutral entry's day."""
    return not kind_of(program).is_sensitive


def _is_late(round_: Round) -> bool:
    return round_.ends_on >= clock.today() - KEPT_FOR


def _of_application(application: Application, steps: Sequence[Step]) -> Iterator[Entry]:
    status = mine.told(application.status, application.told_status, application.settles_at)
    entry = partial(
        Entry,
        stamp=steps[-1].at if steps else application.submitted_at,
        sequence=len(steps) + application.round.version,
    )
    own, title = application.public_id, application.round.program.title
    was_seated = any(step.to_status in SEATED_ONCE for step in steps)
    if status in TAKING_PART or was_seated:
        is_canceled = status not in (*TAKING_PART, Status.NO_SHOW)
        for uid, words, first, last, place in _days(own, title, application.round):
            yield entry(uid, words, first, last, place=place, is_canceled=is_canceled)
    mend_by = last_day_to_correct(application)
    if status == Status.RETURNED and mend_by:
        yield entry(f"{own}-mend@portal", f"{title} {messages.MEND_BY}", mend_by, mend_by)
    told_on = application.round.results_on
    if status in OPEN and told_on:
        yield entry(f"{own}-answer@portal", f"{title} {RESULT_EVENT}", told_on, told_on)


def _days(own: str, title: str, round_: Round) -> Iterable[tuple[str, str, date, date, str]]:
    """Return the days of a program; of one that runs for months only its first and its last."""
    first, last = round_.starts_on, round_.ends_on
    if round_.period_style == PeriodStyle.DAYS:
        return [(f"{own}@portal", title, first, last, round_.place)]
    return [
        (f"{own}-first@portal", f"{title} {messages.BEGINS}", first, first, round_.place),
        (f"{own}-last@portal", f"{title} {messages.ENDS}", last, last, round_.place),
    ]


def _waits(_draft: Draft, round_: Round, program: Program, *, now: datetime) -> bool:
    return _is_told_of(program) and round_.apply_to is not None and last_moment(round_.apply_to) > now


def _of_draft(draft: Draft, round_: Round, program: Program) -> Entry:
    """Return the hour by which a draft must be sent; its key is a secret, so the entry's id is drawn from it."""
    assert round_.apply_to is not None
    closes = last_moment(round_.apply_to)
    uid = hashlib.sha256(f"calendar {draft.key}".encode()).hexdigest()[:32]
    title = f"{program.title} {messages.APPLY_BY}"
    return Entry(f"{uid}@portal", title, closes - SHORT, closes, stamp=draft.saved_at, sequence=round_.version)
