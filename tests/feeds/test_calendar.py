"""What one's own calendar reads at its secret address, and what it never does."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from portal.accounts.models import Account, WebSession
from portal.applications.models import Status
from portal.applications.services import drafts, withdrawing
from portal.applications.services.deciding import decide_many
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core import clock as portal_clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.feeds import limits, services
from portal.feeds.models import CalendarFeed
from portal.programs.models import PeriodStyle
from portal.programs.windows import last_moment
from tests.factories.applications import actor, employee
from tests.factories.deciding import another_round, mark_of, office, officer_of, order, seated

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return office()


@pytest.fixture
def who(app):
    return employee()


def address_of(who) -> str:
    return f"/calendar/{services.make(actor(who))}.ics"


def events(client, address):
    answer = client.get(address)
    assert answer.status_code == 200 and answer.mimetype == "text/calendar"
    found = Calendar.from_ical(answer.data)
    return {str(one["uid"]).partition("@")[0]: one for one in found.walk("VEVENT")}


def test_it_says_what_was_told_and_follows_it(place, who, client, clock):
    """From sending to the end: the answer's day, the days themselves, and a cancellation that grows its number."""
    sent = seated(place, who=who)
    address = address_of(who)
    answer_day = f"{sent.public_id}-answer"
    assert list(events(client, address)) == [answer_day]
    assert events(client, address)[answer_day]["summary"] == "저경력공무원 워크숍 결과 안내"

    decide_many(officer_of(place), [mark_of(sent)], order(Action.APPROVE))
    assert list(events(client, address)) == [answer_day], "a decision that can be undone is not told"
    first_number = events(client, address)[answer_day]["sequence"]

    clock.freeze(portal_clock.now() + timedelta(minutes=6))
    found = events(client, address)
    assert list(found) == [sent.public_id]
    event = found[sent.public_id]
    assert (event["status"], event["location"], event["summary"]) == ("CONFIRMED", "교육연수원", "저경력공무원 워크숍")
    assert event["dtstart"].dt == place.round.starts_on
    assert event["dtend"].dt == place.round.ends_on + timedelta(days=1)
    assert event["sequence"] > first_number

    withdrawing.withdraw(actor(who), sent.public_id, reason="사정")
    gone = events(client, address)
    assert list(gone) == [sent.public_id] and gone[sent.public_id]["status"] == "CANCELLED"
    assert gone[sent.public_id]["sequence"] > event["sequence"]


def test_what_waits_and_what_is_over_have_their_days(place, who, client):
    day = portal_clock.today() + timedelta(days=2)
    mend = seated(place, who=who, status=Status.RETURNED, return_by=day)
    months = another_round(place, period_style=PeriodStyle.MONTHS)
    pair = seated(place, who=who, status=Status.ACTIVE, round=months)
    refused = seated(place, who=who, status=Status.REJECTED, round=another_round(place))
    opened = another_round(
        place, apply_from=portal_clock.now() - timedelta(days=1), apply_to=portal_clock.now() + timedelta(days=3)
    )
    drafts.keep(actor(who), opened.id, typed={"mobile": ["010-1234-5678"]}, checked=False)
    found = events(client, address_of(who))
    assert found.pop(f"{mend.public_id}-mend")["dtstart"].dt == portal_clock.end_of_term(day)
    assert found.pop(f"{mend.public_id}-answer")
    assert found.pop(f"{pair.public_id}-first")["dtstart"].dt == months.starts_on
    assert found.pop(f"{pair.public_id}-last")["dtstart"].dt == months.ends_on
    [(uid, draft)] = found.items()
    assert refused.public_id not in uid and draft["summary"] == "다른 프로그램 신청 마감"
    assert draft["dtend"].dt == last_moment(opened.apply_to) and draft["dtend"].params["TZID"] == "Asia/Seoul"
    assert isinstance(draft["dtstart"].dt, datetime)


