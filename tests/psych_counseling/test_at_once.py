"""Two at once: the same session from two desks, a settlement beside a session, an end beside somebody who asks."""

from datetime import date

import pytest

from portal.core.db import db
from portal.kinds.psych_counseling.models import Case, Kind, Provider, Session, Settlement, Trail, Way
from portal.kinds.psych_counseling.services import applying, contract, counseling, office, trail
from tests.factories.psych import WISH, asked, room
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
