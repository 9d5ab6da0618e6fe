"""What happens to everybody of a round at once: it moves to another day, is called off, or was never needed."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy.exc import IntegrityError

from portal.applications import extra
from portal.applications import round_messages as messages
from portal.applications.events import ApplicationConfirmed, RoundMoved
from portal.applications.models import Application, Status
from portal.applications.moving import move, record
from portal.applications.queries import mine, rounds
from portal.applications.services.settling import recall_decision, settle_due
from portal.applications.workflow import Action
from portal.core import clock, storage
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.core.events import emit
from portal.core.korean import kdate
from portal.core.transaction import afterwards, command
from portal.programs import desk_messages
from portal.programs import services as programs
from portal.programs.events import RoundChanged
from portal.programs.kinds import kind_of
from portal.programs.models import Round, RoundState
from portal.programs.queries import round_held
from portal.programs.queries.desk import quotas_of
from portal.programs.seats import leave_line, release_seat

MOVING = ("starts_on", "ends_on", "free_withdrawal_until")


@command
def move_round(
    actor: Actor, program_id: int, round_id: int, *, version: int, starts_on: date, confirm_by: date, reason: str
) -> int:
    """Move a round to another day; everybody live is told and asked whether it suits them. Return how many."""
    round_ = _held(actor, program_id, round_id, version)
    today = clock.today()
    if starts_on == round_.starts_on or starts_on <= today:
        raise Refusal(messages.BAD_NEW_DAY, field="starts_on")
    if not today < confirm_by < starts_on:
        raise Refusal(messages.BAD_CONFIRM_DAY, field="confirm_by")
    by = starts_on - round_.starts_on
    before = {name: _said(getattr(round_, name)) for name in MOVING}
    for name in MOVING:
        if getattr(round_, name) is not None:
            setattr(round_, name, getattr(round_, name) + by)
    round_.version += 1
    concerned = rounds.live_of_round(round_id)
    for one in concerned:
        one.confirm_by = clock.end_of_term(confirm_by)
        one.extra_purge_on = extra.purge_day(one.extra, round_.ends_on)
        record(one, Action.MOVE, actor=actor, note=messages.round_moved(round_.starts_on, round_.ends_on, reason))
        emit(RoundMoved(one.id, actor, reason))
    after = {name: _said(getattr(round_, name)) for name in MOVING}
    _tell(actor, round_, "move", before, after, reason)
    return len(concerned)


@command
def agree(actor: Actor, public_id: str) -> Application:
    """Say that the new day suits; said twice it is said once. Saying nothing is not yes."""
    application = mine.own_application(actor.person_id, public_id)
    if application.confirm_by is not None:
        application.confirm_by = None
        record(application, Action.CONFIRM, actor=actor)
        emit(ApplicationConfirmed(application.id, actor))
    return application


@command
def call_off(actor: Actor, program_id: int, round_id: int, *, version: int, reason: str) -> int:
    """Call a round off: everybody live is told and let go, nothing is deleted. Return how many."""
    round_ = _held(actor, program_id, round_id, version)
    settle_due(round_id)
    round_.state, round_.state_reason = RoundState.CALLED_OFF, reason
    round_.version += 1
    concerned = rounds.live_of_round(round_id)
    for one in concerned:
        if one.settles_at is not None:
            recall_decision(one.id, actor=actor)
        _let_go(one, actor, reason)
    _tell(actor, round_, "call_off", {}, {}, reason)
    return len(concerned)


@command
def delete_round(actor: Actor, program_id: int, round_id: int, *, version: int) -> None:
    """Delete a round to which nobody has ever applied, with what people have typed for it and not sent."""
    round_ = _held(actor, program_id, round_id, version)
    if round_.joined or rounds.count_of_round(round_id):
        raise Refusal(desk_messages.HAS_APPLICATIONS)
    drafts = rounds.drafts_of_round(round_id)
    for file in rounds.files_of_drafts([one.id for one in drafts]):
        db.session.delete(file)
        afterwards(committed=partial(storage.discard, file.stored_as))
    db.session.flush()
    for gone in [*drafts, *quotas_of(round_id)]:
        db.session.delete(gone)
    _tell(actor, round_, "delete", {"name": round_.name}, {})
    try:
        with db.session.begin_nested():
            db.session.delete(round_)
    except IntegrityError:
        raise Refusal(desk_messages.IS_BOUND) from None


@command
def purge_answers() -> int:
    """Delete the answers and files whose time is over, from unsent drafts too; return of how many applications."""
    today, purged = clock.today(), 0
    for one in rounds.to_purge(today):
        one.extra, gone = extra.purged(one.extra, one.round.ends_on, today)
        one.extra_purge_on = extra.purge_day(one.extra, one.round.ends_on)
        for file in rounds.files_answering([one.id], gone):
            db.session.delete(file)
            afterwards(committed=partial(storage.discard, file.stored_as))
        purged += 1
    for draft, round_ in rounds.drafts_of_rounds_over(today):
        due = [
            one["key"]
            for one in round_.questions
            if one["keep_days"] is not None and round_.ends_on + timedelta(days=one["keep_days"]) < today
        ]
        if any(key in draft.answers for key in due):
            draft.answers = {name: value for name, value in draft.answers.items() if name not in due}
        for file in rounds.files_of_drafts([draft.id]) if due else ():
            if file.question in due:
                db.session.delete(file)
                afterwards(committed=partial(storage.discard, file.stored_as))
    return purged


def _let_go(application: Application, actor: Actor, reason: str) -> None:
    was_approved = application.status in (Status.APPROVED, Status.ACTIVE)
    if application.holds_seat:
        release_seat(application.round_id)
        application.holds_seat = False
    elif application.status == Status.WAITLISTED:
        leave_line(application.round_id)
    application.confirm_by = None
    move(application, Action.CALL_OFF, actor=actor, note=reason)
    if was_approved:
        kind_of(application.round.program).on_released(application)


def _held(actor: Actor, program_id: int, round_id: int, version: int) -> Round:
    programs.own_round(actor, program_id, round_id)
    round_ = round_held(round_id)
    if round_.version != version:
        raise Stale(desk_messages.STALE)
    if round_.state == RoundState.CALLED_OFF:
        raise Refusal(desk_messages.CALLED_OFF)
    return round_


def _tell(
    actor: Actor, round_: Round, action: str, before: dict[str, str], after: dict[str, str], reason: str = ""
) -> None:
    name = f"{round_.program.title} {round_.name}"
    emit(RoundChanged(actor, round_.id, name, action, before, after, reason))


def _said(day: date | None) -> str:
    return kdate(day) if day else ""
