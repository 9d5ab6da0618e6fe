"""Two at once on one document: one step is taken, and no seat is lost or given twice."""

import pytest
from sqlalchemy import func, select

from portal.applications.models import Application, StagedDecision, Status
from portal.applications.services import documents, withdrawing
from portal.applications.services.settling import settle_due
from portal.approvals.models import Document, DocumentMove, DocumentState
from portal.approvals.services.absences import cancel
from portal.core.db import db
from portal.core.errors import Refusal
from portal.programs.models import Round
from tests.factories.approvals import approved, away, desk, seat, sent_up
from tests.factories.deciding import unseated
from tests.factories.racing import all_at_once
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("clock")


def approvals_of(document_id: int) -> int:
    db.session.rollback()
    query = select(func.count()).where(DocumentMove.document_id == document_id, DocumentMove.action == "approve")
    return db.session.scalar(query) or 0


def refused(found) -> int:
    """Count those who were told no, in words."""
    assert [one for one in found if isinstance(one, Exception) and not isinstance(one, Refusal)] == []
    return len([one for one in found if isinstance(one, Refusal)])


def test_two_approvals_of_one_step_count_once(app):
    here = desk()
    document = sent_up(here)
    key, version = document.public_id, document.version
    found = all_at_once(app, [lambda: documents.approve(here.lead, key, version=version).id for _ in range(4)])
    assert (refused(found), approvals_of(document.id)) == (3, 1)


def test_the_deputy_and_the_holder_who_returns_take_the_step_once(app):
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    absence = away(here.lead_account, deputy)
    document = sent_up(here)
    key, version, absence_id, stand_in = document.public_id, document.version, absence.id, actor_of(deputy)

    def return_and_approve():
        cancel(here.lead, absence_id)
        return documents.approve(here.lead, key, version=version).id

    found = all_at_once(app, [return_and_approve, lambda: documents.approve(stand_in, key, version=version).id])
    assert (refused(found), approvals_of(document.id)) == (1, 1)
    step = db.session.get_one(Document, document.id).steps[0]
    assert (step.actor_name, step.for_id is None) in {("송팀장", True), ("박대리", False)}


def test_withdrawing_against_publishing_loses_no_seat(app, clock):
    here = desk(capacity=5)
    people = [account(f"신청자{n}") for n in range(4)]
    rows = [unseated(here.place, who=who) for who in people]
    document = approved(here, *rows)
    key, version, ids = document.public_id, document.version, [row.public_id for row in rows]
    acts = [lambda: documents.publish(here.officer, key, version=version)]
    acts += [
        lambda actor=actor, one=one: withdrawing.withdraw(actor, one).id
        for actor, one in zip(map(actor_of, people[:2]), ids, strict=False)
    ]
    refused(all_at_once(app, acts))
    db.session.rollback()
    clock.freeze(clock.now().replace(hour=20))
    settle_due()
    row = db.session.get_one(Round, here.place.round.id, populate_existing=True)
    held = db.session.scalar(select(func.count()).where(Application.holds_seat))
    assert row.seats_taken == held
    states = list(db.session.scalars(select(Application.status).order_by(Application.id)))
    assert states[:2] == [Status.WITHDRAWN] * 2 or Status.CANCELED in states[:2]
    still_open = db.session.scalar(select(func.count()).where(StagedDecision.ended_at.is_(None)))
    told = states[2:]
    assert (told, still_open) in [([Status.APPROVED] * 2, 0), ([Status.IN_REVIEW] * 2, 2)]
    assert db.session.get_one(Document, document.id).state == DocumentState.APPROVED
