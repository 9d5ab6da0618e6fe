"""Officers decide: one, many, late, and never on their own."""

import pytest
from sqlalchemy import select

from portal.applications import messages
from portal.applications.desk import lines_of_refused
from portal.applications.models import Application, Decision, Status, Step
from portal.applications.services.deciding import Mark, decide_many
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.programs.models import SelectionMethod
from tests.factories.deciding import mark_of, office, officer_of, order, seated, unseated, waiting
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("app", "clock")


def stored(application):
    db.session.rollback()
    return db.session.get_one(Application, application.id, populate_existing=True)


def test_officer_approves_and_the_applicant_is_told_later():
    place = office()
    application = seated(place)
    outcome = decide_many(officer_of(place), [mark_of(application)], order())
    row = stored(application)
    assert (outcome.done, outcome.refused, outcome.status) == ([application.public_id], [], 200)
    assert (row.status, row.told_status) == (Status.APPROVED, Status.SUBMITTED)
    step = db.session.scalar(select(Step).where(Step.application_id == row.id))
    assert step.visible_at == row.settles_at > step.at


def test_starting_a_review_takes_it_and_is_told_at_once():
    place = office()
    application = seated(place)
    outcome = decide_many(officer_of(place), [mark_of(application)], order(Action.START))
    row = stored(application)
    assert (row.status, row.told_status, row.assignee_id) == (
        Status.IN_REVIEW, Status.IN_REVIEW, place.officer.person_id,
    )  # fmt: skip
    assert outcome.batch == ""


def test_rejecting_keeps_the_reasons_and_tells_them():
    place = office()
    application = seated(place)
    decide_many(officer_of(place), [mark_of(application)], order(Action.REJECT, note="다음 회차를 안내드립니다."))
    row = stored(application)
    assert (row.reason_codes, row.reason) == (["not_eligible"], "다음 회차를 안내드립니다.")
    note = db.session.scalar(select(Step.note).where(Step.application_id == row.id))
    assert note == f"{messages.REASONS['not_eligible']}\n다음 회차를 안내드립니다."


def test_one_bad_row_does_not_undo_thirty_nine():
    place = office()
    rows = [seated(place, f"신청자{n}") for n in range(40)]
    marks = [mark_of(row) for row in rows]
    rows[17].mobile = "010-9999-9999"  # changed meanwhile
    db.session.commit()
    outcome = decide_many(officer_of(place), marks, order())
    assert len(outcome.done) == 39
    assert [(no.public_id, no.why) for no in outcome.refused] == [(rows[17].public_id, messages.STALE)]
    assert stored(rows[17]).status == Status.SUBMITTED
    assert {stored(row).status for row in rows if row is not rows[17]} == {Status.APPROVED}
    assert len(set(db.session.scalars(select(Decision.batch)))) == 1


def test_officer_may_not_decide_own_application():
    place = office()
    own = seated(place, who=place.officer)
    outcome = decide_many(officer_of(place), [mark_of(own)], order())
    assert (outcome.status, outcome.refused[0].why) == (409, messages.OWN)
    assert stored(own).status == Status.SUBMITTED


@pytest.mark.parametrize("action", [Action.APPROVE, Action.REJECT, Action.RETURN, Action.NOT_SELECT, Action.START])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEAD, Role.HEAD])
def test_nobody_decides_on_their_own_in_any_role_or_way(role, action):
    place = office()
    own, other = seated(place, who=place.officer), seated(place)
    outcome = decide_many(officer_of(place, role=role), [mark_of(own), mark_of(other)], order(action, note="까닭"))
    assert outcome.done == [other.public_id]
    assert [no.public_id for no in outcome.refused] == [own.public_id]


def test_an_application_of_another_team_does_not_exist():
    place = office()
    application = seated(place)
    stranger = actor_of(account("남의팀"), Held(Role.OFFICER, unit("총무팀").id))
    with pytest.raises(Missing):
        decide_many(stranger, [mark_of(application)], order())
    assert stored(application).status == Status.SUBMITTED


