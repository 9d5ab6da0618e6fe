"""The rounds: planned with the settings of the one before, changed, opened and closed ahead of their hours."""

import re
from datetime import date, datetime
from typing import Any

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.korean import kdate, kdatetime
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum import round_messages as words
from portal.kinds.practicum.events import RoundPlanned
from portal.kinds.practicum.orders import Planned
from portal.kinds.practicum.queries import rounds
from portal.programs.models import Program, Round, SelectionMethod
from portal.programs.seats import hold_rounds

TAKEN_OVER = (
    "track", "period_style", "selection", "eligibility", "place", "consent_purpose", "consent_items", "retention",
    "next_steps", "in_report",
)  # fmt: skip
"""What a round has from the one before; nobody types consent and eligibility anew."""
FIRST: dict[str, Any] = {
    "selection": SelectionMethod.DESIGNATION,
    "eligibility": {"outside": words.OUTSIDE},
    "consent_purpose": words.CONSENT_PURPOSE,
    "consent_items": words.CONSENT_ITEMS,
    "next_steps": [],
}


@command
def plan(actor: Actor, program_id: int, *, planned: Planned) -> Round:
    """Plan a round with the settings of the last one; a form sent twice is refused by the name."""
    program = next((one for one in rounds.programs() if one.id == program_id), None)
    if program is None or not policies.may_run(actor, program.owner_unit):
        raise Missing
    hold_rounds(one.id for one in program.rounds)
    last = rounds.last_round_of(program_id)
    settings = {name: getattr(last, name) for name in TAKEN_OVER} if last else FIRST
    _check(program, planned)
    round_ = Round(program=program, **settings)
    _put(round_, planned)
    db.session.add(round_)
    db.session.flush()
    emit(RoundPlanned(round_.id, actor, "plan", after=_words(planned)))
    return round_


@command
def replan(actor: Actor, round_id: int, *, version: int, planned: Planned) -> Round:
    """Change the days and hours of a round; what institutions offered and candidates were given must still fit."""
    round_ = _held(actor, round_id, version)
    _check(round_.program, planned, round_)
    before = Planned(**{name: getattr(round_, name) for name in Planned.__dataclass_fields__})
    _put(round_, planned)
    round_.version += 1
    was, is_ = _words(before), _words(planned)
    changed = {name for name in is_ if was[name] != is_[name]}
    emit(RoundPlanned(round_.id, actor, "replan", _only(was, changed), _only(is_, changed)))
    return round_


@command
def open_now(actor: Actor, round_id: int, *, version: int) -> Round:
    """Take wishes from now on instead of later."""
    round_ = _held(actor, round_id, version)
    if not policies.may_open_now(round_):
        raise Stale(messages.CHANGED_MEANWHILE)
    return _move_hour(actor, round_, "open", "apply_from")


@command
def close_now(actor: Actor, round_id: int, *, version: int) -> Round:
    """Take wishes no longer; what was sent stays, and officers may still type one on behalf."""
    round_ = _held(actor, round_id, version)
    if not policies.is_taking_wishes(round_):
        raise Stale(messages.CHANGED_MEANWHILE)
    return _move_hour(actor, round_, "close", "apply_to")


def _move_hour(actor: Actor, round_: Round, action: str, name: str) -> Round:
    before = getattr(round_, name)
    setattr(round_, name, clock.now())
    round_.version += 1
    emit(RoundPlanned(round_.id, actor, action, {name: _word(before)}, {name: _word(clock.now())}))
    return round_


def _held(actor: Actor, round_id: int, version: int) -> Round:
    round_ = rounds.round_or_missing(round_id)
    if not policies.may_run(actor, round_.program.owner_unit):
        raise Missing
    hold_rounds([round_id])
    db.session.refresh(round_)
    if round_.version != version:
        raise Stale(messages.CHANGED_MEANWHILE)
    if not policies.may_plan(round_):
        raise Refusal(words.ROUND_OVER)
    return round_


def _check(program: Program, planned: Planned, round_: Round | None = None) -> None:
    refuse_resident_numbers(planned.name, field="name")
    besides = round_.id if round_ else None
    if rounds.is_name_taken(program.id, planned.starts_on.year, planned.name, besides=besides):
        raise Refusal(words.ROUND_NAME_TAKEN, field="name")
    if planned.ends_on < max(planned.starts_on, clock.today()) or planned.apply_to <= planned.apply_from:
        raise Refusal(words.ROUND_PAST, field="ends_on")
    if round_ is None:
        return
    first, last = rounds.days_promised(round_.id)
    if first is not None and first < planned.starts_on:
        raise Refusal(words.days_are_promised(first), field="starts_on")
    if last is not None and last > planned.ends_on:
        raise Refusal(words.days_are_promised(last), field="ends_on")


def _put(round_: Round, planned: Planned) -> None:
    for name, value in vars(planned).items():
        setattr(round_, name, value)
    number = re.fullmatch(r"([0-9]{1,3})차", planned.name)
    round_.year, round_.number = planned.starts_on.year, int(number[1]) if number else None
    round_.reference_date = planned.starts_on


def _words(planned: Planned) -> dict[str, str]:
    return {name: _word(value) for name, value in vars(planned).items()}


def _word(value: str | date | datetime | None) -> str:
    if isinstance(value, datetime):
        return kdatetime(value)
    return kdate(value) if isinstance(value, date) else value or "-"


def _only(words: dict[str, str], names: set[str]) -> dict[str, str]:
    return {name: word for name, word in words.items() if name in names}
