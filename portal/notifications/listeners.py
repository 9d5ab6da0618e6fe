"""Turns what happens to applications into lines behind the bell, inside the same transaction."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.accounts.queries import people_holding
from portal.applications.events import ApplicationMoved, DecisionUndone
from portal.applications.models import Application, Status
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.events import listen
from portal.notifications import messages, queries, wording
from portal.notifications.models import Notice
from portal.privacy.events import RequestAnswered, RequestAsked
from portal.privacy.models import PrivacyRequest
from portal.programs.kinds import kind_of
from portal.programs.models import Program


@listen(ApplicationMoved)
def tell_the_applicant(event: ApplicationMoved) -> None:
    """Write the applicant's line; it shows when the applicant may learn of the step."""
    action = Action(event.action)
    if action in messages.SILENT:
        return
    application = db.session.get_one(Application, event.application_id)
    program = application.round.program
    if action is Action.SUBMIT and event.after == Status.WAITLISTED:
        action = Action.WAITLIST
    words = wording.Words(messages.NEUTRAL)
    if not kind_of(program).is_sensitive:
        values = wording.of_application(application, event.reason)
        words = wording.said(wording.words_for(program.id, action), values)
    db.session.add(
        Notice(
            person_id=application.person_id,
            title=words.title,
            body=words.body,
            subject=words.subject,
            letter=words.letter,
            link=f"/applications/{application.public_id}",
            application_id=application.id,
            batch=event.batch,
            created_at=clock.now(),
            due_at=event.told_at,
        )
    )


@listen(ApplicationMoved)
def tell_the_officers(event: ApplicationMoved) -> None:
    """Gather new and mended applications into one unread line per officer, program and day."""
    arrived = event.action == Action.SUBMIT
    mended = event.action == Action.CORRECT and event.before == Status.RETURNED
    if not arrived and not mended:
        return
    application = db.session.get_one(Application, event.application_id)
    program = application.round.program
    title = messages.new_applications(program.title) if arrived else messages.corrected_applications(program.title)
    if kind_of(program).is_sensitive:
        title = messages.NEUTRAL_FOR_OFFICERS
    topic = f"{'new' if arrived else 'mended'}:{program.id}:{clock.today()}"
    people = [p for p in queries.officers_of(program.owner_unit, clock.today()) if p != application.person_id]
    raised = _raise_counts(people, topic)
    for person_id in people:
        if person_id not in raised:
            _start_line(person_id, topic, title, program)


@listen(ApplicationMoved)
def tell_the_handler(event: ApplicationMoved) -> None:
    """Tell somebody that an application was put into their hands; who takes one up knows it."""
    if event.action != Action.ASSIGN:
        return
    application = db.session.get_one(Application, event.application_id)
    program = application.round.program
    if application.assignee_id is None or application.assignee_id == event.actor.person_id:
        return
    is_sensitive = kind_of(program).is_sensitive
    title = messages.NEUTRAL_FOR_OFFICERS if is_sensitive else messages.given_to_you(program.title)
    _tell_now(application.assignee_id, title, f"/admin/applications/{application.public_id}")


@listen(RequestAsked)
def tell_the_privacy_officer(event: RequestAsked) -> None:
    """Tell who answers requests that one has come."""
    request = db.session.get_one(PrivacyRequest, event.request_id)
    for person_id in people_holding(Role.PRIVACY, clock.today()):
        _tell_now(person_id, messages.REQUEST_ASKED, f"/admin/privacy-requests/{request.public_id}")


@listen(RequestAnswered)
def tell_who_asked(event: RequestAnswered) -> None:
    """Tell an official that there is an answer; candidates have no bell and find it on their own page."""
    person_id = db.session.get_one(PrivacyRequest, event.request_id).account.person_id
    if person_id is not None:
        _tell_now(person_id, messages.REQUEST_ANSWERED, "/me#requests")


@listen(DecisionUndone)
def recall(event: DecisionUndone) -> None:
    """Delete what the decision would have told, before anybody could see it."""
    for notice in queries.untold_notices(event.application_id, event.batch, clock.now()):
        db.session.delete(notice)


def _tell_now(person_id: int, title: str, link: str) -> None:
    now = clock.now()
    db.session.add(Notice(person_id=person_id, title=wording.cut(title, 120), link=link, created_at=now, due_at=now))


def _raise_counts(people: list[int], topic: str) -> set[int]:
    if not people:
        return set()
    return set(
        db.session.scalars(
            update(Notice)
            .where(Notice.person_id.in_(people), Notice.topic == topic, Notice.read_at.is_(None))
            .values(count=Notice.count + 1, due_at=clock.now())
            .returning(Notice.person_id)
            .execution_options(synchronize_session=False)
        )
    )


def _start_line(person_id: int, topic: str, title: str, program: Program) -> None:
    line = Notice(
        person_id=person_id,
        title=wording.cut(title, 120),
        link=f"/admin/applications?program={program.id}",
        topic=topic,
        created_at=clock.now(),
        due_at=clock.now(),
        mailed_at=clock.now(),  # no letter for each: the morning's digest is the one letter
    )
    try:
        with db.session.begin_nested():
            db.session.add(line)
    except IntegrityError:  # somebody else started it a moment ago
        _raise_counts([person_id], topic)
