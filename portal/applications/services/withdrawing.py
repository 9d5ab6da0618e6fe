"""What an applicant does with a sent application: change its answers, or take it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from portal.applications import asked, extra, list_messages, messages
from portal.applications.events import ApplicationCorrected
from portal.applications.models import Application, Status
from portal.applications.moving import move, record
from portal.applications.policies import ending_of, may_correct, may_withdraw, needs_reason
from portal.applications.queries import mine
from portal.applications.records import OfferState
from portal.applications.services import files
from portal.applications.services.settling import recall_decision, settle_due
from portal.applications.staging import end_open
from portal.applications.waitlist import end_offer, promote_waiting
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Refusal, Stale
from portal.core.events import emit
from portal.core.storage import Upload
from portal.core.transaction import command
from portal.programs.kinds import kind_of
from portal.programs.seats import leave_line, release_seat


@command
def withdraw(actor: Actor, public_id: str, *, reason: str = "") -> Application:
    """Take one's own application back; its seat goes to the first in line, at once."""
    application = own_settled(actor, public_id)
    now, status = clock.now(), Status(application.status)
    ending = ending_of(status)
    if ending is None or not may_withdraw(actor, application, status, now):
        raise Refusal(messages.NOT_WITHDRAWABLE)
    offer = end_offer(application.id, OfferState.DECLINED) if status == Status.WAITLISTED else None
    if needs_reason(application, now) and not reason and offer is None:
        raise Refusal(messages.REASON_NEEDED, field="reason")
    end_open(application, actor, "withdrawn")
    if application.holds_seat:
        release_seat(application.round_id)
        application.holds_seat = False
    elif status == Status.WAITLISTED:
        leave_line(application.round_id)
    move(application, ending, actor=actor, note=reason)
    if ending is Action.CANCEL:
        kind_of(application.round.program).on_released(application)
    promote_waiting(application.round_id)
    return application


@command
def correct(
    actor: Actor,
    public_id: str,
    *,
    version: int,
    mobile: str,
    details: dict[str, Any],
    extras: Mapping[str, Any] | None = None,
    uploads: Mapping[str, Sequence[Upload]] | None = None,
) -> Application:
    """Change the answers of one's own sent application; it keeps its place and, after a return, goes back in line.

    Other answers take it off a list; of an approved one, an answer on which the choice hangs sends it back to review.
    ``version`` is that of the answers the page showed; raises Stale when they were changed since. ``uploads`` are by
    the question they answer; the kind's own stand under "".
    """
    application = own_settled(actor, public_id)
    status = Status(application.status)
    if not may_correct(actor, application, status, clock.now()):
        raise Refusal(messages.NOT_CORRECTABLE)
    if mine.version_of_answers(application.id) != version:
        raise Stale(messages.CHANGED_ELSEWHERE)
    kind = kind_of(application.round.program)
    labels = asked.changed(application, mobile=mobile, answers={**details, **(extras or {})}, has_files=bool(uploads))
    is_decisive = asked.is_decisive(application, details)
    _keep(application, mobile, details, extras or {})
    _give_files(actor, application, uploads or {})
    _leave_list(actor, application, labels)
    if status == Status.APPROVED and is_decisive:
        kind.on_released(application)
        _go_back(actor, application, list_messages.reviewed_again(labels))
    elif status == Status.RETURNED:
        application.return_by, application.reason = None, ""
        application.reason_codes, application.return_fields = [], []
        _go_back(actor, application, messages.changed(labels))
    else:
        _note_correction(actor, application, labels)
    return application


@command
def drop_file(actor: Actor, public_id: str, *, file_id: str) -> None:
    """Take a file out of one's own sent application while it may be changed."""
    application = own_settled(actor, public_id)
    if not may_correct(actor, application, Status(application.status), clock.now()):
        raise Refusal(messages.NOT_CORRECTABLE)
    files.take_away(actor, file_id, application=application)
    flag_modified(application, "mobile")
    _note_correction(actor, application, [messages.FILES])


def own_settled(actor: Actor, public_id: str) -> Application:
    """Return one's own application with its round locked, what is due settled and what was never told taken back."""
    application = mine.own_application(actor.person_id, public_id)
    settle_due(application.round_id)
    application = mine.own_application(actor.person_id, public_id)
    if application.settles_at is not None:
        recall_decision(application.id, actor=actor)
        application = mine.own_application(actor.person_id, public_id)
    return application


def _keep(application: Application, mobile: str, details: dict[str, Any], extras: Mapping[str, Any]) -> None:
    application.mobile = mobile
    flag_modified(application, "mobile")  # a new row version even when only the kind's own answers changed
    agreed = [text for text in asked.consented(application.round, details) if text not in application.consent_text]
    application.consent_text = "\n\n".join([application.consent_text, *agreed])
    kind_of(application.round.program).keep_details(application, details)
    extra.keep(application, extras)


def _give_files(actor: Actor, application: Application, uploads: Mapping[str, Sequence[Upload]]) -> None:
    round_ = application.round
    most = {"": kind_of(round_.program).most_files.get(round_.track, 0), **asked.most_files(round_.questions)}
    for question, some in uploads.items():
        files.give(actor, some, most=most.get(question, 0), question=question, application=application)


def _leave_list(actor: Actor, application: Application, labels: Sequence[str]) -> None:
    if set(labels) - {messages.MOBILE}:
        end_open(application, actor, "corrected")


def _go_back(actor: Actor, application: Application, words: str) -> None:
    application.waiting_since = clock.now()
    move(application, Action.CORRECT, actor=actor, note=words)


def _note_correction(actor: Actor, application: Application, labels: Sequence[str]) -> None:
    record(application, Action.CORRECT, actor=actor, note=messages.changed(labels))
    emit(ApplicationCorrected(application_id=application.id, actor=actor, changed=tuple(labels)))
