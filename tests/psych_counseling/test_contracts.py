"""Institutions, prices and rules: they hold from a day on, and nothing that is settled or past is reckoned anew."""

import re
from datetime import date

import pytest

from portal.accounts.models import OneTimeLink
from portal.accounts.services import approve_link
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal
from portal.kinds.psych_counseling.models import Ending, Kind, Member, Price, Provider, Rule, Trail, Way
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services import applying, contract, counseling, members, office
from tests.factories.psych import SENT, acting, asked, room
from tests.factories.scene import account

pytestmark = pytest.mark.usefixtures("clock")
DESK = "/admin/support/providers"
HOUSE = {"name": "새봄 상담센터", "phone": "02-000-0000", "regions": ["동북"], "takes_new": "y"}
OURS = {"Sec-Fetch-Site": "same-origin"}
APRIL = date(2025, 4, 1)


def enter(place, one, day=date(2025, 3, 12)):
    return counseling.enter_session(
        place.actor("provider"), one.public_id, entry=counseling.Entry(day, Way.PHONE, Kind.ATTENDED)
    )


def test_a_price_holds_from_its_day_and_no_settled_month_is_reckoned_anew(app, clock):
    place = room()
    officer, house = place.actor("officer"), place.provider.id
    enter(place, asked(place))
    contract.add_price(officer, house, valid_from=date(2025, 3, 10), amount=90_000)
    clock.freeze(clock.at(date(2025, 4, 2)))
    assert office.settle(officer, house, month="2025-03").amount == 90_000
    for day in (date(2025, 3, 31), date(2025, 1, 2)):
        with pytest.raises(Refusal, match="이미 정산한 달"):
            contract.add_price(officer, house, valid_from=day, amount=1)
    [used] = db.session.query(Price).filter_by(provider_id=house, valid_from=date(2025, 3, 10))
    with pytest.raises(Refusal, match="이미 정산한 달"):
        contract.remove_price(officer, house, used.id)
    later = contract.add_price(officer, house, valid_from=APRIL, amount=100_000)
    with pytest.raises(Refusal, match="같은 날부터"):
        contract.add_price(officer, house, valid_from=APRIL, amount=1)
    contract.remove_price(officer, house, later.id)
    db.session.query(Price).delete()  # as if it had come about outside the portal
    db.session.commit()
    [invoice] = sums.invoices_of(place.round.program_id, "2025-03")
    assert (invoice.sessions, invoice.amount, invoice.unpriced) == (1, 90_000, 1)


def test_a_month_without_a_price_is_not_settled_for_nothing(app, clock, as_):
    place = room()
    enter(place, asked(place))
    db.session.query(Price).delete()
    db.session.commit()
    clock.freeze(clock.at(date(2025, 4, 2)))
    with pytest.raises(Refusal, match="단가가 정해지지 않은"):
        office.settle(place.actor("officer"), place.provider.id, month="2025-03")
    page = as_(place.accounts["officer"]).get("/admin/support/settlement?month=2025-03").text
    assert "단가가 정해지지 않은 회기가 1건" in page
    assert "정산 확정" not in page


def test_a_rule_begins_today_or_later_and_is_taken_back_only_before_its_day(app, clock):
    place = room(cap=8)
    officer = place.actor("officer")
    with pytest.raises(Refusal, match="오늘이나 그 뒤"):
        contract.add_rule(officer, valid_from=date(2025, 3, 11), cap=1, extension=1, missed_counts=True)
    one = asked(place)
    made = contract.add_rule(officer, valid_from=APRIL, cap=1, extension=5, missed_counts=False)
    enter(place, one)
    clock.freeze(clock.at(APRIL))
    with pytest.raises(Refusal, match="횟수를 모두"):
        enter(place, one, APRIL)
    assert counseling.ask_extension(place.actor("provider"), one.public_id).sessions == 5
    with pytest.raises(Refusal, match="이미 적용된"):
        contract.remove_rule(officer, made.id)
    db.session.rollback()
    coming = contract.add_rule(officer, valid_from=date(2026, 1, 1), cap=9, extension=3, missed_counts=True)
    contract.remove_rule(officer, coming.id)
    assert db.session.query(Rule).count() == 2


