"""Numbers, caps, sessions, extensions, openings, settlement: what is counted and who may."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import DatabaseError

from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.keys import keyring
from portal.kinds.psych_counseling import cube, messages
from portal.kinds.psych_counseling.models import (
    Allowance,
    Case,
    Count,
    Ending,
    Kind,
    Session,
    Settlement,
    State,
    Trail,
    Way,
)
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services import applying, counseling, office, purging, trail
from tests.factories.psych import WISH, asked, room

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2025, 3, 12)


def enter(place, one, day=TODAY, kind=Kind.ATTENDED, who="provider"):
    entry = counseling.Entry(day, Way.PHONE, kind)
    return counseling.enter_session(place.actor(who), one.public_id, entry=entry)


def used(one):
    """Return what the year's count says now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Allowance, one.allowance_id).used


def test_a_number_has_no_letters_that_look_alike(app):
    place = room()
    number = asked(place).number
    assert number[:5] == "SC25-"
    assert set(number[5:]) <= set("34679ACDEFGHJKMNPQRTVWXY")
    assert not set(applying.ALPHABET) & set("0O1ILUZ2S5B8")


def test_whoever_is_not_eligible_gets_no_number_and_leaves_no_key(app):
    place = room()
    place.accounts["client"].person.state = "on_leave"
    db.session.commit()
    with pytest.raises(Refusal, match="재직"):
        asked(place)
    assert list((keyring().folder / "data").glob("*.key")) == []
    assert db.session.query(Case).count() == 0


def test_only_what_was_missed_by_the_client_uses_up_a_session(app):
    place = room()
    one = asked(place)
    place.round.starts_on = date(2025, 1, 1)
    one.requested_on = date(2025, 3, 1)
    db.session.commit()
    for day, kind in enumerate(Kind, 3):
        enter(place, one, date(2025, 3, day), kind)
    counted = {held.kind: held.uses_up for held in db.session.query(Session)}
    assert counted == {"attended": True, "no_show_client": True, "late_cancel": False, "no_show_counselor": False}
    assert used(one) == 2
    assert sums.figures_of(place.round.id, TODAY) == (1, 1)


def test_the_cap_holds_over_all_cases_of_the_year_and_an_extension_opens_three_more(app, clock):
    place = room(cap=2)
    one = asked(place)
    enter(place, one)
    counseling.close(place.actor("provider"), one.public_id, ending=Ending.COMPLETED)
    clock.freeze(clock.now() + timedelta(days=1))
    two = asked(place)
    assert two.number != one.number
    enter(place, two, TODAY + timedelta(days=1))
    clock.freeze(clock.now() + timedelta(days=1))
    with pytest.raises(Refusal, match="연장"):
        enter(place, two, TODAY + timedelta(days=2))
    wanted = counseling.ask_extension(place.actor("provider"), two.public_id)
    with pytest.raises(Refusal, match="이미 연장"):
        counseling.ask_extension(place.actor("provider"), two.public_id)
    office.decide_extension(place.actor("officer"), wanted.id, approve=True, version=wanted.version)
    enter(place, two, TODAY + timedelta(days=2))
    assert db.session.get(Allowance, two.allowance_id).extra == 3


def test_with_nothing_left_only_an_urgent_request_goes_through(app):
    place = room(cap=1)
    one = asked(place)
    enter(place, one)
    counseling.close(place.actor("provider"), one.public_id, ending=Ending.COMPLETED)
    with pytest.raises(Refusal, match="긴급"):
        asked(place)
    urgent = asked(place, is_urgent=True)
    enter(place, urgent)
    assert used(one) == 2


def test_a_session_taken_back_gives_its_place_back(app):
    place = room()
    one = asked(place)
    held = enter(place, one)
    counseling.remove_session(place.actor("provider"), one.public_id, held.id)
    assert used(one) == 0


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_days_that_cannot_be_are_refused(app, day):
    place = room()
    with pytest.raises(Refusal):
        enter(place, asked(place), day)


def test_one_day_is_one_session_and_a_second_click_is_no_mistake(app):
    place = room(cap=1)
    one = asked(place)
    enter(place, one)
    assert enter(place, one) is None
    with pytest.raises(Refusal, match="같은 날짜"):
        enter(place, one, kind=Kind.LATE_CANCEL)
    assert used(one) == 1
    assert [line.action for line in db.session.query(Trail)].count("session") == 1


def test_an_officer_does_not_decide_for_herself_and_not_twice(app):
    place = room()
    own = asked(place, "officer")
    mine = counseling.ask_extension(place.actor("provider"), own.public_id)
    with pytest.raises(NotAllowed):
        office.decide_extension(place.actor("officer"), mine.id, approve=True, version=mine.version)
    theirs = counseling.ask_extension(place.actor("provider"), asked(place).public_id)
    office.decide_extension(place.actor("officer"), theirs.id, approve=False, version=1)
    with pytest.raises(Stale):
        office.decide_extension(place.actor("officer"), theirs.id, approve=True, version=1)
    with pytest.raises(Missing):
        office.decide_extension(place.actor("stranger"), theirs.id, approve=True, version=1)


