"""What an applicant changes after the officer decided: off the list, or back to review, with the seat kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Status, Step
from portal.applications.queries import lists
from portal.applications.queries.mine import version_of_answers
from portal.applications.services import settling, withdrawing
from portal.applications.services.deciding import decide_many
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.errors import Refusal
from portal.programs.models import Round
from tests.factories.applications import WORKSHOP, actor, applied, employee
from tests.factories.approvals import desk, staged
from tests.factories.deciding import mark_of, order
from tests.factories.programs import open_round
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def who(app, clock):
    return employee()


def chosen(clock, who) -> Application:
    """Let somebody be chosen and told, without a line."""
    round_ = open_round()
    application = applied(who, round_)
    officer = actor_of(account("담당"), Held(Role.OFFICER, round_.program.owner_unit_id))
    decide_many(officer, [mark_of(application)], order())
    clock.freeze(clock.now() + timedelta(minutes=6))
    settling.settle_due()
    return fresh(application)


def fresh(application) -> Application:
    return db.session.get_one(Application, application.id, populate_existing=True)


def change(who, application, mobile="010-1234-5678", **answers):
    withdrawing.correct(
        actor(who), application.public_id, version=version_of_answers(application.id), mobile=mobile,
        details={**WORKSHOP, **answers},
    )  # fmt: skip
    return fresh(application)


def test_an_answer_on_which_the_choice_hangs_sends_it_back_to_review_with_its_seat(clock, who):
    application = chosen(clock, who)
    row = change(who, application, nights=["1일차"])
    assert (row.status, row.told_status, row.holds_seat) == (Status.IN_REVIEW, Status.IN_REVIEW, True)
    step = db.session.scalars(select(Step).where(Step.application_id == row.id).order_by(Step.id.desc())).first()
    assert step is not None
    assert "선정 여부를 다시 검토합니다" in step.note
    assert db.session.get_one(Round, row.round_id).seats_taken == 1


def test_another_answer_leaves_it_chosen(clock, who):
    application = chosen(clock, who)
    assert change(who, application, expect="더 쉬고 싶습니다.").status == Status.APPROVED
    assert change(who, application, mobile="010-9999-8888").status == Status.APPROVED


def test_nothing_is_changed_once_the_round_has_begun(clock, who):
    application = chosen(clock, who)
    clock.freeze(clock.at(application.round.starts_on).replace(hour=9))
    with pytest.raises(Refusal, match="지금은 내용을 고치실 수 없습니다"):
        change(who, application, nights=["1일차"])


def test_other_answers_take_it_off_the_list_and_a_new_number_does_not(who):
    here = desk()
    application = applied(who, here.place.round)
    staged(here, application)
    assert change(who, application, mobile="010-9999-8888").status == Status.IN_REVIEW
    assert lists.counts_staged(here.place.round.id) == {"approve": 1}
    change(who, application, expect="다른 답")
    assert lists.counts_staged(here.place.round.id) == {}
    assert [one.ended_how for one in lists.staged_ever(application.id)] == ["corrected"]
    assert db.session.get_one(Round, here.place.round.id, populate_existing=True).seats_taken == 0
