"""What time tells by itself: before a start or a deadline, what waits each morning, and what has waited too long.

Each is told once: a row of ``Reminded`` stands for it, and two workers cannot both write it. Nothing is told on a day
on which nobody works; a day that falls on one moves to the working day before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete

from portal.applications.models import Application
from portal.applications.policies import last_day_to_correct
from portal.core import clock
from portal.core.db import SEOUL, db
from portal.core.transaction import command
from portal.notifications import messages, wording
from portal.notifications.models import Notice, Reminded
from portal.notifications.queries import coming
from portal.notifications.waiting import Item, waiting_items
from portal.notifications.wording import Words
from portal.programs.kinds import kind_of
from portal.programs.models import Round

KEPT = timedelta(days=400)
LONGEST_BREAK = timedelta(days=14)
"""No row of free days is longer: what falls due behind it is looked for so far ahead."""
LATE_AFTER, ABOVE_AFTER = 3, 6
"""Working days after which who is to act is reminded, and after which the next higher post hears of it."""
DAYS_BEFORE_START = (1, 7)


@dataclass(frozen=True)
class Due:
    """Something to be told to one person now."""

    topic: str
    person_id: int
    words: Words
    link: str
    application_id: int | None = None


@command
def remind() -> int:
    """Remind of starts, of days to mend by and of windows that close; return how many were told."""
    today = clock.today()
    db.session.execute(delete(Reminded).where(Reminded.at < clock.now() - KEPT))
    if not clock.is_working_day(today):
        return 0
    return _tell([*_starts(today), *_corrections(today), *_drafts(today)])


@command
def digest() -> int:
    """Tell everybody in the morning, in one line, what waits for them; return how many were told."""
    now = clock.now()
    if not clock.is_working_day(now.date()):
        return 0
    of_person: dict[int, list[Item]] = defaultdict(list)
    for item in waiting_items(now):
        for person_id in item.waits_for:
            of_person[person_id].append(item)
    return _tell(
        Due(f"digest:{person_id}:{now.date()}", person_id, Words(messages.waits(len(items)), _lines(items)), "/")
        for person_id, items in of_person.items()
    )


@command
def chase() -> int:
    """Remind who lets things wait, and after as long again who stands above; return how many lines were written."""
    today = clock.today()
    if not clock.is_working_day(today):
        return 0
    late: dict[tuple[int, int, str, str], list[Item]] = defaultdict(list)
    levels: dict[str, tuple[int, Item]] = {}
    counted: dict[date, int] = {}
    for item in waiting_items(clock.now()):
        day = item.since.astimezone(SEOUL).date()
        if day not in counted:
            counted[day] = clock.working_days_between(day, today)
        for level, after in enumerate((LATE_AFTER, ABOVE_AFTER)):
            if counted[day] > after:
                levels[f"late:{level}:{item.ref}"] = (level, item)
    for topic in _claimed(levels):
        level, item = levels[topic]
        for person_id in item.above if level else item.waits_for:
            late[person_id, level, item.title, item.link].append(item)
    for (person_id, level, title, link), items in late.items():
        words = Words(messages.late(title, len(items), is_above=bool(level)), _lines(items))
        _write(Due("", person_id, words, link))
    return len(late)


def _starts(today: date) -> Iterator[Due]:
    last = today + timedelta(days=max(DAYS_BEFORE_START)) + LONGEST_BREAK
    for application in coming.starting_between(today + timedelta(days=1), last):
        starts_on = application.round.starts_on
        for days in DAYS_BEFORE_START:  # the nearest first: who hears of tomorrow need not hear of next week
            if _working_day_until(starts_on - timedelta(days=days)) <= today:
                topic = f"start:{days}:{application.id}:{starts_on}"
                yield _about(application, messages.REMIND_START, topic)
                break


def _corrections(today: date) -> Iterator[Due]:
    for application in coming.returned_until(today + LONGEST_BREAK):
        last = last_day_to_correct(application)
        if last and _working_day_until(last - timedelta(days=1)) <= today <= last:
            yield _about(application, messages.REMIND_RETURN, f"mend:{application.id}:{last}")


def _drafts(today: date) -> Iterator[Due]:
    now = clock.now()
    for draft, round_ in coming.drafts_closing(now, now + LONGEST_BREAK):
        assert round_.apply_to is not None
        closes_on = round_.apply_to.astimezone(SEOUL).date()
        if _working_day_until(closes_on - timedelta(days=1)) <= today:
            words = _said(round_, messages.REMIND_DRAFT, wording.of_round(round_))
            link = f"/programs/{round_.program_id}/rounds/{round_.id}/application"
            yield Due(f"draft:{draft.id}:{closes_on}", draft.person_id, words, link)


def _about(application: Application, step: str, topic: str) -> Due:
    values = wording.of_application(application, "")
    words = _said(application.round, step, values)
    return Due(topic, application.person_id, words, f"/applications/{application.public_id}", application.id)


def _said(round_: Round, step: str, values: dict[str, str]) -> Words:
    if kind_of(round_.program).is_sensitive:
        return Words(messages.NEUTRAL)
    return wording.said(wording.words_for(round_.program_id, step), values)


def _working_day_until(day: date) -> date:
    """Return the day, or the working day before it when nobody works on it."""
    while not clock.is_working_day(day):
        day -= timedelta(days=1)
    return day


def _tell(due: Iterable[Due]) -> int:
    by_topic = {one.topic: one for one in due}
    fresh = _claimed(by_topic)
    for topic in fresh:
        _write(by_topic[topic])
    return len(fresh)


def _claimed(topics: Iterable[str]) -> list[str]:
    """Return what was not told yet, written down as told: a second worker's rows break the key and its command."""
    asked = list(topics)
    told = coming.reminded_of(asked)
    fresh = [topic for topic in asked if topic not in told]
    db.session.add_all(Reminded(topic=topic, at=clock.now()) for topic in fresh)
    db.session.flush()
    return fresh


def _write(due: Due) -> None:
    now = clock.now()
    db.session.add(
        Notice(
            person_id=due.person_id,
            title=wording.cut(due.words.title, wording.LONGEST_TITLE),
            body=wording.cut(due.words.body, wording.LONGEST_BODY),
            subject=due.words.subject,
            letter=due.words.letter,
            link=due.link,
            application_id=due.application_id,
            created_at=now,
            due_at=now,
        )
    )


def _lines(items: Sequence[Item]) -> str:
    """Return what waits, thing by thing, with its count and its oldest day."""
    of_title: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        of_title[item.title].append(item)
    lines = (
        messages.waiting_line(title, len(some), min(one.since for one in some)) for title, some in of_title.items()
    )
    return "\n".join(lines)
