"""The pages of duty: for everybody, for who is on it, for the desk; with and without HTMX, and what strangers find."""

import subprocess
import sys
from datetime import date, datetime

import pytest
from sqlalchemy import select

from portal.core.db import SEOUL, db, new_public_id
from portal.core.sheets import every_text
from portal.watch import queries
from portal.watch.models import Excuse, RosterState, WatchExcuse, WatchKind, WatchSetting, WatchTurn
from portal.watch.services import solving
from tests.factories.scene import account
from tests.factories.watch import APRIL, guard, month, shift, turn


@pytest.fixture
def place(clock, app):
    found = guard()
    found.tonight = shift(found, date(2025, 3, 12), "김하나", "이두리")
    found.later = shift(found, date(2025, 3, 28), "박세찬", "최네모")
    return found


def test_everybody_sees_who_is_on_duty_with_the_phone_on_top(place, as_, htmx):
    stranger, own = as_(account("홍길동")), as_(place.people["김하나"])
    text = stranger.get("/duty", headers=htmx("watch-month")).text
    assert "2025년 3월 당직표" in text and "김하나" in text and "is-mine" not in text
    assert ("당직실" in text) and (("<html" in text) is not htmx.on)
    assert "is-mine" in own.get("/duty", headers=htmx("watch-month")).text
    assert "아직 명령되지 않았습니다" in stranger.get("/duty?month=2025-05", headers=htmx("watch-month")).text
    for odd in ("", "2025-13", "%00", "202５-03"):
        assert "2025년 3월 당직표" in stranger.get(f"/duty?month={odd}").text
    first = stranger.get("/").text
    assert "오늘 당직" in first and "02-399-9000" in first and "김하나(책임자)" in first


def test_drafts_are_seen_at_the_desk_alone(place, as_):
    roster = month(place, APRIL, RosterState.DRAFT)
    made = shift(place, date(2025, 4, 10), "김하나", "강여섯", roster=roster)
    own = as_(place.people["김하나"])
    assert "강여섯" not in own.get("/duty?month=2025-04").text
    assert "4. 10." not in own.get("/duty/own").text
    for address in (f"/duty/shifts/{made.public_id}/log", f"/duty/turns/{made.turns[0].public_id}/swap"):
        assert own.get(address).status_code == 404
    assert "강여섯" in as_(place.officer).get(f"/admin/duty/rosters/{roster.public_id}").text


def test_the_desk_is_not_there_for_anybody_else(place, as_):
    roster = month(place, APRIL, RosterState.DRAFT)
    shift(place, date(2025, 4, 10), "김하나", roster=roster)
    pages = ["", "/people", "/rules", "/kinds/form", "/ledger", f"/rosters/{roster.public_id}",
             f"/kinds/{place.day.public_id}", f"/shifts/{place.later.public_id}/turn"]  # fmt: skip
    for who, codes in ((place.people["김하나"], {404}), (place.officer, {200})):
        client = as_(who)
        assert {client.get(f"/admin/duty{page}").status_code for page in pages} == codes
    commander = as_(place.head)
    assert {commander.get(f"/admin/duty{page}").status_code for page in pages[:-1]} == {200}
    assert commander.get(f"/admin/duty{pages[-1]}").status_code == 404, "who commands does not choose"


def test_a_month_is_asked_for_waits_is_found_and_ordered(place, as_, htmx):
    officer, head = as_(place.officer), as_(place.head)
    place.setting.distance_days, place.day.is_active = 2, False
    answer = officer.post("/admin/duty/rosters", data={"month": "2025-04"})
    assert answer.status_code == 303
    waiting = officer.get(answer.location, headers=htmx("watch-roster")).text
    assert "every 3s" in waiting and "편성 대기" in waiting
    solving.work()
    found = officer.get(answer.location, headers=htmx("watch-roster")).text
    assert "every 3s" not in found and ("가장 적음" in found or "채우지 못한" in found)
    roster = queries.roster_or_missing(answer.location.rsplit("/", 1)[1])
    assert roster.state == RosterState.DRAFT
    assert officer.post(f"{answer.location}/proposal", data={"version": roster.version}).status_code == 303
    version = queries.roster_or_missing(roster.public_id).version
    assert head.post(f"{answer.location}/order", data={"version": version}).status_code == 303
    assert "이과장" in officer.get(answer.location).text
    again = officer.post("/admin/duty/rosters", data={"month": "2025-04"})
    assert again.status_code in (409, 422)


def test_a_late_order_asks_for_its_reason_beside_the_field(place, as_, clock):
    roster = month(place, APRIL, RosterState.DRAFT)
    shift(place, APRIL, "김하나", "이두리", roster=roster)
    clock.freeze(datetime(2025, 3, 30, 9, 0, tzinfo=SEOUL))
    head, address = as_(place.head), f"/admin/duty/rosters/{roster.public_id}"
    answer = head.post(f"{address}/order", data={"version": roster.version, "late_reason": ""})
    assert answer.status_code == 422 and 'id="late_reason-error"' in answer.text
    assert head.post(f"{address}/order", data={"version": "99"}).status_code == 409


