"""Messages of an officer to a selection of applicants: sent as notices that can be taken back for some minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from portal.applications.models import Application
from portal.applications.queries.queue import Filters
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.settings import setting
from portal.core.transaction import command
from portal.notifications import messages, policies, queries, wording
from portal.notifications.events import MailingMoved
from portal.notifications.models import Mailing, Notice
from portal.notifications.wording import Words
from portal.programs.kinds import kind_of


@dataclass(frozen=True)
class Chosen:
    """Who gets a message: of somebody with several applications the first in the order of the list counts."""

    applications: Sequence[Application]

    @property
    def people(self) -> int:
        """Count who gets it."""
        return len(self.applications)

    @property
    def link_only(self) -> int:
        """Count those who are told nothing but that there is something to read."""
        return sum(kind_of(one.round.program).is_sensitive for one in self.applications)


@dataclass(frozen=True)
class Order:
    """A message as its form orders it; ``people`` is how many the officer was told would get it."""

    key: str
    marked: tuple[str, ...]
    filters: Filters
    chosen: str
    title: str
    body: str
    reason: str
    people: int


def chosen_by(actor: Actor, marked: Sequence[str], filters: Filters) -> Chosen:
    """Return who would get a message; raises Refusal when nobody would, or too many at once."""
    found = queries.applications_to_write_to(actor, marked, filters, at_most=policies.MOST_PEOPLE + 1)
    if len(found) > policies.MOST_PEOPLE:
        raise Refusal(messages.too_many_people(policies.MOST_PEOPLE))
    first = {one.person_id: one for one in reversed(found) if policies.may_write_to(actor, one)}
    applications = [one for one in found if first.get(one.person_id) is one]
    if not applications:
        raise Refusal(messages.NOBODY)
    return Chosen(applications)


def words_to(application: Application, title: str, body: str) -> Words:
    """Return a message as one applicant reads it: of sensitive kinds only that there is something to read."""
    if kind_of(application.round.program).is_sensitive:
        return Words(messages.NEUTRAL)
    return wording.said(Words(title, body), wording.of_application(application, ""))


@command
def send(actor: Actor, order: Order) -> Mailing:
    """Write the notices; they show when nobody can take them back any more. Raises Refusal, Stale.

    A decision that is still secret is told first: a message never shows before it.
    """
    sent_before = queries.mailing_with_key(order.key)
    if sent_before is not None:
        if sent_before.account_id != actor.account_id:
            raise Missing
        return sent_before
    for name, wrong in wording.faults_of_message(order.title, order.body).items():
        raise Refusal(wrong[0], field=name)
    to = chosen_by(actor, order.marked, order.filters)
    if to.people != order.people:
        raise Stale(messages.OTHERS_NOW)
    now = clock.now()
    due_at = max([now + timedelta(minutes=setting("UNDO_MINUTES")), *_settling(to.applications)])
    mailing = Mailing(
        key=order.key,
        account_id=actor.account_id,
        actor_name=actor.name[:40],
        title=order.title,
        body=order.body,
        reason=order.reason,
        chosen=order.chosen[:400],
        people=to.people,
        link_only=to.link_only,
        made_at=now,
        due_at=due_at,
    )
    db.session.add(mailing)
    db.session.flush()
    db.session.execute(insert(Notice), [_notice(one, mailing) for one in to.applications])
    emit(MailingMoved(actor, mailing.id, "send"))
    return mailing


@command
def undo(actor: Actor, public_id: str) -> int:
    """Take a message back before anybody could read it, and return how many would have; raises Missing, Stale."""
    mailing = queries.own_mailing_or_missing(actor, public_id)
    now = clock.now()
    claimed = db.session.execute(
        update(Mailing)
        .where(Mailing.id == mailing.id, Mailing.undone_at.is_(None), Mailing.due_at > now)
        .values(undone_at=now)
        .returning(Mailing.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not claimed:
        raise Stale(messages.MAILING_GONE)
    db.session.execute(
        delete(Notice).where(Notice.batch == mailing.public_id).execution_options(synchronize_session=False)
    )
    emit(MailingMoved(actor, mailing.id, "undo"))
    return mailing.people


def _settling(applications: Sequence[Application]) -> list[datetime]:
    return [one.settles_at for one in applications if one.settles_at is not None]


def _notice(application: Application, mailing: Mailing) -> dict[str, Any]:
    words = words_to(application, mailing.title, mailing.body)
    return {
        "person_id": application.person_id,
        "title": words.title,
        "body": words.body,
        "link": f"/applications/{application.public_id}",
        "application_id": application.id,
        "batch": mailing.public_id,
        "created_at": mailing.made_at,
        "due_at": mailing.due_at,
    }
