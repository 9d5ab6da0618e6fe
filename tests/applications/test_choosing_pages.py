"""The pages of a round's selection, seats and rules: for those who decide there, with and without HTMX."""

from datetime import timedelta

import pytest

from portal.applications.models import Application, Status
from portal.applications.queries import choosing as queries
from portal.applications.services import choosing
from portal.core.actors import Role
from portal.core.db import db
from portal.programs.models import Plan, Round, SelectionMethod
from tests.factories.deciding import office, officer_of, seated, unseated, waiting
from tests.factories.scene import account

pytestmark = pytest.mark.usefixtures("app", "clock")


def text(answer, status=200):
    assert answer.status_code == status, answer.get_data(as_text=True)[-3000:]
    return answer.get_data(as_text=True)


@pytest.fixture
def drawing(clock):
    """A draw of five for two seats whose window has closed."""
    place = office(capacity=2, selection=SelectionMethod.DRAW)
    choosing.publish_draw(officer_of(place), place.round.id)
    for n in range(5):
        unseated(place, f"신청자{n}")
    clock.freeze(place.round.apply_to + timedelta(minutes=1))
    return place


def at(place, path):
    return f"/admin/rounds/{place.round.id}/{path}"


def test_an_officer_runs_a_draw_looks_changes_one_and_accepts(drawing, as_, htmx):
    officer = as_(drawing.officer)
    assert "선정안 만들기" in text(officer.get(at(drawing, "selection")))
    assert officer.post(at(drawing, "selection/runs")).status_code == 303
    shown = text(officer.get(at(drawing, "selection?show=waitlist"), headers=htmx("proposal")))
    assert ("<html" in shown) is not htmx.on and "예비 1번: 모집 인원이 모두 찼습니다." in shown
    run = queries.runs_of(drawing.round.id)[0]
    last = queries.results_of(run.id)[-1]
    one = at(drawing, f"selection/runs/{run.public_id}/people/{last.application.public_id}")
    assert "추첨 5번째" in text(officer.get(one))
    assert "사유를 적어" in text(officer.post(one, data={"action": "not_select"}), 422)
    assert officer.post(one, data={"action": "not_select", "reason": "본인 사양"}).status_code == 303
    run = queries.runs_of(drawing.round.id)[0]
    accepted = at(drawing, f"selection/runs/{run.public_id}/acceptance")
    assert "다른 담당자가 먼저" in text(officer.post(accepted, data={"version": run.version + 1}), 409)
    assert "5건을 처리했습니다" in text(officer.post(accepted, data={"version": run.version}))
    assert "이미 확정한 선정안" in text(officer.post(accepted, data={"version": run.version + 1}), 409)
    statuses = [row.status for row in db.session.query(Application)]
    assert sorted(statuses) == ["approved", "approved", "not_selected", "waitlisted", "waitlisted"]


def test_the_draw_is_explained_and_can_be_followed_by_everybody(drawing, as_, clock):
    page = f"/programs/{drawing.program.id}/rounds/{drawing.round.id}/draw"
    reader = as_(drawing.applicant)
    draw = choosing.publish_draw(officer_of(drawing), drawing.round.id)
    shown = text(reader.get(page))
    assert draw.commitment in shown and draw.seed in shown and "5건입니다" in shown
    clock.freeze(drawing.round.apply_to - timedelta(days=1))
    shown = text(reader.get(page))
    assert draw.commitment in shown and draw.seed not in shown
    assert draw.commitment in text(reader.get(f"/programs/{drawing.program.id}"))
    clock.freeze(drawing.round.apply_to + timedelta(minutes=1))
    run = choosing.run(officer_of(drawing), drawing.round.id)
    choosing.accept(officer_of(drawing), drawing.round.id, run.public_id, version=run.version)
    shown = text(reader.get(page))
    assert "다시 계산한 순서와 같습니다" in shown
    receipts = queries.order_drawn(run.id)
    assert [shown.index(receipt) for receipt in receipts] == sorted(shown.index(receipt) for receipt in receipts)


def test_an_applicant_reads_the_grounds_once_told(drawing, as_, clock):
    run = choosing.run(officer_of(drawing), drawing.round.id)
    choosing.accept(officer_of(drawing), drawing.round.id, run.public_id, version=run.version)
    result = queries.results_of(run.id)[0]
    from_ = f"/applications/{result.application.public_id}"
    who = db.session.get_one(Application, result.application_id)
    own = as_(db.session.query(type(drawing.officer)).filter_by(person_id=who.person_id).one())
    assert "추첨 1번째" not in text(own.get(from_))
    clock.freeze(clock.now() + timedelta(minutes=10))
    assert "추첨 1번째" in text(own.get(from_))


