"""Two at once: the same session from two desks, a settlement beside a session, an end beside somebody who asks."""

from datetime import date

import pytest

from portal.core.actors import Held, Role
from portal.core.db import db
from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import (
    Case,
    Ending,
    Extension,
    Kind,
    Member,
    Provider,
    Session,
    Settlement,
    State,
    Trail,
    Way,
)
from portal.kinds.psych_counseling.services import applying, contract, counseling, office, trail
from tests.factories.accounts import AccountFactory, GrantFactory
from tests.factories.psych import WISH, acting, asked, room
from tests.psych_counseling.test_services import together, used

pytestmark = pytest.mark.usefixtures("clock")
MARCH = date(2025, 3, 12)


@pytest.mark.parametrize("kind", [Kind.ATTENDED, Kind.LATE_CANCEL])
def test_one_session_from_two_desks_at_once_is_one(app, kind):
    place = room(cap=1)
    one = asked(place)
    actor, public_id = place.actor("provider"), one.public_id
    entry = counseling.Entry(MARCH, Way.PHONE, kind)

    def act(_number):
        counseling.enter_session(actor, public_id, entry=entry)
        return "등록"

    assert together(app, 4, act) == ["등록"] * 4
    assert used(one) == (kind == Kind.ATTENDED)
    assert db.session.query(Session).count() == 1
    assert [line.action for line in db.session.query(Trail)].count("session") == 1
    assert trail.first_broken_line() is None


def test_a_session_beside_the_settlement_is_paid_or_refused(app, clock):
    place = room()
    one = asked(place)
    counseling.enter_session(
        place.actor("provider"), one.public_id, entry=counseling.Entry(MARCH, Way.PHONE, Kind.ATTENDED)
    )
    clock.freeze(clock.at(date(2025, 4, 2)))
    provider, officer, public_id, house = (
        place.actor("provider"),
        place.actor("officer"),
        one.public_id,
        place.provider.id,
    )

    def act(number):
        if number == 0:
            return office.settle(officer, house, month="2025-03").sessions
        entry = counseling.Entry(date(2025, 3, 12 + number), Way.PHONE, Kind.ATTENDED)
        counseling.enter_session(provider, public_id, entry=entry)
        return "등록"

    together(app, 4, act)
    db.session.rollback()
    db.session.expire_all()
    assert db.session.query(Settlement).one().sessions == db.session.query(Session).count()


def test_nobody_is_led_to_an_institution_that_ends_at_that_moment(app):
    place = room()
    client, officer, offer, house = place.actor("client"), place.actor("officer"), place.offer, place.provider.id
    db.session.query(Provider).filter(Provider.id != house).update({"is_active": False})
    db.session.commit()

    def act(number):
        if number:
            return applying.ask(client, offer, wish=WISH).provider_id
        return contract.end_provider(officer, house, version=1).id

    together(app, 2, act)
    db.session.rollback()
    db.session.expire_all()
    live = db.session.query(Case).count()
    assert db.session.get(Provider, house).is_active == bool(live)


@pytest.fixture
def desks(app):
    """One number, and two people of the institution that has it, each at a desk of their own."""
    place = room()
    account = AccountFactory(name="같은 기관의 다른 사람", person=None)
    db.session.add(Member(account_id=account.id, provider_id=place.provider.id))
    GrantFactory(account_id=account.id, role=Role.PROVIDER)
    db.session.commit()
    return asked(place), (place.actor("provider"), acting(account, Held(Role.PROVIDER)))


def actions():
    db.session.rollback()
    db.session.expire_all()
    return [line.action for line in db.session.query(Trail).order_by(Trail.position)]


def test_two_members_enter_different_things_on_one_day_and_one_is_told(app, desks):
    one, actors = desks
    public_id, kinds = one.public_id, (Kind.ATTENDED, Kind.NO_SHOW_CLIENT)

    def act(number):
        entry = counseling.Entry(MARCH, Way.PHONE, kinds[number])
        counseling.enter_session(actors[number], public_id, entry=entry)
        return "등록"

    said = together(app, 2, act)
    assert said.count("등록") == 1
    assert [word for word in said if "같은 날짜" in word]
    assert actions().count("session") == 1
    assert (db.session.query(Session).count(), used(one)) == (1, 1)


def test_two_members_end_a_number_and_it_ends_once(app, desks):
    one, actors = desks
    public_id, endings = one.public_id, (Ending.COMPLETED, Ending.STOPPED)

    def act(number):
        counseling.close(actors[number], public_id, ending=endings[number])
        return endings[number].value

    said = together(app, 2, act)
    assert said.count(messages.NOT_LIVE) == 1
    assert actions().count("close") == 1
    assert db.session.get(Case, one.id).ending in said


def test_two_members_call_and_ask_for_more_and_a_third_act_ends(app, desks):
    one, actors = desks
    public_id = one.public_id

    def act(number):
        if number < 2:
            counseling.note_contact(actors[number], public_id)
            return "연락"
        counseling.ask_extension(actors[number % 2], public_id)
        return "연장"

    said = together(app, 4, act)
    assert sorted(said) == sorted(["연락", "연락", "연장", messages.EXTENSION_WAITS])
    assert actions().count("extension_asked") == db.session.query(Extension).count() == 1
    assert db.session.get(Case, one.id).state == State.OPEN
    assert trail.first_broken_line() is None


def test_one_member_takes_a_session_back_while_the_other_enters_the_next(app, desks):
    one, actors = desks
    public_id = one.public_id
    first = counseling.enter_session(actors[0], public_id, entry=counseling.Entry(MARCH, Way.PHONE, Kind.ATTENDED)).id

    def act(number):
        if number:
            counseling.remove_session(actors[1], public_id, first)
            return "삭제"
        entry = counseling.Entry(date(2025, 3, 12), Way.MEETING, Kind.ATTENDED)
        counseling.enter_session(actors[0], public_id, entry=entry)
        return "등록"

    said = together(app, 2, act)
    assert "삭제" in said
    assert actions().count("session_removed") == 1
    assert used(one) == db.session.query(Session).count() == said.count("등록")
