"""Break-glass: two people on their posts, half an hour, told to the person; nobody opens a number alone."""

from datetime import timedelta

import pytest

from portal.accounts.models import OneTimeLink, Purpose
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal
from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import Opening
from portal.kinds.psych_counseling.queries.news import waiting_at_desk
from portal.kinds.psych_counseling.services import openings
from tests.factories.accounts import AccountFactory, GrantFactory
from tests.factories.psych import acting, asked, room
from tests.psych_counseling.test_services import together

pytestmark = pytest.mark.usefixtures("clock")


def test_an_opening_takes_two_people_ends_and_is_told(app, clock, as_):
    place = room()
    one = asked(place)
    wanted = openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인")
    with pytest.raises(Missing):
        openings.decide(place.actor("head"), wanted.public_id, approve=True, version=1)
    with pytest.raises(Refusal):
        openings.read(place.actor("head"), wanted.public_id)
    openings.decide(place.actor("lead"), wanted.public_id, approve=True, version=1)
    assert openings.read(place.actor("head"), wanted.public_id).name == "고은비"
    with pytest.raises(Missing):
        openings.read(place.actor("lead"), wanted.public_id)
    told = as_(place.accounts["client"]).get("/support").text
    assert "정산 이의 확인" in told
    assert "1회 열람" in told
    clock.freeze(clock.now() + timedelta(minutes=31))
    with pytest.raises(Refusal, match="시간이 지났"):
        openings.read(place.actor("head"), wanted.public_id)


def test_who_was_allowed_to_open_is_told_and_the_half_hour_begins_with_the_first_look(app, clock):
    place = room()
    one = asked(place)
    for hours, is_open in ((23, True), (24, False)):
        wanted = openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인")
        openings.decide(place.actor("lead"), wanted.public_id, approve=True, version=1)
        assert (waiting_at_desk(place.actor("head")), waiting_at_desk(place.actor("lead"))) == (1, 0)
        clock.freeze(clock.now() + timedelta(hours=hours))
        assert waiting_at_desk(place.actor("head")) == int(is_open)
        if is_open:
            openings.read(place.actor("head"), wanted.public_id)
            clock.freeze(clock.now() + timedelta(minutes=29))
            assert openings.read(place.actor("head"), wanted.public_id).number == one.number
            assert waiting_at_desk(place.actor("head")) == 0
            clock.freeze(clock.now() + timedelta(minutes=1))
        with pytest.raises(Refusal, match="시간이 지났"):
            openings.read(place.actor("head"), wanted.public_id)


def test_a_number_is_asked_for_once_at_a_time(app, as_):
    place = room()
    one = asked(place)
    head = as_(place.accounts["head"])
    sent = {"number": one.number, "reason": "정산 이의 확인"}
    assert head.post("/admin/support/openings", data=sent).status_code == 303
    again = head.post("/admin/support/openings", data={**sent, "reason": "다시 적은 사유"})
    assert again.status_code == 409
    assert "이미 요청하셨습니다" in again.text
    assert "다시 적은 사유" in again.text
    [wanted] = db.session.query(Opening).all()
    openings.decide(place.actor("lead"), wanted.public_id, approve=True, version=1)
    openings.read(place.actor("head"), wanted.public_id)
    with pytest.raises(Refusal, match="이미 요청"):  # what is open need not be opened
        openings.ask(place.actor("head"), number=one.number, reason="또 한 번")
    assert head.post(f"/admin/support/openings/{wanted.public_id}/reading").status_code == 200
    assert db.session.get(Opening, wanted.id).read_count == 2


def test_two_tabs_ask_to_open_once(app):
    place = room()
    actor, number = place.actor("head"), asked(place).number

    def act(at):
        return openings.ask(actor, number=number, reason=f"정산 이의 확인 {at}").case_id

    answers = together(app, 4, act)
    assert sorted(map(str, answers))[1:] == [messages.OPENING_WAITS] * 3
    assert db.session.query(Opening).count() == 1


@pytest.mark.parametrize("role", ["head", "lead"])
def test_a_right_alone_opens_nothing(app, as_, role):
    place = room()
    one = asked(place)
    wanted = openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인")
    sleeper = AccountFactory()
    [held] = place.roles(role)
    GrantFactory(account_id=sleeper.id, role=held.role, unit_id=held.unit_id)
    db.session.commit()
    actor = acting(sleeper, held)
    with pytest.raises(NotAllowed, match="직위"):
        if role == "head":
            openings.ask(actor, number=one.number, reason="정산 이의 확인")
        else:
            openings.decide(actor, wanted.public_id, approve=True, version=1)
    assert 'name="approve"' not in as_(sleeper).get("/admin/support/openings").text
    assert 'id="reason"' not in as_(sleeper).get("/admin/support/openings").text


def test_a_new_password_by_link_opens_nothing_for_a_day(app, clock):
    place = room()
    one = asked(place)
    used = {"purpose": Purpose.PASSWORD, "token_hash": "x", "made_at": clock.now(), "used_at": clock.now()}
    link = OneTimeLink(account_id=place.accounts["head"].id, expires_at=clock.now(), **used)
    db.session.add(link)
    db.session.commit()
    with pytest.raises(NotAllowed, match="하루"):
        openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인")
    clock.freeze(clock.now() + timedelta(days=1))
    assert openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인").read_count == 0


def test_nobody_approves_opening_their_own_case(app):
    place = room()
    one = asked(place, "lead")
    wanted = openings.ask(place.actor("head"), number=one.number, reason="확인")
    with pytest.raises(NotAllowed):
        openings.decide(place.actor("lead"), wanted.public_id, approve=True, version=1)
    with pytest.raises(NotAllowed):
        openings.ask(place.actor("head"), number=asked(place, "head").number, reason="확인")