def test_it_is_silent_about_counseling_about_others_and_about_the_person(place, who, client):
    case = another_round(place, kind="hr_counseling", track="person", apply_to=portal_clock.now() + timedelta(days=3))
    secret = seated(place, who=who, status=Status.APPROVED, round=case)
    other = seated(place, "남다른", status=Status.APPROVED)
    seated(place, who=who, status=Status.APPROVED)
    answer = client.get(address_of(who)).text
    assert answer.count("BEGIN:VEVENT") == 1 and "TZID:Asia/Seoul" in answer
    for word in (secret.public_id, other.public_id, "상담", who.name, who.login_id, "010-", secret.receipt_no):
        assert word not in answer


def test_the_address_is_a_secret_shown_once(place, who, as_, client):
    seated(place, who=who, status=Status.APPROVED)
    browser = as_(who)
    assert "아직 주소를 만들지 않으셨습니다." in browser.get("/account/calendar").text
    assert "/account/calendar" in browser.get("/account").text
    made = browser.post("/account/calendar").text
    address = made.partition('id="feed-address" value="')[2].partition('"')[0]
    path = address[address.index("/calendar/") :]
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert client.get(path).status_code == 200
    again = browser.get("/account/calendar").text
    assert token not in again and "만드신 주소가 있습니다" in again
    row = db.session.scalar(select(CalendarFeed))
    assert token not in (row.token_hash, str(row.id)) and len(token) == 32
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.object_type == "feed")).all()
    assert [one.action for one in noted] == ["feed.make"] and token not in str(noted[0].after)

    renewed = browser.post("/account/calendar").text
    assert client.get(path).status_code == 404
    new = renewed.partition('id="feed-address" value="')[2].partition('"')[0]
    assert db.session.scalar(select(func.count()).select_from(CalendarFeed)) == 1
    assert client.get(new[new.index("/calendar/") :]).status_code == 200
    for _twice in range(2):
        assert browser.post("/account/calendar/revocation").status_code == 303
    assert client.get(new[new.index("/calendar/") :]).status_code == 404
    assert "아직 주소를" in browser.get("/account/calendar").text


def test_guessed_and_dead_addresses_are_not_there(who, client):
    good = address_of(who)
    for path in (f"/calendar/{'0' * 32}.ics", "/calendar/x.ics", good[:-5] + "X.ics", good.upper()):
        assert client.get(path).status_code == 404, path
    assert client.post(good).status_code in (403, 405)
    db.session.get(Account, who.id).is_active = False
    assert client.get(good).status_code == 404


def test_reading_is_no_session_and_is_answered_once_by_its_tag(place, who, as_, client, clock, statements):
    seated(place, who=who, status=Status.APPROVED)
    address, browser = address_of(who), as_(who)
    before = db.session.execute(select(WebSession.last_seen_at, WebSession.expires_at)).all()
    clock.freeze(portal_clock.now() + timedelta(minutes=3))
    statements.clear()
    first = client.get(address)
    assert len(statements) == 5
    assert "Set-Cookie" not in first.headers
    browser.get(address)
    assert db.session.execute(select(WebSession.last_seen_at, WebSession.expires_at)).all() == before
    clock.freeze(portal_clock.now() + timedelta(hours=3))
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""
    place.round.place = "다른 곳"
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action.like("%read"))) == 0


def test_it_is_read_thirty_times_a_minute_and_not_more_often(who, client, monkeypatch):
    minute = [1000.0]
    monkeypatch.setattr(limits, "monotonic", lambda: minute[0])
    address, other = address_of(who), address_of(employee())
    assert {client.get(address).status_code for _ in range(limits.MOST_READS)} == {200}
    assert client.get(address).status_code == 429
    assert client.get(other).status_code == 200
    minute[0] += 61
    assert client.get(address).status_code == 200
    monkeypatch.setattr(client.application.extensions["portal_feeds"][1], "most", 2)
    codes = [client.get(f"/calendar/{'0' * 31}{n}.ics").status_code for n in range(3)]
    assert codes == [404, 404, 429]


def test_who_is_no_official_has_none(app):
    with pytest.raises(Missing):
        services.make(Actor(account_id=employee().id, held=(Held(Role.EMPLOYEE),)))
