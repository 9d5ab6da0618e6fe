"""What the demonstration's privacy officer finds: a month to look through, and two requests."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.applications.models import Application
from portal.audit import chain, review
from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.db import db
from portal.notifications.models import Notice
from portal.privacy.models import Outcome, PrivacyRequest
from portal.seeding import accounts

pytestmark = pytest.mark.usefixtures("seeded")
READ = AuditEntry.action.like("%.read")


@pytest.mark.parametrize("month", [date(2025, 6, 1), date(2025, 7, 1)])
def test_a_month_has_reads_by_night_in_bulk_of_a_colleague_and_of_secrets(month):
    counted = review.count_by_concern(review.findings(month))
    assert counted["night"] and counted["colleague"] and counted["secret"]
    assert counted["many"] >= review.MANY_READS
    assert (counted["rights"], counted["failures"]) == (0, 0)


def test_june_is_the_month_to_sign_first():
    assert review.last_finished() == date(2025, 6, 1)


def test_nobody_read_what_was_not_there_yet_or_after_the_first_morning():
    rows = db.session.execute(
        select(AuditEntry.at, Application.submitted_at, AuditEntry.subject_id, Application.person_id)
        .join(Application, Application.public_id == AuditEntry.object_ref)
        .where(READ)
    ).all()
    assert len(rows) == len(db.session.scalars(select(AuditEntry.id).where(READ)).all()) > 200
    for read_at, sent_at, subject_id, person_id in rows:
        assert sent_at < read_at < clock.at(date(2025, 7, 31), clock.OFFICE_OPENS)
        assert subject_id == person_id


def test_reads_of_counseling_name_no_program():
    secret = db.session.scalars(select(AuditEntry).where(READ, AuditEntry.is_sensitive)).all()
    assert secret
    assert not [one for one in secret if "상담" in one.object_name or one.reason]


def test_the_trail_holds_with_them():
    assert list(chain.faults()) == []


def test_one_request_is_answered_and_one_waits():
    cast = accounts.personas()
    waiting, answered = db.session.scalars(select(PrivacyRequest).order_by(PrivacyRequest.answered_at.is_not(None)))
    assert (waiting.account.person_id, waiting.outcome, waiting.due_on) == (cast["employee"], None, date(2025, 8, 8))
    assert (answered.account.person_id, answered.outcome) == (cast["veteran"], Outcome.DONE)
    assert answered.asked_at < answered.answered_at <= clock.at(answered.due_on)
    unread = select(Notice.link).where(Notice.person_id == cast["privacy"], Notice.read_at.is_(None))
    assert list(db.session.scalars(unread)) == [f"/admin/privacy-requests/{waiting.public_id}"]
