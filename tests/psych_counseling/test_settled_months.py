"""A settled month: taken as a file for a reason that is kept, opened again by two people, settled anew."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.kinds.psych_counseling.models import Reopening, Session, Settlement, Trail
from portal.kinds.psych_counseling.queries.news import waiting_at_desk
from portal.kinds.psych_counseling.services import counseling, office, purging, reopening, trail
from tests.factories.psych import acting, asked, room
from tests.psych_counseling.test_contracts import enter
from tests.psych_counseling.test_services import together

MONTH = "2025-03"
REASON = "센터가 12일 회기를 빠뜨림"


@pytest.fixture
def place(app, clock):
    made = room()
    made.one = asked(made)
    made.held = enter(made, made.one)
    clock.freeze(clock.at(date(2025, 4, 2)))
    office.settle(made.actor("officer"), made.provider.id, month=MONTH)
    return made


def ask(place, reason=REASON):
    return reopening.ask(place.actor("officer"), place.provider.id, month=MONTH, reason=reason)


def test_a_file_is_given_for_a_reason_that_stands_in_it_and_in_the_trail(place, as_):
    desk, sent = as_(place.accounts["officer"]), {"provider": place.provider.id, "month": MONTH}
    form = desk.get("/admin/support/settlement/sheet", query_string=sent)
    assert place.provider.name in form.text
    for reason in ("", "없음", "가" * 301, "900101-1234567 확인"):
        answer = desk.post("/admin/support/settlement/sheet", data={**sent, "reason": reason})
        assert (answer.status_code, answer.mimetype) == (422, "text/html")
        assert 'id="reason-error"' in answer.text
    assert db.session.query(Trail).filter_by(action="sheet").count() == 0
    reason = "=HYPERLINK(지출 결의 붙임)"
    given = desk.post("/admin/support/settlement/sheet", data={**sent, "reason": reason})
    assert given.data.startswith(b"PK")
    with ZipFile(BytesIO(given.data)) as book:
        said = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert (reason in said, place.one.number in said, "<f>" in said) == (True, True, False)
    line = db.session.query(Trail).filter_by(action="sheet").one()
    assert (line.object_ref, line.reason) == (f"{place.provider.id}:{MONTH}", reason)
    assert len(line.fingerprint) == 64
    assert trail.first_broken_line() is None
    assert reason in desk.get(f"/admin/support/settlement?month={MONTH}").text


@pytest.mark.parametrize(
    "asked_for",
    [
        {"provider": "1", "month": "2025-13"},
        {"provider": "1", "month": "2025-03x"},
        {"provider": "9", "month": MONTH},
        {"provider": "99999999999", "month": MONTH},
        {"provider": "1' OR 1", "month": MONTH},
        {"month": MONTH},
        {},
    ],
)
def test_a_month_that_is_none_is_not_found(place, as_, asked_for):
    desk = as_(place.accounts["officer"])
    assert desk.get("/admin/support/settlement/sheet", query_string=asked_for).status_code == 404
    for address in ("/admin/support/settlement/sheet", "/admin/support/reopenings"):
        answer = desk.post(address, data={**asked_for, "reason": REASON})
        assert answer.status_code in (404, 422), (address, asked_for)
    assert db.session.query(Reopening).count() == 0


def test_a_month_is_opened_again_by_two_mended_and_settled_anew(place, as_):
    desk, lead = as_(place.accounts["officer"]), as_(place.accounts["lead"])
    page = desk.get(f"/admin/support/settlement?month={MONTH}").text
    assert "다시 열기 요청" in page
    sent = {"provider": place.provider.id, "month": MONTH, "reason": REASON}
    assert desk.post("/admin/support/reopenings", data=sent).status_code == 303
    again = desk.post("/admin/support/reopenings", data={**sent, "reason": "또 적은 사유"})
    assert (again.status_code, "또 적은 사유" in again.text) == (409, True)
    [wanted] = db.session.query(Reopening).all()
    assert waiting_at_desk(place.actor("lead")) == 1
    assert lead.get("/admin/support/requests").headers["Location"] == "/admin/support/reopenings"
    seen = lead.get("/admin/support/reopenings").text
    assert REASON in seen
    assert [word for word in (place.one.number, "80,000", "1회") if word in seen] == []
    with pytest.raises(Refusal, match="정산이 끝난"):
        enter(place, place.one, date(2025, 3, 13))
    address = f"/admin/support/reopenings/{wanted.id}/decision"
    assert desk.post(address, data={"approve": "yes", "version": "1"}).status_code == 404
    assert lead.post(address, data={"approve": "yes", "version": "1"}).status_code == 303
    assert lead.post(address, data={"approve": "yes", "version": "1"}).status_code == 409
    enter(place, place.one, date(2025, 3, 13))
    done = office.settle(place.actor("officer"), place.provider.id, month=MONTH)
    assert (done.sessions, done.amount) == (2, 160_000)
    kept = db.session.query(Reopening).one()
    assert (kept.sessions, kept.amount, kept.decided_by_id) == (1, 80_000, place.accounts["lead"].id)
    actions = [line.action for line in db.session.query(Trail).order_by(Trail.position)]
    assert actions[-5:] == ["settle", "reopening_asked", "reopening_approved", "session", "settle"]
    said = desk.get(f"/admin/support/settlement?month={MONTH}").text
    assert all(words in said for words in ("다시 열기 승인", REASON, place.accounts["lead"].name))
    assert trail.first_broken_line() is None


def test_nobody_opens_a_month_alone_and_a_no_leaves_it_settled(place):
    wanted = ask(place)
    both = acting(place.accounts["officer"], *place.roles("officer"), *place.roles("lead"))
    with pytest.raises(NotAllowed, match="서로 달라야"):
        reopening.decide(both, wanted.id, approve=True, version=1)
    for who in ("head", "sysadmin", "auditor", "provider", "stranger"):
        with pytest.raises(Missing):
            reopening.decide(place.actor(who), wanted.id, approve=True, version=1)
        with pytest.raises(Missing):
            reopening.ask(place.actor(who), place.provider.id, month=MONTH, reason=REASON)
    reopening.decide(place.actor("lead"), wanted.id, approve=False, version=1)
    with pytest.raises(Stale):
        reopening.decide(place.actor("lead"), wanted.id, approve=True, version=1)
    assert db.session.query(Settlement).count() == 1
    with pytest.raises(Missing):
        reopening.ask(place.actor("officer"), place.provider.id, month="2025-02", reason=REASON)


def test_a_month_whose_sessions_are_destroyed_stays_settled(place, clock):
    wanted = ask(place)
    clock.freeze(clock.at(date(2026, 3, 2)))
    assert purging.purge() == 1
    for order in (
        lambda: reopening.decide(place.actor("lead"), wanted.id, approve=True, version=1),
        lambda: ask(place),
    ):
        with pytest.raises((Refusal, Missing)):
            order()
    assert db.session.query(Settlement).one().sessions == 1


def test_asked_twice_at_once_is_asked_once(app, place):
    officer, house = place.actor("officer"), place.provider.id

    def act(number):
        return reopening.ask(officer, house, month=MONTH, reason=f"{REASON} {number}").month

    answers = together(app, 4, act)
    db.session.rollback()
    assert answers.count(MONTH) == 1
    assert db.session.query(Reopening).count() == 1


def test_an_opened_month_lets_a_wrong_session_be_taken_away(place):
    wanted = ask(place)
    reopening.decide(place.actor("lead"), wanted.id, approve=True, version=1)
    counseling.remove_session(place.actor("provider"), place.one.public_id, place.held.id)
    assert db.session.query(Session).count() == 0
