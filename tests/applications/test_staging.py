"""Decisions on a list: nothing outside, a seat counted, taken back at any time before the list goes up."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Account
from portal.applications import list_messages, messages
from portal.applications.models import Application, Decision, StagedDecision, Status
from portal.applications.queries import lists
from portal.applications.selection._core import Choice
from portal.applications.services import staging, withdrawing
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.approvals.wishes import BY_THE_DRAFTER
from portal.audit.models import AuditEntry
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.notifications.models import Notice
from portal.programs.models import Round, SelectionMethod
from tests.factories.approvals import desk, sent_up, staged
from tests.factories.deciding import mark_of, office, officer_of, order, seated, unseated, waiting
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def seats(round_) -> tuple[int, int]:
    db.session.expire_all()
    row = db.session.get_one(Round, round_.id)
    return row.seats_taken, row.waiting


def fresh(application) -> Application:
    return db.session.get_one(Application, application.id, populate_existing=True)


def test_a_decision_goes_on_the_list_and_nothing_of_it_outside():
    here = desk()
    (application,) = staged(here)
    row = fresh(application)
    assert (row.status, row.told_status, row.settles_at, row.decided_at) == (
        Status.IN_REVIEW, Status.IN_REVIEW, None, None,
    )  # fmt: skip
    on_list = db.session.scalars(select(StagedDecision)).one()
    assert (on_list.action, on_list.took_seat, on_list.document_id, on_list.staged_by_name) == (
        "approve", True, None, "김산원",
    )  # fmt: skip
    assert seats(here.place.round) == (1, 0)
    assert db.session.scalars(select(Notice).where(Notice.person_id == row.person_id)).all() == []
    assert db.session.scalars(select(Decision)).all() == []
    acts = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert acts[-2:] == ["application.start", "application.stage"]


def test_without_a_line_a_decision_is_final_as_before():
    place = office()
    application = seated(place)
    assert decide_many(officer_of(place), [mark_of(application)], order()).on_list is False
    assert fresh(application).status == Status.APPROVED


def test_where_the_desk_decides_alone_nothing_goes_on_a_list():
    here = desk(BY_THE_DRAFTER)
    application = unseated(here.place)
    decide_many(here.officer, [mark_of(application)], order())
    assert fresh(application).status == Status.APPROVED


@pytest.mark.parametrize("action", [Action.RETURN, Action.START])
def test_correction_and_review_stay_the_officers_own(action):
    here = desk()
    application = unseated(here.place)
    outcome = decide_many(here.officer, [mark_of(application)], order(action, note="연락처"))
    assert outcome.on_list is False
    assert lists.open_staged_on(application.id) is None


def test_deciding_otherwise_replaces_what_was_on_the_list_and_gives_the_seat_back():
    here = desk()
    (application,) = staged(here)
    staged(here, fresh(application), action=Action.REJECT)
    assert seats(here.place.round) == (0, 0)
    assert lists.counts_staged(here.place.round.id) == {"reject": 1}
    assert [one.ended_how for one in lists.staged_ever(application.id)] == ["replaced", ""]


def test_taking_back_what_was_just_put_on_the_list():
    here = desk()
    rows = staged(here, unseated(here.place), unseated(here.place, "둘째"))
    (one,) = lists.lists_waiting(here.officer)
    assert (one.total, one.last_count) == (2, 2)
    assert staging.take_back(here.officer, one.last_batch) == 2
    assert seats(here.place.round) == (0, 0)
    assert lists.lists_waiting(here.officer) == []
    assert {fresh(row).status for row in rows} == {Status.IN_REVIEW}
    with pytest.raises(Stale):
        staging.take_back(here.officer, one.last_batch)


def test_no_seat_is_promised_twice():
    here = desk(capacity=1)
    staged(here)
    second = unseated(here.place, "둘째")
    outcome = decide_many(here.officer, [mark_of(second)], order())
    assert outcome.refused[0].why == messages.NO_SEAT
    assert seats(here.place.round) == (1, 0)


def test_an_old_row_of_the_queue_is_refused_once_it_is_on_the_list():
    here = desk()
    application = unseated(here.place)
    seen = mark_of(application)
    staged(here, application)
    outcome = decide_many(here.officer, [seen], order(Action.REJECT))
    assert (outcome.status, outcome.refused[0].why) == (409, messages.STALE)


def test_what_is_on_a_list_is_not_returned_for_correction():
    here = desk()
    (application,) = staged(here)
    outcome = decide_many(here.officer, [mark_of(fresh(application))], order(Action.RETURN, note="연락처"))
    assert outcome.refused[0].why == list_messages.ON_A_LIST


def test_what_is_in_a_document_is_not_decided_otherwise():
    here = desk()
    (application,) = staged(here)
    sent_up(here)
    outcome = decide_many(here.officer, [mark_of(fresh(application))], order(Action.REJECT))
    assert outcome.refused[0].why == list_messages.IN_A_DOCUMENT


def test_the_applicant_withdraws_what_is_on_a_list_and_the_seat_is_free_once():
    here = desk()
    who = account("신청자")
    (application,) = staged(here, unseated(here.place, who=who))
    withdrawing.withdraw(actor_of(who), application.public_id)
    assert seats(here.place.round) == (0, 0)
    assert [one.ended_how for one in lists.staged_ever(application.id)] == ["withdrawn"]


def test_nobody_moves_up_past_somebody_whose_decision_is_on_a_list():
    here = desk(capacity=1, selection=SelectionMethod.FIRST_COME)
    holder, first = seated(here.place), waiting(here.place, "일번")
    second = waiting(here.place, "이번")
    staged(here, first, action=Action.NOT_SELECT)
    who = db.session.get_one(Application, holder.id)
    owner = db.session.scalars(select(Account).where(Account.person_id == who.person_id)).one()
    withdrawing.withdraw(actor_of(owner), holder.public_id)
    assert (fresh(first).status, fresh(second).status) == (Status.WAITLISTED, Status.WAITLISTED)
    assert seats(here.place.round) == (0, 2)


def test_a_selection_puts_its_choices_on_the_list_with_rank_and_score():
    here = desk(capacity=2)
    rows = [unseated(here.place, name) for name in ("가", "나", "다")]
    stranger = unseated(office(), "남")
    choices = [
        Choice(rows[0].id, Action.APPROVE, score=9.5, grounds="격무학교"),
        Choice(rows[1].id, Action.APPROVE, score=8.0),
        Choice(rows[2].id, Action.WAITLIST, rank=1),
        Choice(stranger.id, Action.APPROVE),
    ]
    outcome = staging.stage(here.officer, here.place.round.id, choices)
    assert (len(outcome.done), outcome.refused) == (3, [])
    found = lists.rows_staged(here.place.round.id)
    assert [(row.name, row.action, row.rank, row.score, row.grounds) for row in found] == [
        ("가", "approve", None, 9.5, "격무학교"), ("나", "approve", None, 8.0, ""), ("다", "waitlist", 1, None, ""),
    ]  # fmt: skip


def test_a_selection_without_a_line_is_refused():
    place = office(selection=SelectionMethod.DRAW)
    with pytest.raises(Refusal, match="결재선"):
        staging.stage(officer_of(place), place.round.id, [Choice(unseated(place).id, Action.APPROVE)])


def test_the_officers_own_application_never_comes_on_a_list():
    here = desk()
    own = unseated(here.place, who=here.place.officer)
    outcome = staging.stage(here.officer, here.place.round.id, [Choice(own.id, Action.APPROVE)])
    assert outcome.refused[0].why == messages.OWN


def test_settling_passes_over_what_is_only_on_a_list(clock):
    here = desk()
    (application,) = staged(here)
    clock.freeze(clock.now().replace(hour=18))
    settle_due()
    assert fresh(application).status == Status.IN_REVIEW