def test_among_many_another_teams_application_is_named_as_unknown():
    place, other = office(), office()
    mine, theirs = seated(place), seated(other, "비밀이름")
    outcome = decide_many(officer_of(place), [mark_of(mine), mark_of(theirs)], order())
    assert outcome.done == [mine.public_id]
    lines = lines_of_refused(officer_of(place), [(no.public_id, no.why) for no in outcome.refused])
    assert lines == [(messages.UNKNOWN_NAME, messages.UNKNOWN)]


def test_the_head_of_the_division_decides_for_its_teams():
    place = office()
    application = seated(place)
    head = actor_of(account("과장"), Held(Role.HEAD, place.team.parent_id))
    assert decide_many(head, [mark_of(application)], order()).done == [application.public_id]


def test_the_later_of_two_officers_is_told_that_the_other_was_first():
    place = office()
    application = seated(place)
    seen = mark_of(application)
    decide_many(officer_of(place), [seen], order())
    colleague = officer_of(place, who=account("동료", Role.OFFICER, team=place.team))
    outcome = decide_many(colleague, [seen], order(Action.REJECT))
    assert (outcome.status, outcome.refused[0].why, outcome.refused[0].is_stale) == (409, messages.STALE, True)
    assert stored(application).status == Status.APPROVED


def test_what_can_still_be_undone_is_not_decided_again():
    place = office(capacity=1)
    application = waiting(place)
    decide_many(officer_of(place), [mark_of(application)], order(Action.NOT_SELECT))
    outcome = decide_many(officer_of(place), [mark_of(stored(application))], order(Action.REJECT))
    assert outcome.refused[0].why == messages.STAGED


def test_the_end_of_a_window_does_not_make_an_open_page_stale(clock):
    place = office(capacity=1)
    first, other = seated(place, "가"), waiting(place, "나")
    decide_many(officer_of(place), [mark_of(first)], order(Action.WAITLIST))
    version = stored(first).version
    clock.freeze(clock.now().replace(minute=30))
    settle_due()
    outcome = decide_many(officer_of(place), [Mark(first.public_id, version)], order(Action.REJECT))
    assert outcome.done == [first.public_id]
    assert stored(other).status == Status.SUBMITTED


def test_a_seat_that_comes_with_the_decision_is_taken_at_once():
    place = office(capacity=1, selection=SelectionMethod.REVIEW)
    first, second = unseated(place, "가"), unseated(place, "나")
    outcome = decide_many(officer_of(place), [mark_of(first), mark_of(second)], order())
    assert outcome.done == [first.public_id]
    assert [no.why for no in outcome.refused] == [messages.NO_SEAT]
    db.session.refresh(place.round)
    assert place.round.seats_taken == 1


def test_a_round_without_a_number_of_seats_has_no_waiting_list():
    place = office(capacity=None)
    outcome = decide_many(officer_of(place), [mark_of(seated(place))], order(Action.WAITLIST))
    assert outcome.refused[0].why == messages.NO_LINE


def test_nobody_is_made_to_wait_for_a_seat_that_is_free():
    seats_left = office(capacity=3, selection=SelectionMethod.REVIEW)
    nobody_waits = office(capacity=1)
    for place, why in ((seats_left, messages.SEATS_LEFT), (nobody_waits, messages.NOBODY_WAITS)):
        row = unseated(place) if place is seats_left else seated(place)
        assert decide_many(officer_of(place), [mark_of(row)], order(Action.WAITLIST)).refused[0].why == why


def test_statements_grow_only_with_the_rows(statements):
    place = office()
    counts = []
    for size in (2, 12):
        marks = [mark_of(seated(place)) for _ in range(size)]
        db.session.commit()
        statements.clear()
        decide_many(officer_of(place), marks, order())
        counts.append(len(statements))
    per_row = (counts[1] - counts[0]) / 10
    assert per_row <= 8, statements[-12:]