def test_a_designation_takes_a_pasted_list_and_names_the_wrong_lines(clock, as_):
    place = office(capacity=3, selection=SelectionMethod.DESIGNATION)
    rows = [unseated(place, name) for name in ("가나다", "라마바", "라마바")]
    clock.freeze(place.round.apply_to + timedelta(minutes=1))
    officer, address = as_(place.officer), at(place, "selection/runs")
    wrong = text(officer.post(address, data={"names": "가나다\n\n라마바\n없음\n가나다"}), 422)
    for words in ("3행 라마바: 같은 성명이", "4행 없음: 이 차수에", "5행 가나다: 앞에서"):
        assert words in wrong
    assert "가나다\n\n라마바\n없음" in wrong
    number = rows[2].person.personal_no
    assert officer.post(address, data={"names": f" {number} ,\n가나다"}).status_code == 303
    results = queries.results_of(queries.runs_of(place.round.id)[0].id)
    assert [(one.application_id, one.action) for one in results][:2] == [
        (rows[2].id, "approve"),
        (rows[0].id, "approve"),
    ]


def test_reviewers_give_points_and_bad_ones_keep_what_was_typed(clock, as_):
    place = office(selection=SelectionMethod.REVIEW)
    row = unseated(place)
    officer = as_(place.officer)
    address = at(place, f"review/people/{row.public_id}")
    wrong = text(officer.post(address, data={"points": "120", "remark": "좋습니다"}), 422)
    assert "0점에서 100점까지" in wrong and 'value="120"' in wrong and 'value="좋습니다"' in wrong
    assert officer.post(address, data={"points": "88", "remark": "좋습니다"}).status_code == 303
    assert "김산원 88점 (좋습니다)" in text(officer.get(at(place, "review")))


def test_capacity_is_changed_with_a_reason_and_the_overflow_is_listed(as_):
    place = office(capacity=3)
    for name in ("가", "나", "다"):
        seated(place, name, Status.APPROVED)
    first = waiting(place, "라")
    officer, address = as_(place.officer), at(place, "capacity")
    text(officer.post(address, data={"capacity": "2"}), 422)
    text(officer.post(address, data={"capacity": "둘", "reason": "x"}), 422)
    assert officer.post(address, data={"capacity": "2", "reason": "강의실 변경"}).status_code == 303
    shown = text(officer.get(at(place, "waiting")))
    assert (
        "정원을 넘는 분" in shown and shown.count("라") and db.session.get_one(Round, place.round.id).seats_taken == 3
    )
    assert officer.post(address, data={"capacity": "4", "reason": "강의실 변경"}).status_code == 303
    assert db.session.get_one(Application, first.id).status == Status.SUBMITTED
    assert "정원을 넘는 분" not in text(officer.get(at(place, "waiting")))


def test_rules_are_set_and_a_stale_page_does_not_overwrite_them(as_):
    place = office(capacity=3)
    officer, address = as_(place.officer), at(place, "rules")
    sent = {"waiting": "offer", "offer_days": "1", "substitution": "none", "first_time": "10", "version": "0"}
    text(officer.post(address, data={**sent, "offer_days": "0"}), 422)
    text(officer.post(address, data={**sent, "first_time": ""}), 422)
    text(officer.post(address, data={**sent, "moves_up_until": "0001-01-01"}), 422)
    assert officer.post(address, data=sent).status_code == 303
    assert "다른 담당자가 먼저" in text(officer.post(address, data=sent), 409)
    assert db.session.get_one(Plan, place.round.id).criteria == {"first_time": 10}
    text(officer.get(address))
    text(officer.post(at(place, "hard-schools"), data={"schools": "없는학교"}), 422)


def test_a_seat_out_of_order_needs_a_reason(as_):
    place = office(capacity=1)
    first, second = waiting(place, "가"), waiting(place, "나")
    officer, address = as_(place.officer), at(place, f"people/{second.public_id}")
    text(officer.get(address))
    sent = {"version": second.version, "place": "0"}
    assert "앞 순번의 예비자" in text(officer.post(f"{address}/seat", data=sent), 422)
    assert officer.post(f"{address}/seat", data={**sent, "reason": "업무상 필요"}).status_code == 303
    assert db.session.get_one(Application, second.id).status == Status.SUBMITTED
    assert db.session.get_one(Application, first.id).status == Status.WAITLISTED
    text(officer.post(f"{address}/cancellation", data={"version": 1, "place": "0", "reason": "x"}), 409)


def test_rounds_of_other_teams_are_not_there(as_, drawing):
    stranger = as_(account("남", Role.OFFICER, team=db.session.merge(office().team)))
    for path in ("selection", "review", "waiting", "rules"):
        text(stranger.get(at(drawing, path)), 404)
    for path in ("selection/draw", "selection/runs", "capacity", "rules", "hard-schools", "cancellation"):
        text(stranger.post(at(drawing, path), data={"reason": "x", "capacity": "1"}), 404)
    text(as_(drawing.officer).get("/admin/rounds/999999/selection"), 404)


def test_statements_of_the_selection_page_do_not_grow_with_its_rows(drawing, as_, statements):
    choosing.run(officer_of(drawing), drawing.round.id)
    officer = as_(drawing.officer)
    statements.clear()
    officer.get(at(drawing, "selection"))
    few = len(statements)
    for n in range(20):
        unseated(drawing, f"더{n}")
    choosing.run(officer_of(drawing), drawing.round.id)
    statements.clear()
    officer.get(at(drawing, "selection"))
    assert len(statements) <= few <= 12, statements
