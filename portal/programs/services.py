"""Every change an officer makes to a program and its rounds."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.programs import desk_messages as messages
from portal.programs import eligibility, queries
from portal.programs.cloning import next_year
from portal.programs.events import ProgramChanged, RoundChanged, SeatsChanged
from portal.programs.models import Program, Quota, Round, RoundState, SelectionMethod
from portal.programs.policies import may_run
from portal.programs.queries import desk
from portal.programs.questions import MOST_QUESTIONS, Question, in_order
from portal.programs.settings import ABOUT_PROGRAM, SETTINGS, Wanted, in_words

START_IN = timedelta(days=60)


@command
def change_program(actor: Actor, program_id: int, *, version: int, words: Mapping[str, Any]) -> Program:
    """Change what a program says of itself; raises Stale when somebody else was first."""
    program = own_program(actor, program_id)
    if program.version != version:
        raise Stale(messages.STALE)
    changed = [name for name in ABOUT_PROGRAM if getattr(program, name) != words[name]]
    before = {name: getattr(program, name) for name in changed}
    for name in changed:
        setattr(program, name, words[name])
    if changed:
        program.version += 1
        emit(ProgramChanged(actor, program.id, before, {name: words[name] for name in changed}))
    return program


@command
def open_round(actor: Actor, program_id: int, *, like: int | None = None) -> Round:
    """Open a round that nobody sees yet: blank, or as an earlier one of the program was, a year on."""
    program = own_program(actor, program_id)
    if like is None:
        made = Round(program=program, **_blank())
    else:
        last = own_round(actor, program_id, like)
        made = Round(program=program, **next_year(last))
    made.state, made.in_report = RoundState.DRAFT, False
    db.session.add(made)
    db.session.flush()
    if like is not None:
        for one in desk.quotas_of(like):
            db.session.add(Quota(round_id=made.id, dimension=one.dimension, value=one.value, seats=one.seats))
    _tell(actor, made, "make", {}, {"name": made.name})
    return made


@command
def change_round(actor: Actor, program_id: int, round_id: int, *, version: int, wanted: Wanted) -> Round:
    """Change the settings of a round; nobody loses a seat by it. Raises Stale when somebody else was first."""
    round_ = _to_change(actor, program_id, round_id, version)
    before = in_words(round_, desk.quotas_of(round_id))
    for name in SETTINGS:
        setattr(round_, name, getattr(wanted, name))
    round_.year = wanted.starts_on.year
    round_.is_over_capacity = wanted.capacity is not None and round_.seats_taken > wanted.capacity
    db.session.execute(delete(Quota).where(Quota.round_id == round_id))
    for one in wanted.quotas:
        db.session.add(Quota(round_id=round_id, dimension=one.dimension, value=one.value, seats=one.seats))
    db.session.flush()
    after = in_words(round_, desk.quotas_of(round_id))
    _tell_change(actor, round_, "change", before, after)
    if any(before[name] != after[name] for name in ("capacity", "quotas")):
        emit(SeatsChanged(round_id, actor, str(before["capacity"]), str(after["capacity"])))
    return round_


@command
def set_eligibility(actor: Actor, program_id: int, round_id: int, *, version: int, rule: Mapping[str, Any]) -> Round:
    """Say by rule who may apply to a round; who has applied is looked at again when it is decided."""
    round_ = _to_change(actor, program_id, round_id, version)
    when = eligibility.When(clock.today(), round_.reference_date)
    before = eligibility.groups(round_.eligibility, when)
    round_.eligibility = dict(rule)
    after = eligibility.groups(rule, when)
    _tell_change(actor, round_, "eligibility", {"eligibility": before}, {"eligibility": after})
    return round_


@command
def set_questions(
    actor: Actor, program_id: int, round_id: int, *, version: int, questions: Sequence[Question]
) -> Round:
    """Ask other questions; answers given so far keep the question they answered."""
    round_ = _to_change(actor, program_id, round_id, version)
    if len(questions) > MOST_QUESTIONS:
        raise Refusal(messages.TOO_MANY_QUESTIONS)
    if not in_order(questions):
        raise Refusal(messages.QUESTION_ORDER)
    before = [one["label"] for one in round_.questions]
    round_.questions = [one.as_data() for one in questions]
    _tell_change(actor, round_, "questions", {"questions": before}, {"questions": [one.label for one in questions]})
    return round_


@command
def publish(actor: Actor, program_id: int, round_id: int, *, version: int) -> Round:
    """Show a round to everybody."""
    round_ = _to_change(actor, program_id, round_id, version)
    if round_.state != RoundState.DRAFT:
        raise Stale(messages.STALE)
    round_.state = RoundState.PUBLISHED
    round_.version += 1
    _tell(actor, round_, "publish", {}, {})
    return round_


def own_program(actor: Actor, program_id: int) -> Program:
    """Return a program the actor runs; raises Missing."""
    program = queries.program_or_missing(program_id)
    if not may_run(actor, program.owner_unit):
        raise Missing
    return program


def own_round(actor: Actor, program_id: int, round_id: int) -> Round:
    """Return a round of a program the actor runs; raises Missing."""
    round_ = queries.round_with_program(round_id)
    if round_.program_id != program_id or not may_run(actor, round_.program.owner_unit):
        raise Missing
    return round_


def _to_change(actor: Actor, program_id: int, round_id: int, version: int) -> Round:
    own_round(actor, program_id, round_id)
    round_ = queries.round_held(round_id)
    if round_.version != version:
        raise Stale(messages.STALE)
    if round_.state == RoundState.CALLED_OFF:
        raise Refusal(messages.CALLED_OFF)
    return round_


def _tell_change(actor: Actor, round_: Round, action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    names = [name for name in after if before.get(name) != after[name]]
    if names:
        round_.version += 1
        _tell(actor, round_, action, {name: before.get(name) for name in names}, {name: after[name] for name in names})


def _tell(actor: Actor, round_: Round, action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    emit(RoundChanged(actor, round_.id, f"{round_.program.title} {round_.name}", action, before, after))


def _blank() -> dict[str, Any]:
    first = clock.end_of_term(clock.today() + START_IN)
    return {
        "name": f"{first.year}년",
        "year": first.year,
        "starts_on": first,
        "ends_on": first,
        "reference_date": first,
        "selection": SelectionMethod.FIRST_COME,
        "eligibility": {},
        "next_steps": [],
        "questions": [],
    }
