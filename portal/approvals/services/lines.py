"""Which line a program's decisions go up."""

from collections.abc import Sequence

from portal.approvals import messages
from portal.approvals.events import LineChanged
from portal.approvals.models import Line, LineStep, Seat, StepKind
from portal.approvals.policies import may_change_line
from portal.approvals.queries import lines
from portal.approvals.wishes import Wanted
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.programs.kinds import kind_of
from portal.programs.queries import program_or_missing


@command
def change_line(
    actor: Actor, program_id: int, *, steps: Sequence[Wanted], reason: str = "", known: int | None = None
) -> Line:
    """Give a program another line; documents that are on their way keep the steps they went up with.

    ``known`` is the line the page showed, None for no line; raises Stale when it is no longer in force.
    """
    program = program_or_missing(program_id)
    if not may_change_line(actor, program.owner_unit):
        raise NotAllowed(messages.NOT_YOURS_TO_CHANGE)
    check(steps, is_sensitive=kind_of(program).is_sensitive)
    old = lines.line_of(program_id)
    if (old.id if old else None) != known:
        raise Stale(messages.LINE_STALE)
    if old is not None:
        if [(step.kind, step.seat, step.post_id) for step in old.steps] == [(w.kind, w.seat, w.post_id) for w in steps]:
            raise Refusal(messages.LINE_KEPT)
        old.ended_at = clock.now()
        db.session.flush()
    line = Line(program_id=program_id, reason=reason, made_by=actor.name, made_at=clock.now())
    line.steps = [
        LineStep(position=at, kind=one.kind, seat=one.seat, post_id=one.post_id) for at, one in enumerate(steps, 1)
    ]
    db.session.add(line)
    db.session.flush()
    before = messages.line_words(old.steps) if old else ""
    emit(LineChanged(actor, program_id, before, messages.line_words(line.steps), reason))
    return line


def check(steps: Sequence[Wanted], *, is_sensitive: bool) -> None:
    """Refuse what is no line: it ends with its one final step, names no post twice, and keeps secrets at the desk."""
    if [one.kind for one in steps].count(StepKind.FINAL) != 1 or steps[-1].kind != StepKind.FINAL:
        raise Refusal(messages.LAST_IS_FINAL)
    is_drafters = [one.seat == Seat.DRAFTER for one in steps]
    if any(is_drafters) and len(steps) > 1:
        raise Refusal(messages.DRAFTER_ALONE)
    if is_sensitive and not all(is_drafters):
        raise Refusal(messages.SENSITIVE_ALONE)
    if len({(one.seat, one.post_id) for one in steps}) < len(steps):
        raise Refusal(messages.TWICE)
    for one in steps:
        is_named = one.post_id is not None and lines.post_named(one.post_id) is not None
        if (one.seat == Seat.POST) != is_named:
            raise Refusal(messages.NAME_POST)