def test_an_institution_that_takes_nobody_new_goes_on_and_ends_when_all_are_closed(app, as_):
    place = room()
    officer, house = place.actor("officer"), place.provider
    one = asked(place)
    known = {"name": house.name, "phone": "", "regions": ["동북"], "takes_new": False}
    contract.change_provider(officer, house.id, version=1, **known)
    assert asked(place, "other", region="동북").provider_id != house.id
    enter(place, one)
    with pytest.raises(Refusal, match="1건 있습니다"):
        contract.end_provider(officer, house.id, version=2)
    counseling.close(place.actor("provider"), one.public_id, ending=Ending.COMPLETED)
    client = as_(place.accounts["provider"])
    assert client.get("/partner").status_code == 200
    contract.end_provider(officer, house.id, version=2)
    assert client.get("/partner").headers["Location"].startswith("/login")
    with pytest.raises(Missing):
        enter(place, one)
    with pytest.raises(Refusal, match="계약이 끝난"):
        contract.change_provider(officer, house.id, version=3, **known)
    assert [bill.sessions for bill in sums.invoices_of(place.round.program_id, "2025-03")] == [1]


def test_without_an_institution_nobody_fills_in_a_form_in_vain(app, as_):
    place = room()
    db.session.query(Provider).update({"takes_new": False})
    db.session.commit()
    client = as_(place.accounts["client"])
    assert "지금은 연결해 드릴 기관이 없습니다" in client.get("/support").text
    assert client.post("/support/request", data=SENT).status_code == 409


def test_an_officer_lets_nobody_in_alone(app, as_, client):
    """The link for an institution's account is dead until an administrator has approved it; then it works once."""
    place = room()
    desk = as_(place.accounts["officer"])
    sent = {"worker": "김이음", "login_id": "maeum.kim"}
    page = desk.post(f"{DESK}/{place.provider.id}/members", data=sent).text
    path = re.search(r"/links/[0-9a-f]{32}", page)[0]
    assert "시스템 관리자가 승인해야" in page
    assert client.get(path).status_code == 404
    link = db.session.query(OneTimeLink).one()
    with pytest.raises(NotAllowed):
        approve_link(place.actor("officer"), link.id)
    approve_link(place.actor("sysadmin"), link.id)
    assert client.get(path).status_code == 200
    password = {"password": "봄날에 핀 꽃 열 송이", "password_again": "봄날에 핀 꽃 열 송이"}
    assert client.post(path, data=password).status_code == 303
    assert "마음이음" in client.get("/partner").text
    made = db.session.query(Member).filter_by(account_id=link.account_id).one()
    members.end_member(place.actor("officer"), place.provider.id, made.account_id)
    assert client.get("/partner").headers["Location"].startswith("/login")
    with pytest.raises(Missing):
        members.new_link(place.actor("officer"), place.provider.id, made.account_id)
    actions = [line.action for line in db.session.query(Trail).order_by(Trail.position)]
    assert actions == ["member_added", "member_ended"]


def test_no_official_is_made_somebody_of_an_institution_and_no_other_account_gets_a_link(app):
    place = room()
    officer, house = place.actor("officer"), place.provider.id
    for who in ("client", "sysadmin", "rival"):
        with pytest.raises(Missing):
            members.new_link(officer, house, place.accounts[who].id)
        with pytest.raises(Missing):
            members.end_member(officer, house, place.accounts[who].id)
    with pytest.raises(Refusal, match="이미"):
        members.add_member(officer, house, name="가짜", login_id=place.accounts["client"].login_id)
    both = account("두역할", Role.ADMIN)
    db.session.add(Member(account_id=both.id, provider_id=house))
    db.session.commit()
    with pytest.raises(NotAllowed):
        members.new_link(officer, house, both.id)


@pytest.mark.parametrize("who", ["client", "provider", "lead", "head", "sysadmin", "auditor", "stranger"])
def test_for_everybody_but_the_teams_officers_there_are_no_contracts(app, as_, who):
    place = room()
    client, house = as_(place.accounts[who]), f"{DESK}/{place.provider.id}"
    assert {client.get(address).status_code for address in (DESK, house, "/admin/support/rules")} == {404}
    sent = {**HOUSE, "valid_from": "2025-05-01", "amount": "1", "cap": "9", "extension": "9", "version": "1"}
    for address in (DESK, house, f"{house}/prices", f"{house}/ending", f"{house}/members", "/admin/support/rules"):
        assert client.post(address, data={**sent, "worker": "김이음", "login_id": "maeum.kim"}).status_code == 404
    assert (db.session.query(Provider).count(), db.session.query(Price).count(), db.session.query(Rule).count()) == (
        2, 2, 1,
    )  # fmt: skip