def test_a_settled_month_stays_as_it_is(app, clock, as_):
    place = room()
    one = asked(place)
    held = enter(place, one)
    with pytest.raises(Refusal, match="끝난 뒤"):
        office.settle(place.actor("officer"), place.provider.id, month="2025-03")
    clock.freeze(clock.at(date(2025, 3, 31)))
    with pytest.raises(Refusal, match="끝난 뒤"):
        office.settle(place.actor("officer"), place.provider.id, month="2025-03")
    clock.freeze(clock.at(date(2025, 4, 1)))
    desk = as_(place.accounts["officer"])
    assert "1회 80,000원" in desk.get("/admin/support/settlement?month=2025-03").text
    desk.post("/admin/support/settlement", data={"provider": place.provider.id, "month": "2025-03"})
    assert db.session.query(Settlement).count() == 0
    done = office.settle(place.actor("officer"), place.provider.id, month="2025-03")
    assert (done.sessions, done.amount) == (1, 80_000)
    with pytest.raises(Refusal, match="이미 정산"):
        office.settle(place.actor("officer"), place.provider.id, month="2025-03")
    with pytest.raises(Refusal, match="정산이 끝난"):
        counseling.remove_session(place.actor("provider"), one.public_id, held.id)
    with pytest.raises(Refusal, match="정산이 끝난"):
        enter(place, one, date(2025, 3, 13))


def test_the_trail_is_a_chain_that_tells_what_was_changed_and_names_no_client(app):
    place = room()
    one = asked(place)
    enter(place, one)
    counseling.read_contact(place.actor("provider"), one.public_id)
    lines = db.session.query(Trail).order_by(Trail.position).all()
    assert [line.action for line in lines] == ["request", "session", "contact"]
    assert set(messages.ACTIONS) >= {line.action for line in lines}
    assert (lines[0].account_id, lines[0].actor_name, lines[0].at.hour) == (None, "이용자", 0)
    assert trail.first_broken_line() is None
    for order in ("UPDATE psych_trail SET action = 'x' WHERE position = 2", "DELETE FROM psych_trail"):
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(db.text(order))
        db.session.rollback()


def test_after_the_settlement_of_the_year_only_sums_are_left(app, clock):
    place = room()
    cases = [asked(place, who) for who in ("client", "other")]
    for one in cases:
        enter(place, one)
    refs = [one.key_ref for one in cases]
    before = sums.tallies_of(place.round.id, date(2025, 12, 31))
    clock.freeze(clock.at(date(2026, 3, 2)))
    assert purging.purge(dry_run=True) == 0  # not settled yet
    office.settle(place.actor("officer"), place.provider.id, month="2025-03")
    assert purging.purge(dry_run=True) == 2
    assert purging.purge() == 2
    assert purging.purge() == 0
    left = [db.session.query(table).count() for table in (Case, Session, Allowance)]
    assert left == [0, 0, 0]
    assert not [ref for ref in refs if keyring().holds(ref)]
    assert sums.tallies_of(place.round.id, date(2026, 12, 31)) == before
    assert {(row.axis, row.value): row.sessions for row in db.session.query(Count)} == {
        ("all", ""): 2, ("month", "2025-03"): 2, ("way", "phone"): 2,
    }  # fmt: skip
    assert sums.figures_of(place.round.id, date(2026, 12, 31)) == (2, 2)


def test_by_the_end_of_march_even_unsettled_cases_go(app, clock):
    place = room()
    enter(place, asked(place))
    clock.freeze(clock.at(date(2026, 3, 31)))
    assert purging.purge() == 1


def test_sums_are_published_by_whole_months_only():
    assert cube.published_until(date(2025, 7, 31)) == date(2025, 6, 30)
    assert cube.published_until(date(2025, 8, 1)) == date(2025, 7, 31)


def together(app, count, act):
    """Run *act* in threads that start at once; return what each got."""
    gate, results = Barrier(count), []

    def run(number):
        with app.app_context():
            gate.wait()
            try:
                results.append(act(number))
            except Refusal as no:
                results.append(str(no))
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_ten_tabs_at_once_give_one_number(app):
    place = room()
    actor, offer = place.actor("client"), place.offer
    db.session.commit()
    numbers = together(app, 6, lambda _n: applying.ask(actor, offer, wish=WISH).number)
    assert len(numbers) == 6
    assert len(set(numbers)) == 1
    assert len(list((keyring().folder / "data").glob("*.key"))) == 1


def test_the_last_session_of_the_year_is_entered_once(app, clock):
    place = room(cap=1)
    one = asked(place)
    one.requested_on = date(2025, 3, 1)
    db.session.commit()
    actor, public_id = place.actor("provider"), one.public_id

    def act(number):
        entry = counseling.Entry(date(2025, 3, 3 + number), Way.PHONE, Kind.ATTENDED)
        counseling.enter_session(actor, public_id, entry=entry)
        return "등록"

    assert sorted(together(app, 5, act)) == sorted(["등록", *[messages.CAP_REACHED] * 4])
    assert used(one) == 1
    assert trail.first_broken_line() is None


def test_a_canceled_request_keeps_the_count_and_lets_ask_anew(app):
    place = room(cap=3)
    one = asked(place)
    enter(place, one)
    applying.cancel(place.actor("client"))
    again = asked(place)
    assert again.number != one.number
    assert db.session.get(Case, one.id).state == State.CANCELED
    assert again.allowance_id == one.allowance_id
