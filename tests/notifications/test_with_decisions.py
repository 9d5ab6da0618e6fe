from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.services.deciding import Mark, Order, decide_many
from portal.applications.services.settling import undo
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.notifications import queries
from tests.factories.scene import account, actor_of, application, scene


@pytest.fixture
def office(app, clock):
    return scene()


def decide(office, *what, action=Action.APPROVE):
    actor = actor_of(office.officer, Held(Role.OFFICER, office.team.id))
    db.session.commit()
    return actor, decide_many(actor, [Mark(one.public_id, one.version) for one in what], Order(action))


def test_forty_decisions_tell_forty_people_when_the_window_closes(office, clock):
    people = [account(f"신청인{n}") for n in range(40)]
    what = [application(office, who) for who in people]
    office.round.seats_taken = 40
    _actor, outcome = decide(office, *what)
    assert len(outcome.done) == 40
    assert [queries.unread_of(actor_of(who)) for who in people] == [0] * 40
    clock.freeze(clock.now() + timedelta(hours=1))
    assert [queries.unread_of(actor_of(who)) for who in people] == [1] * 40


def test_undoing_a_batch_recalls_its_notices_and_leaves_both_acts_in_the_trail(office, clock):
    what = application(office)
    actor, outcome = decide(office, what)
    undo(actor, outcome.batch)
    clock.freeze(clock.now() + timedelta(hours=1))
    assert queries.unread_of(actor_of(office.applicant)) == 0
    acts = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert acts == ["application.approve", "application.undo"]


def test_a_refused_row_tells_nobody_and_leaves_no_entry(office, clock):
    own, other = application(office, office.officer), application(office)
    _actor, outcome = decide(office, own, other)
    assert outcome.done == [other.public_id]
    clock.freeze(clock.now() + timedelta(hours=1))
    assert queries.unread_of(actor_of(office.officer)) == 0
    assert db.session.scalars(select(AuditEntry.object_ref)).all() == [other.public_id]
