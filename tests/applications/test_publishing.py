"""The results of an approved list: told once, taken back within the window, corrected afterwards."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.applications import list_messages
from portal.applications.models import Application, Decision, StagedDecision, Status, Step
from portal.applications.queries import lists
from portal.applications.services import documents, revising, settling
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.approvals.models import DocumentState
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.notifications.models import Notice
from portal.programs.models import Round
from tests.factories.approvals import approved, desk, sent_up, staged
from tests.factories.deciding import unseated

pytestmark = pytest.mark.usefixtures("app", "clock")
PAST_THE_WINDOW = timedelta(minutes=6)


def fresh(application) -> Application:
    return db.session.get_one(Application, application.id, populate_existing=True)


def published(here, *applications):
    document = approved(here, *applications)
    assert documents.publish(here.officer, document.public_id, version=document.version)[1] == 0
    return document


def test_publishing_tells_once_and_only_when_the_window_has_closed(clock):
    here = desk(capacity=1)
    chosen, waits, out = (unseated(here.place, name) for name in ("선정", "예비", "탈락"))
    staged(here, chosen)
    staged(here, waits, action=Action.WAITLIST)
    staged(here, out, action=Action.NOT_SELECT)
    document = approved(here)
    assert documents.publish(here.officer, document.public_id, version=document.version) == (3, 0)
    assert [fresh(one).status for one in (chosen, waits, out)] == ["approved", "waitlisted", "not_selected"]
    assert {fresh(one).told_status for one in (chosen, waits, out)} == {Status.IN_REVIEW}
    assert fresh(chosen).decided_by_id == here.head.person_id
    with pytest.raises(Stale):
        documents.publish(here.officer, document.public_id, version=document.version)
    clock.freeze(clock.now() + PAST_THE_WINDOW)
    settle_due()
    assert [fresh(one).told_status for one in (chosen, waits, out)] == ["approved", "waitlisted", "not_selected"]
    row = db.session.get_one(Round, here.place.round.id)
    assert (row.seats_taken, row.waiting) == (1, 1)


def test_edge_12_wrong_rows_are_undone_before_messages_leave_and_corrected_after(clock):
    """Undone within the window nothing was told; afterwards a correcting message goes out and history shows both."""
    here = desk()
    rows = [unseated(here.place, f"신청자{n}") for n in range(4)]
    document = published(here, *rows)
    batch = db.session.scalars(select(Decision.batch).distinct()).one()
    assert settling.undo(here.officer, batch) == 4
    assert {fresh(row).status for row in rows} == {Status.IN_REVIEW}
    db.session.refresh(document)
    assert document.published_at is None
    assert db.session.scalars(select(Notice).where(Notice.application_id.is_not(None))).all() == []
    assert db.session.get_one(Round, here.place.round.id).seats_taken == 4

    documents.publish(here.officer, document.public_id, version=document.version)
    clock.freeze(clock.now() + PAST_THE_WINDOW)
    settle_due()
    wrong = fresh(rows[0])
    revising.revise(here.officer, wrong.public_id, version=wrong.version, reason="명단을 잘못 옮겼습니다.")
    titles = db.session.scalars(select(Notice.title).where(Notice.person_id == wrong.person_id)).all()
    assert titles == ["저경력공무원 워크숍 대상자로 선정되었습니다.", "저경력공무원 워크숍 결과 안내를 바로잡습니다."]
    steps = db.session.scalars(select(Step).where(Step.application_id == wrong.id, ~Step.undone)).all()
    assert [step.action for step in steps] == ["start", "approve", "revise"]
    assert (fresh(wrong).status, fresh(wrong).told_status) == (Status.IN_REVIEW, Status.IN_REVIEW)
    assert db.session.get_one(Round, here.place.round.id).seats_taken == 4
    staged(here, fresh(wrong), action=Action.NOT_SELECT)
    again = approved(here)
    documents.publish(here.officer, again.public_id, version=again.version)
    assert fresh(wrong).status == Status.NOT_SELECTED


def test_who_no_longer_fits_stays_back_to_be_looked_at_again():
    here = desk()
    here.place.round.eligibility = {"fact": "hired_on", "from": "2021-01-01"}
    db.session.commit()
    fits, moved = unseated(here.place, "그대로"), unseated(here.place, "바뀜")
    document = approved(here, fits, moved)
    fresh(moved).person.hired_on = date(2010, 1, 1)
    db.session.commit()
    assert documents.publish(here.officer, document.public_id, version=document.version) == (1, 1)
    assert (fresh(fits).status, fresh(moved).status) == (Status.APPROVED, Status.IN_REVIEW)
    (left,) = [row for row in lists.rows_of_document(document.id) if row.recheck]
    assert left.name == "바뀜"
    assert documents.publish(here.officer, document.public_id, version=document.version, despite=[left.id]) == (1, 0)
    assert fresh(moved).status == Status.APPROVED


def test_what_stays_back_may_be_dropped_and_its_seat_is_free():
    here = desk()
    here.place.round.eligibility = {"fact": "hired_on", "from": "2021-01-01"}
    db.session.commit()
    moved = unseated(here.place, "바뀜")
    document = approved(here, moved)
    fresh(moved).person.hired_on = date(2010, 1, 1)
    db.session.commit()
    documents.publish(here.officer, document.public_id, version=document.version)
    (left,) = lists.rows_of_document(document.id)
    assert documents.drop(here.officer, document.public_id, version=document.version, staged_ids=[left.id]) == 1
    assert db.session.get_one(Round, here.place.round.id).seats_taken == 0


def test_nothing_is_published_before_the_last_step():
    here = desk()
    document = sent_up(here)
    with pytest.raises(Refusal, match="결재가 끝난 뒤"):
        documents.publish(here.officer, document.public_id, version=document.version)


def test_a_round_that_publishes_itself_does_so_with_the_last_step():
    here = desk()
    application = unseated(here.place)
    document = approved(here, application, publishes_itself=True)
    assert (document.state, document.published_at is not None) == (DocumentState.APPROVED, True)
    assert fresh(application).status == Status.APPROVED


def test_a_rejection_on_the_list_tells_its_own_reason():
    here = desk()
    application = unseated(here.place)
    staged(here, application, action=Action.REJECT, note="내년에 다시 신청해 주시기 바랍니다.")
    document = approved(here)
    documents.publish(here.officer, document.public_id, version=document.version)
    assert fresh(application).reason_codes == ["not_eligible"]
    body = db.session.scalars(select(Notice.body).where(Notice.person_id == application.person_id)).one()
    assert "내년에 다시" in body


def test_a_result_not_told_yet_is_undone_and_not_corrected():
    here = desk()
    application = unseated(here.place)
    published(here, application)
    with pytest.raises(Refusal, match=list_messages.NOT_REVISABLE):
        revising.revise(here.officer, application.public_id, version=fresh(application).version, reason="까닭")


def test_publishing_many_costs_a_fixed_number_of_statements_a_row(statements):
    here = desk()
    document = approved(here, *(unseated(here.place, f"신청자{n}") for n in range(12)))
    statements.clear()
    documents.publish(here.officer, document.public_id, version=document.version)
    assert len(statements) <= 20 + 12 * 9, len(statements)
    assert db.session.scalars(select(StagedDecision.ended_how)).all() == ["published"] * 12