def test_a_hand_changes_a_turn_and_bad_input_loses_nothing(place, as_):
    officer, old = as_(place.officer), turn(place.later, place.people["박세찬"])
    address = f"/admin/duty/shifts/{place.later.public_id}/turn"
    form = officer.get(f"{address}?turn={old.public_id}").text
    assert "박세찬" in form and old.public_id in form
    sent = {"turn": old.public_id, "version": old.version, "person": place.people["강여섯"].person_id, "reason": ""}
    assert officer.post(address, data=sent).status_code == 422
    assert officer.post(address, data={**sent, "person": "x", "reason": "병가"}).status_code == 422
    assert officer.post(address, data={**sent, "reason": "병가", "version": "77"}).status_code == 409
    assert officer.post(address, data={**sent, "reason": "병가"}).status_code == 303
    assert "강여섯" in officer.get("/duty").text


def test_a_swap_goes_through_its_pages(place, as_):
    asker, taker, head = as_(place.people["김하나"]), as_(place.people["박세찬"]), as_(place.head)
    given, wanted = turn(place.tonight, place.people["김하나"]), turn(place.later, place.people["박세찬"])
    address = f"/duty/turns/{given.public_id}/swap"
    assert "박세찬님의 3. 28.(금) 숙직과 맞바꾸기" in asker.get(address).text
    assert taker.get(address).status_code == 404
    sent = {"partner": f"turn:{wanted.public_id}", "reason": "<b>출장", "version": given.version}
    assert asker.post(address, data={**sent, "partner": "turn:' OR 1"}).status_code == 422
    assert asker.post(address, data={**sent, "reason": ""}).status_code == 422
    assert asker.post(address, data=sent).status_code == 303
    assert asker.post(address, data=sent).status_code == 409, "the same wish twice"
    swap = queries.swaps_live()[0]
    page = f"/duty/swaps/{swap.public_id}"
    assert "&lt;b&gt;출장" in taker.get(page).text and "동의하기" in taker.get(page).text
    assert as_(place.people["정다섯"]).get(page).status_code == 404
    assert asker.post(f"{page}/consent", data={"version": swap.version}).status_code == 403
    assert taker.post(f"{page}/consent", data={"version": swap.version}).status_code == 303
    db.session.refresh(swap)
    assert head.post(f"{page}/rejection", data={"version": swap.version, "note": ""}).status_code == 422
    assert taker.post(f"{page}/approval", data={"version": swap.version}).status_code == 403
    assert head.post(f"{page}/approval", data={"version": swap.version}).status_code == 303
    assert head.post(f"{page}/approval", data={"version": swap.version}).status_code == 409
    assert "승인" in asker.get("/duty/own").text and "박세찬" in asker.get("/duty").text


def test_a_log_goes_through_its_pages(place, as_, clock):
    clock.freeze(datetime(2025, 3, 13, 8, 45, tzinfo=SEOUL))
    writer, own = as_(place.people["김하나"]), f"/duty/shifts/{place.tonight.public_id}/log"
    assert as_(place.people["정다섯"]).get(own).status_code == 404
    bad = writer.post(f"{own}/calls", data={"call-at": "99:99", "call-about": "문의 <i>", "call-done": ""})
    assert bad.status_code == 422 and "09:00처럼" in bad.text and "문의 &lt;i&gt;" in bad.text
    good = {"call-at": "22:10", "call-about": "문의 <i>", "call-done": "안내"}
    assert writer.post(f"{own}/calls", data=good).status_code == 303
    seen = {"patrol-at": "23:00", "patrol-place": "본관", "patrol-found": "이상 없음"}
    assert writer.post(f"{own}/patrols", data=seen).status_code == 303
    assert writer.post(f"{own}/handover").status_code == 409
    assert writer.post(f"{own}/patrols/999999/removal").status_code == 404
    log = queries.log_of(place.tonight.id)
    words = {"version": log.version, "handed_over": "열쇠", "last_out": "총무팀 21:00"}
    assert writer.post(own, data=words).status_code == 303
    assert writer.post(f"{own}/handover").status_code == 303
    officer, head = as_(place.officer), as_(place.head)
    for who, act in ((officer, "inspection"), (head, "confirmation")):
        version = queries.log_of(place.tonight.id).version
        assert who.post(f"{own}/{act}", data={"version": version}).status_code == 303
    sheet = officer.get(f"{own}/sheet").text
    for word in ("별지 제2호", "22:10 문의 &lt;i&gt; → 안내", "23:00 본관: 이상 없음", "열쇠", "박당직", "이과장"):
        assert word in sheet, word