def test_the_pages_take_what_fits_and_say_what_does_not(app, as_, statements):
    place = room()
    desk, house = as_(place.accounts["officer"]), f"{DESK}/{place.provider.id}"
    where = desk.post(DESK, data=HOUSE).headers["Location"]
    page = desk.get(where).text
    assert "새봄 상담센터" in page
    assert "단가가 정해지지 않았습니다" in page
    assert desk.post(DESK, data=HOUSE).status_code == 409
    for address, sent, words in (
        (DESK, {**HOUSE, "name": ""}, "기관 이름을 적어"),
        (DESK, {**HOUSE, "phone": "<b>02"}, "02-000-0000 형식"),
        (DESK, {**HOUSE, "regions": ["부산"]}, "보기에 있는 것"),
        (f"{house}/prices", {"valid_from": "2025-02-31", "amount": "80000"}, "적용 시작일"),
        (f"{house}/prices", {"valid_from": "9999-01-01", "amount": "80000"}, "적용 시작일을 확인"),
        (f"{house}/prices", {"valid_from": "2025-05-01", "amount": "-1"}, "숫자로 적어"),
        (f"{house}/prices", {"valid_from": "2025-05-01", "amount": "0"}, "1원부터"),
        (f"{house}/members", {"worker": "김이음", "login_id": "관리자"}, "영문 소문자로"),
        ("/admin/support/rules", {"valid_from": "2025-05-01", "cap": "100", "extension": "3"}, "1회부터 99회"),
        ("/admin/support/rules", {"valid_from": "2025-01-01", "cap": "8", "extension": "3"}, "오늘이나 그 뒤"),
    ):
        answer = desk.post(address, data=sent)
        assert (answer.status_code in (409, 422), words in answer.text) == (True, True), (address, sent)
    stale = desk.post(house, data={**HOUSE, "name": "낡은 화면", "version": "7"})
    assert stale.status_code == 409
    assert 'value="낡은 화면"' in stale.text
    assert desk.post(house, data={**HOUSE, "name": "새 이름", "version": "1"}).status_code == 303
    assert db.session.get(Provider, place.provider.id).name == "새 이름"
    found = {}
    for address in (DESK, house, "/admin/support/rules"):
        statements.clear()
        desk.get(address)
        found[address.removeprefix("/admin/support/")] = len(statements)
    assert list(found.values()) == [8, 8, 4]


def test_what_was_typed_outlives_a_password_asked_for_in_the_middle(app, as_, clock):
    place = room()
    desk = as_(place.accounts["officer"])
    clock.freeze(clock.now().replace(hour=10, minute=25))
    sent = {"worker": "김이음", "login_id": "maeum.kim"}
    asked_for = desk.post(f"{DESK}/{place.provider.id}/members", data=sent, headers=OURS)
    assert asked_for.status_code == 401
    kept = dict(re.findall(r'name="(kept\.[^"]*)" value="([^"]*)"', asked_for.text))
    assert {"kept.worker": "김이음", "kept.login_id": "maeum.kim"}.items() <= kept.items()
    again = desk.post("/account/confirmation", data={**kept, "password": "wrong"}, headers=OURS)
    assert 'value="김이음"' in again.text
    assert db.session.query(Member).count() == 2


def test_two_at_once_change_an_institution_once(app):
    place = room()
    officer, house = place.actor("officer"), place.provider
    known = {"name": "가", "phone": "", "regions": ["동북"], "takes_new": True}
    contract.change_provider(officer, house.id, version=1, **known)
    with pytest.raises(Refusal, match="그 사이에"):
        contract.change_provider(officer, house.id, version=1, **{**known, "name": "나"})
    db.session.rollback()
    assert db.session.get(Provider, house.id).name == "가"
    outsider = acting(place.accounts["stranger"], Held(Role.OFFICER, place.team.parent_id + 1))
    with pytest.raises(Missing):
        contract.change_provider(outsider, house.id, version=2, **known)
    assert applying.provider_for("동북").id == house.id
