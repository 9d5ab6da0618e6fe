"""Who may do what with an application; asked by services, pages and tests."""

from datetime import date, datetime

from portal.applications.models import Application, Status
from portal.applications.workflow import TRANSITIONS, Action
from portal.approvals.policies import FINAL_ROLES, answers_for, decision_is_final
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import SEOUL
from portal.programs.kinds import kind_of
from portal.programs.models import Round
from portal.programs.windows import Window, last_moment, window_at

OFFICERS_ACTIONS = (
    Action.APPROVE,
    Action.RETURN,
    Action.REJECT,
    Action.WAITLIST,
    Action.NOT_SELECT,
    Action.START,
)
"""What an officer may do from the queue, in the order of the buttons."""


def is_own(actor: Actor, application: Application) -> bool:
    """Say whether the application is the actor's own."""
    return actor.person_id is not None and application.person_id == actor.person_id


def may_handle(actor: Actor, application: Application) -> bool:
    """Say whether the actor is of the owning team, and it is not the actor's own application."""
    return not is_own(actor, application) and decision_is_final(actor, application.round.program.owner_unit)


def may_decide(actor: Actor, application: Application) -> bool:
    """Say whether the actor may decide: who handles it and may read it, for nobody decides on what they cannot read."""
    return may_handle(actor, application) and may_read_content(actor, application)


def may_order(actor: Actor, action: Action) -> bool:
    """Say whether the actor may order such a thing at all; a counselor may begin a review and nothing more."""
    return bool(actor.roles & set(FINAL_ROLES)) or action is Action.START


def may_start(actor: Actor, application: Application) -> bool:
    """Say whether the actor may begin the review: the owning team, and the counselor in whose hands it is."""
    return may_handle(actor, application) or is_assigned(actor, application)


def is_staged(application: Application) -> bool:
    """Say whether a decision on it can still be undone; until then nobody decides again."""
    return application.settles_at is not None


def may_wait(application: Application) -> bool:
    """Say whether its round keeps a waiting list at all."""
    return application.round.capacity is not None


def actions_open_to(actor: Actor, application: Application) -> list[Action]:
    """Return what the actor may do with it now, by the table and the rules."""
    if is_staged(application) or not may_start(actor, application):
        return []
    offered = OFFICERS_ACTIONS if may_decide(actor, application) else (Action.START,)
    allowed = [action for action in offered if (application.status, action) in TRANSITIONS]
    return [action for action in allowed if action is not Action.WAITLIST or may_wait(application)]


def may_choose(actor: Actor, round_: Round) -> bool:
    """Say whether the actor runs the selection of a round: who decides there, of kinds that choose at all."""
    return decision_is_final(actor, round_.program.owner_unit) and kind_of(round_.program).chooses_openly


def may_apply_for(actor: Actor, round_: Round, unit_path: str) -> bool:
    """Say whether the actor may apply for somebody who works in a unit: who runs the round, and its own institution."""
    kind = kind_of(round_.program)
    if not kind.chooses_openly:
        return False
    if decision_is_final(actor, round_.program.owner_unit):
        return True
    above = {int(part) for part in unit_path.split("/") if part}
    return not actor.units_as(Role.INSTITUTION).isdisjoint(above)


def may_assign(actor: Actor, application: Application) -> bool:
    """Say whether the actor may put the application into somebody's hands."""
    is_possible = (application.status, Action.ASSIGN) in TRANSITIONS and not is_staged(application)
    return is_possible and may_handle(actor, application)


def may_revise(actor: Actor, application: Application) -> bool:
    """Say whether the actor may take a result up again that its applicant was told: until the round is over."""
    is_told = (application.status, Action.REVISE) in TRANSITIONS and not is_staged(application)
    return is_told and may_decide(actor, application) and clock.today() <= application.round.ends_on


def may_note(actor: Actor, application: Application) -> bool:
    """Say whether the actor may write and read notes that the applicant never sees."""
    return may_start(actor, application) and may_read_content(actor, application)


def may_promote(round_: Round, now: datetime, until: date | None = None) -> bool:
    """Say whether a freed seat still goes to those who wait: until the round starts or while it takes applications.

    A round may name an earlier last day (*until*).
    """
    if until is not None and now.date() > until:
        return False
    return now.date() < round_.starts_on or (round_.apply_to is not None and now < last_moment(round_.apply_to))


def may_read_content(actor: Actor, application: Application) -> bool:
    """Say whether the actor may read the answers, the attachments and the words that came with a decision.

    The applicant, and who handles it. Of a sensitive kind only those in whose hands it is, and those who answer for the
    team: that a colleague sits at the next desk is no reason to read somebody's worries.
    """
    if is_own(actor, application) or is_assigned(actor, application):
        return True
    if not may_handle(actor, application):
        return False
    program = application.round.program
    is_handler = actor.person_id is not None and application.assignee_id == actor.person_id
    return not kind_of(program).is_sensitive or is_handler or answers_for(actor, program.owner_unit)


def is_assigned(actor: Actor, application: Application) -> bool:
    """Say whether the application is in the actor's hands as a counselor."""
    return (
        Role.COUNSELOR in actor.roles
        and actor.person_id is not None
        and application.assignee_id == actor.person_id
        and not is_own(actor, application)
    )


def last_day_to_correct(application: Application) -> date | None:
    """Return until when a returned application may be corrected; a day that has become a holiday moves on."""
    return clock.end_of_term(application.return_by) if application.return_by is not None else None


def answer_by(application: Application) -> date | None:
    """Return by when its sender hears: the round's day, else so many working days after it last came to the team."""
    within = kind_of(application.round.program).answers_within
    if application.round.results_on is not None or within is None:
        results_on = application.round.results_on
        return clock.end_of_term(results_on) if results_on else None
    return clock.add_working_days(application.waiting_since.astimezone(SEOUL).date(), within)


def may_correct(actor: Actor, application: Application, told: Status, now: datetime) -> bool:
    """Say whether the applicant may change the answers.

    When returned until its day, when chosen until the day before the round begins, otherwise until the deadline.
    """
    if not is_own(actor, application) or (told, Action.CORRECT) not in TRANSITIONS:
        return False
    if told == Status.RETURNED:
        last = last_day_to_correct(application)
        return last is None or now.date() <= last
    round_ = application.round
    if told == Status.APPROVED:
        return now.date() < round_.starts_on
    return window_at(now, round_.apply_from, round_.apply_to) == Window.OPEN


def ending_of(told: Status) -> Action | None:
    """Return how an application in a state is taken back by its applicant, or None when it cannot be."""
    return next((action for action in (Action.WITHDRAW, Action.CANCEL) if (told, action) in TRANSITIONS), None)


def may_withdraw(actor: Actor, application: Application, told: Status, now: datetime) -> bool:
    """Say whether the applicant may take the application back: until the round is over."""
    return is_own(actor, application) and ending_of(told) is not None and now.date() <= application.round.ends_on


def needs_reason(application: Application, now: datetime) -> bool:
    """Say whether taking the application back needs a reason by now."""
    free_until = application.round.free_withdrawal_until
    return free_until is not None and now.date() > free_until