def test_ones_own_wish_is_kept_without_a_reason_and_nobody_else_ends_it(place, as_):
    own, officer = as_(place.people["정다섯"]), as_(place.officer)
    days = {"first_day": "2025-04-01", "last_day": "2025-03-01"}
    assert own.post("/duty/own/excuses", data=days).status_code == 422
    assert own.post("/duty/own/excuses", data={**days, "last_day": ""}).status_code == 303
    kept = db.session.scalars(select(WatchExcuse)).one()
    text = officer.get("/admin/duty/people").text
    assert kept.excuse == Excuse.OWN and "본인 신청" in text and f"/excuses/{kept.public_id}/end" not in text
    assert officer.post(f"/admin/duty/excuses/{kept.public_id}/end").status_code == 404
    sent = {"person": place.people["정다섯"].person_id, "excuse": "own", "first_day": "2025-04-01"}
    assert officer.post("/admin/duty/excuses", data=sent).status_code == 422, "nobody wishes it for somebody else"
    assert own.post(f"/duty/own/excuses/{kept.public_id}/end").status_code == 303


def test_rules_and_kinds_are_changed_at_the_desk(place, as_):
    officer, setting = as_(place.officer), db.session.scalars(select(WatchSetting)).one()
    sent = {"version": setting.version, "distance_days": "10", "order_days": "7", "least_people": "2",
            "rest_days": "10", "phone": "02-1", "bars": "과장\n운전"}  # fmt: skip
    assert officer.post("/admin/duty/rules", data={**sent, "distance_days": "0"}).status_code == 422
    assert officer.post("/admin/duty/rules", data={**sent, "version": "9"}).status_code == 409
    assert officer.post("/admin/duty/rules", data=sent).status_code == 303
    assert "과장\n운전" in officer.get("/admin/duty/rules").text
    kind = {"version": "0", "name": "재택당직", "days": "every", "begins": "18:00", "ends": "09:00", "people": "2",
            "place": "자택", "allowance": "20000", "is_active": "y"}  # fmt: skip
    assert officer.post("/admin/duty/kinds/form", data={**kind, "ends": "18:00"}).status_code == 422
    assert officer.post("/admin/duty/kinds/form", data={**kind, "name": "숙직"}).status_code == 422
    assert officer.post("/admin/duty/kinds/form", data=kind).status_code == 303
    made = db.session.scalars(select(WatchKind).where(WatchKind.name == "재택당직")).one()
    assert not made.earns_rest and made.is_active
    changed = {**kind, "version": str(made.version), "people": "3"}
    assert officer.post(f"/admin/duty/kinds/{made.public_id}", data=changed).status_code == 303
    assert officer.post(f"/admin/duty/kinds/{made.public_id}", data=changed).status_code == 409


def test_the_rest_is_chosen_on_its_page(place, as_, clock):
    clock.freeze(datetime(2025, 3, 13, 10, 0, tzinfo=SEOUL))
    own, mine = as_(place.people["김하나"]), turn(place.tonight, place.people["김하나"])
    address = f"/duty/turns/{mine.public_id}/rest"
    assert "2025. 3. 27." in own.get(address).text
    assert own.post(address, data={"day": "2025-04-27"}).status_code == 422
    assert own.post(address, data={"day": "어제"}).status_code == 422
    assert own.post(address, data={"day": "2025-03-14"}).status_code == 303
    assert db.session.get_one(WatchTurn, mine.id).rest_on == date(2025, 3, 14)
    assert "2025. 3. 14." in as_(place.officer).get("/admin/duty/ledger").text


def test_allowances_leave_as_a_spreadsheet(place, as_):
    officer = as_(place.officer)
    assert officer.get("/exports/new?list=duty-allowances&month=2025-03").status_code == 200
    sent = {
        "key": new_public_id(),
        "list": "duty-allowances",
        "query": "month=2025-03",
        "purpose": "paying",
        "reason": "3월 당직수당 지급",
    }
    made = officer.post("/exports", data=sent)
    assert made.status_code == 303, made.text
    file = officer.post(f"{made.location}/file")
    text = every_text(file.data)
    for word in ("당직수당", "2025년 3월", "김하나", "6급", "12일 숙직"):
        assert any(word in cell for cell in text), word


def test_pages_cost_the_same_however_many_are_on_duty(place, as_, statements):
    own, costs = as_(place.people["김하나"]), []
    addresses = ("/duty", "/duty/own", "/")
    for days in ((), range(14, 20)):
        for day in days:
            shift(place, date(2025, 3, day), "정다섯", "강여섯")
        for address in addresses:
            own.get(address)
        found = []
        for address in addresses:
            statements.clear()
            assert own.get(address).status_code == 200
            found.append(len(statements))
        costs.append(found)
    assert costs[0] == costs[1] == [11, 13, 10]


def test_no_web_worker_loads_the_solver():
    asked = "import sys, wsgi; print(sorted({'highspy', 'numpy'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
