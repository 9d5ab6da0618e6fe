"""Taking an application back, and correcting it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Step
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.core.actors import Held, Role
from portal.core.db import db
from tests.factories.applications import WORKSHOP_SENT, applied, employee
from tests.factories.deciding import mark_of, order
from tests.factories.programs import open_round
from tests.factories.scene import actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")

CORRECTED = {name: value for name, value in WORKSHOP_SENT.items() if name != "privacy"}


def state(sent):
    db.session.rollback()
    return db.session.get_one(Application, sent.id, populate_existing=True)


def test_a_freed_seat_goes_to_the_first_in_line(as_):
    round_, account = open_round(capacity=1), employee()
    sent = applied(account, round_)
    second, third = applied(employee(), round_), applied(employee(), round_)
    assert as_(account).post(f"/applications/{sent.public_id}/withdrawal", data={}).status_code == 303
    assert [state(one).status for one in (sent, second, third)] == ["withdrawn", "submitted", "waitlisted"]
    db.session.refresh(round_)
    assert (round_.seats_taken, round_.waiting) == (1, 1)


def test_who_withdrew_may_apply_again_at_the_end_of_the_line(as_):
    round_, account = open_round(), employee()
    sent = applied(account, round_)
    as_(account).post(f"/applications/{sent.public_id}/withdrawal", data={})
    again = applied(account, round_)
    assert (again.id != sent.id, again.place) == (True, 2)


def test_after_the_free_days_a_reason_is_needed(as_, clock):
    round_ = open_round(free_withdrawal_until=clock.today() - timedelta(days=1))
    account = employee()
    sent, client = applied(account, round_), as_(account)
    assert "사유가 필요합니다" in client.get(f"/applications/{sent.public_id}/withdrawal").text
    answer = client.post(f"/applications/{sent.public_id}/withdrawal", data={"reason": ""})
    assert answer.status_code == 422 and "취소 사유를 적어" in answer.text
    assert state(sent).status == "submitted"
    client.post(f"/applications/{sent.public_id}/withdrawal", data={"reason": "병가"})
    assert state(sent).status == "withdrawn"
    assert db.session.scalars(select(Step.note).where(Step.action == "withdraw")).one() == "병가"


def test_withdrawing_twice_frees_one_seat(as_):
    round_, account = open_round(), employee()
    sent, client = applied(account, round_), as_(account)
    assert client.post(f"/applications/{sent.public_id}/withdrawal").status_code == 303
    assert client.post(f"/applications/{sent.public_id}/withdrawal").status_code == 409
    db.session.refresh(round_)
    assert round_.seats_taken == 0


def test_a_sent_application_is_corrected_and_keeps_its_place(as_):
    round_, account = open_round(), employee()
    sent, client = applied(account, round_), as_(account)
    page = client.get(f"/applications/{sent.public_id}/correction").text
    assert "쉬고 싶습니다." in page and 'name="privacy"' not in page
    answer = client.post(
        f"/applications/{sent.public_id}/correction", data={**CORRECTED, "expect": "배우고 싶습니다.", "version": 1}
    )
    assert answer.status_code == 303
    assert "배우고 싶습니다." in client.get(answer.location).text
    assert (state(sent).place, state(sent).version) == (1, 2)


def test_an_older_page_does_not_overwrite_a_newer_answer(as_):
    account = employee()
    sent, client = applied(account, open_round()), as_(account)
    address = f"/applications/{sent.public_id}/correction"
    client.post(address, data={**CORRECTED, "expect": "먼저 고친 글", "version": 1})
    answer = client.post(address, data={**CORRECTED, "expect": "나중 화면의 글", "version": 1})
    assert answer.status_code == 409
    assert "나중 화면의 글" in answer.text and 'name="version" value="2"' in answer.text
    assert "먼저 고친 글" in client.get(f"/applications/{sent.public_id}").text


def test_after_the_deadline_nothing_is_corrected(as_, clock):
    round_, account = open_round(), employee()
    sent = applied(account, round_)
    clock.freeze(round_.apply_to + timedelta(seconds=1))
    client = as_(account)
    assert client.get(f"/applications/{sent.public_id}/correction").status_code == 409
    answer = client.post(f"/applications/{sent.public_id}/correction", data={**CORRECTED, "version": 1})
    assert answer.status_code == 409 and state(sent).version == 1


def test_a_returned_application_comes_back_with_its_place(as_, clock):
    round_, account = open_round(), employee()
    sent = applied(account, round_)
    officer = actor_of(employee(), Held(Role.OFFICER, round_.program.owner_unit_id))
    wish = order(
        Action.RETURN, note="비상연락처를 확인해 주시기 바랍니다.", return_by=clock.today() + timedelta(days=12)
    )
    assert decide_many(officer, [mark_of(sent)], wish).done
    clock.freeze(round_.apply_to + timedelta(hours=1))  # past the deadline, within the officer's day
    settle_due()
    client = as_(account)
    page = client.get(f"/applications/{sent.public_id}/correction").text
    assert "비상연락처를 확인해" in page
    client.post(f"/applications/{sent.public_id}/correction", data={**CORRECTED, "version": 1})
    assert (state(sent).status, state(sent).told_status, state(sent).place) == ("submitted", "submitted", 1)


def test_the_applicant_acts_on_what_was_told(as_):
    round_, account = open_round(capacity=1), employee()
    sent, waiting = applied(account, round_), applied(employee(), round_)
    officer = actor_of(employee(), Held(Role.OFFICER, round_.program.owner_unit_id))
    assert decide_many(officer, [mark_of(sent)], order(Action.REJECT)).done
    assert as_(account).post(f"/applications/{sent.public_id}/withdrawal").status_code == 303
    assert [state(one).status for one in (sent, waiting)] == ["withdrawn", "submitted"]


@pytest.mark.parametrize("act", [Action.START, Action.APPROVE, Action.REJECT])
def test_what_an_officer_does_meanwhile_does_not_make_the_applicants_page_old(as_, act):
    round_, account = open_round(), employee()
    sent = applied(account, round_)
    officer = actor_of(employee(), Held(Role.OFFICER, round_.program.owner_unit_id))
    assert decide_many(officer, [mark_of(sent)], order(act)).done
    answer = as_(account).post(f"/applications/{sent.public_id}/correction", data={**CORRECTED, "version": 1})
    assert answer.status_code == 303
    assert state(sent).settles_at is None


def test_a_seat_given_back_by_a_correction_goes_to_the_first_in_line(as_, clock):
    round_, account = open_round(capacity=1, selection="review"), employee()
    sent, waits = applied(account, round_), applied(employee(), round_)
    officer = actor_of(employee(), Held(Role.OFFICER, round_.program.owner_unit_id))
    assert decide_many(officer, [mark_of(sent)], order(Action.APPROVE)).done
    assert decide_many(officer, [mark_of(state(waits))], order(Action.WAITLIST)).done
    clock.freeze(clock.now() + timedelta(minutes=4))
    as_(account).post(f"/applications/{sent.public_id}/correction", data={**CORRECTED, "version": 1})
    clock.freeze(clock.now() + timedelta(minutes=2))
    settle_due()
    assert (state(sent).holds_seat, state(waits).status, state(waits).holds_seat) == (False, "submitted", True)
