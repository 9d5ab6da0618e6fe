"""Writes down every act of every room, inside the transaction of the act itself."""

from dataclasses import asdict
from datetime import date
from typing import Any

from portal.accounts.events import (
    AccountCreated,
    AccountDeactivated,
    AccountReopened,
    AccountUnlocked,
    Confirmed,
    JoinedStaff,
    LeftStaff,
    LinkApproved,
    LinkMade,
    LinkRefused,
    LinkRevoked,
    PasswordChanged,
    PasswordReset,
    RightAsked,
    RightDecided,
    RightsReviewed,
    RoleGranted,
    RoleRevoked,
    SessionsEnded,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from portal.accounts.models import Account
from portal.applications.events import ApplicationCorrected, ApplicationMoved, ApplicationNoted, DecisionUndone
from portal.applications.messages import changed
from portal.applications.models import Application
from portal.audit import chain
from portal.audit.events import TrailReviewed
from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.events import listen
from portal.core.korean import kdate, kdatetime
from portal.core.reads import RecordsRead
from portal.directory.models import Unit
from portal.privacy.events import RequestAnswered, RequestAsked
from portal.privacy.models import PrivacyRequest
from portal.programs.kinds import kind_of

SIMPLE = {
    AccountCreated: "create",
    PasswordChanged: "change_password",
    AccountDeactivated: "deactivate",
    AccountReopened: "reopen",
    AccountUnlocked: "unlock",
    JoinedStaff: "join_staff",
    LeftStaff: "leave_staff",
    PasswordReset: "reset_password",
    LinkRevoked: "revoke_link",
    LinkApproved: "approve_link",
    SessionsEnded: "end_sessions",
}
COMING = {SignedIn: "sign_in", SignedOut: "sign_out", Confirmed: "confirm"}


@listen(ApplicationMoved)
def note_move(event: ApplicationMoved) -> None:
    """Note a step of an application's life."""
    after = {"status": event.after}
    if event.batch:
        after["told_at"] = kdatetime(event.told_at)
    _note_application(event, event.action, before={"status": event.before}, after=after, reason=event.reason)


@listen(DecisionUndone)
def note_undo(event: DecisionUndone) -> None:
    """Note that a decision was taken back; what was noted of it stays."""
    _note_application(event, "undo", before={"status": event.before}, after={"status": event.after})


@listen(ApplicationCorrected)
def note_correction(event: ApplicationCorrected) -> None:
    """Note that an applicant changed the answers; the answers themselves are not copied."""
    _note_application(event, "correct", reason=changed(event.changed))


@listen(ApplicationNoted)
def note_note(event: ApplicationNoted) -> None:
    """Note that a handler wrote a note; what it says is not copied."""
    _note_application(event, "note")


@listen(*COMING)
def note_session(event: SignedIn | SignedOut | Confirmed) -> None:
    """Note that somebody logged in or out, or proved once more who they are."""
    after = {} if isinstance(event, SignedOut) else {"way": event.way}
    _note_account(event.actor, COMING[type(event)], event.actor.account_id, after=after)


@listen(SignInFailed)
def note_failure(event: SignInFailed) -> None:
    """Note a failed log-in; what was typed is not copied, for it may be a password in the wrong field."""
    _note_account(event.visitor, "sign_in_failed", event.account_id, after={"way": event.way})


@listen(LinkRefused)
def note_dead_link(event: LinkRefused) -> None:
    """Note that somebody tried a link that does not work; what was tried is not copied."""
    _note_account(event.visitor, "link_refused", None)


@listen(LinkMade)
def note_link(event: LinkMade) -> None:
    """Note a one-time link, what for and until when; the link itself is not copied."""
    after = {"purpose": event.purpose, "valid_to": kdatetime(event.expires_at)}
    _note_account(event.actor, "make_link", event.account_id, after=after)


@listen(*SIMPLE)
def note_account(event: AccountCreated) -> None:
    """Note what became of an account."""
    _note_account(event.actor, SIMPLE[type(event)], event.account_id, reason=getattr(event, "reason", ""))


@listen(RightAsked)
def note_asking(event: RightAsked) -> None:
    """Note that somebody asked for a right that another administrator gives."""
    _note_account(event.actor, "ask_right", event.account_id, after={"role": event.role}, reason=event.reason)


@listen(RightDecided)
def note_right_decided(event: RightDecided) -> None:
    """Note what became of a right that was asked for."""
    after = {"role": event.role, "decision": event.state}
    _note_account(event.actor, "decide_right", event.account_id, after=after, reason=event.note)


@listen(RightsReviewed)
def note_review_of_rights(event: RightsReviewed) -> None:
    """Note that somebody has gone through all rights."""
    after = {"quarter": event.quarter, "rights": event.rights}
    _note_account(event.actor, "review_rights", event.actor.account_id, after=after)


@listen(RoleGranted)
def note_grant(event: RoleGranted) -> None:
    """Note a role given, for which unit and for how long."""
    after = {**_role(event), "valid_from": kdate(event.valid_from), "valid_to": _end(event.valid_to)}
    _note_account(event.actor, "grant_role", event.account_id, after=after, reason=event.reason)


@listen(RoleRevoked)
def note_revocation(event: RoleRevoked) -> None:
    """Note a role taken away, and from when."""
    after = {"valid_to": _end(event.valid_to)}
    _note_account(event.actor, "revoke_role", event.account_id, before=_role(event), after=after, reason=event.reason)


@listen(RequestAsked, RequestAnswered)
def note_request(event: RequestAsked | RequestAnswered) -> None:
    """Note a request about one's own data and its answer; what they say is not copied."""
    request = db.session.get_one(PrivacyRequest, event.request_id)
    note(
        event.actor, "request.ask" if isinstance(event, RequestAsked) else "request.answer", object_type="request",
        object_ref=request.public_id, object_name="", subject_id=request.account.person_id,
        before={}, after={}, reason="",
    )  # fmt: skip


@listen(TrailReviewed)
def note_review(event: TrailReviewed) -> None:
    """Note that a month of the trail was looked through."""
    month = f"{event.month:%Y-%m}"
    note(
        event.actor, "review.sign", object_type="review", object_ref=month, object_name=month,
        before={}, after={}, reason=event.remark,
    )  # fmt: skip


@listen(RecordsRead)
def note_reads(event: RecordsRead) -> None:
    """Note who read which records about whom; what they say is not copied."""
    for read in event.reads:
        note(event.actor, f"{read.object_type}.read", before={}, after={}, **asdict(read))


def _role(event: RoleGranted | RoleRevoked) -> dict[str, Any]:
    unit = db.session.get(Unit, event.unit_id) if event.unit_id else None
    return {"role": event.role, "unit": unit.full_name if unit else ""}


def _end(day: date | None) -> str:
    return kdate(day) if day else ""


def _note_account(actor: Actor, action: str, account_id: int | None, **facts: Any) -> None:
    account = db.session.get(Account, account_id) if account_id else None
    note(
        actor,
        f"account.{action}",
        object_type="account",
        object_ref=str(account_id or ""),
        object_name=account.name if account else "",
        subject_id=account.person_id if account else None,
        **{"before": {}, "after": {}, **facts},
    )


def _note_application(
    event: ApplicationMoved | DecisionUndone | ApplicationCorrected | ApplicationNoted,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    application = db.session.get_one(Application, event.application_id)
    program = application.round.program
    is_sensitive = kind_of(program).is_sensitive
    note(
        event.actor,
        f"application.{action}",
        object_type="application",
        object_ref=application.public_id,
        object_name=application.receipt_no if is_sensitive else f"{application.receipt_no} {program.title}",
        subject_id=application.person_id,
        before=before or {},
        after=after or {},
        reason="" if is_sensitive else reason,
        is_sensitive=is_sensitive,
    )


def note(actor: Actor, action: str, **facts: Any) -> None:
    """Write an act down: who, when and where from are known, the rest is given."""
    chain.add(
        AuditEntry(
            at=clock.now(),
            actor_account_id=actor.account_id,
            actor_name=actor.name,
            actor_roles=sorted(actor.roles),
            address=actor.address,
            action=action,
            **facts,
        )
    )
