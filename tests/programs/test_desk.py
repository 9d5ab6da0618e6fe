"""Officers set up the rounds of their own programs, see what applicants will see, and overwrite nobody."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core import clock as portal_clock
from portal.core.actors import Role
from portal.core.db import SEOUL, db
from portal.core.errors import Missing, Stale
from portal.programs import services
from portal.programs.cloning import next_year
from portal.programs.models import Quota, Round, RoundState
from portal.programs.questions import Question, moved, put, shown_among, without
from portal.programs.settings import warnings_of
from tests.factories.deciding import office, officer_of
from tests.factories.scene import account, unit

SETTINGS = {
    "name": "2025년 하반기", "audience": "저경력 공무원", "starts_on": "2025-05-19", "ends_on": "2025-05-21",
    "period_style": "days", "place": "학생교육원", "apply_from": "2025-03-17T09:00", "apply_to": "2025-03-28T18:00",
    "reference_date": "2025-05-19", "results_on": "2025-04-11", "selection": "first_come", "capacity": "160",
    "free_withdrawal_until": "2025-05-12", "consent_purpose": "운영", "consent_items": "성명", "retention": "5년",
    "next_steps": "안내 메일을 드립니다.\n\n집결지로 오시면 됩니다.", "contact_post_id": "",
    "quota-0-dimension": "institution", "quota-0-value": "", "quota-0-seats": "2",
}  # fmt: skip


@pytest.fixture
def place(app, clock):
    return office()


@pytest.fixture
def officer(place, as_):
    return as_(place.officer)


def address(round_):
    return f"/admin/programs/{round_.program_id}/rounds/{round_.id}"


def settings_of(round_, **more):
    return {**SETTINGS, "version": str(round_.version), **more}


def test_the_settings_are_changed_and_the_trail_says_from_what_to_what(place, officer):
    answer = officer.post(address(place.round), data=settings_of(place.round))
    assert answer.status_code == 303
    round_ = db.session.get(Round, place.round.id)
    assert (round_.name, round_.capacity, round_.place, round_.version) == ("2025년 하반기", 160, "학생교육원", 2)
    assert round_.apply_to.astimezone(SEOUL).hour == 18
    assert round_.next_steps == ["안내 메일을 드립니다.", "집결지로 오시면 됩니다."]
    assert [(q.dimension, q.value, q.seats) for q in db.session.scalars(select(Quota))] == [("institution", "", 2)]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "round.change")).one()
    assert (entry.before["place"], entry.after["place"]) == ("교육연수원", "학생교육원")
    assert entry.after["quotas"] == ["기관마다 2명"]
    page = officer.get(address(place.round)).text
    assert "저경력 공무원" in page.split("신청하시는 분께 보이는 모습")[1]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "이 항목은 꼭"),
        ("starts_on", "내일", "2025-08-18처럼"),
        ("ends_on", "2025-05-01", "시작일과 같거나"),
        ("apply_to", "2025-03-01T09:00", "접수 시작보다 뒤"),
        ("apply_to", "", "모두 적거나"),
        ("capacity", "-1", "숫자로"),
        ("capacity", "0", "1명 이상"),
        ("selection", "lottery", "보기에 있는 것"),
        ("contact_post_id", "999999", "보기에 있는 것"),
        ("place", "가\x00나", "사용할 수 없는 글자"),
        ("place", "가" * 101, "100자 이내"),
        ("quota-0-seats", "", "1명 이상"),
        ("audience", "홍길동 900101-1234567", "주민등록번호"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost(place, officer, field, typed, said):
    answer = officer.post(address(place.round), data=settings_of(place.round, **{field: typed}))
    assert answer.status_code == 422
    assert said in answer.text and "집결지로 오시면 됩니다." in answer.text
    assert db.session.get(Round, place.round.id).version == 1


def test_whoever_was_second_is_told_and_keeps_what_was_typed(place, officer, as_):
    assert officer.post(address(place.round), data=settings_of(place.round)).status_code == 303
    other = as_(account("다른담당", Role.OFFICER, team=place.team))
    late = other.post(address(place.round), data={**settings_of(place.round), "version": "1", "place": "늦은 곳"})
    assert late.status_code == 409
    assert "다른 분이 먼저" in late.text and "늦은 곳" in late.text
    again = other.post(address(place.round), data={**SETTINGS, "version": "2", "place": "늦은 곳"})
    assert again.status_code == 303 and db.session.get(Round, place.round.id).place == "늦은 곳"


def test_of_two_at_once_one_wins(app, place):
    wanted = []
    actor, ids = officer_of(place), (place.round.program_id, place.round.id)

    def go(rule):
        with app.app_context():
            try:
                services.set_eligibility(actor, *ids, version=1, rule=rule)
                wanted.append("done")
            except Stale:
                wanted.append("stale")
            db.session.remove()

    threads = [threading.Thread(target=go, args=({"grade": [grade]},)) for grade in ("7급", "8급")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(wanted) == ["done", "stale"]
    db.session.expire_all()
    assert db.session.get(Round, place.round.id).version == 2


def test_another_teams_program_is_not_there(place, as_):
    stranger = as_(account("남의담당", Role.OFFICER, team=unit("다른팀")))
    for way in ("", "/eligibility", "/questions", "/questions/form", "/moving"):
        assert stranger.get(address(place.round) + way).status_code == 404, way
    assert stranger.post(address(place.round), data=settings_of(place.round)).status_code == 404
    assert place.program.title not in stranger.get("/admin/programs").text
    assert "운영하시는 프로그램이 없습니다" in stranger.get("/admin/programs").text
    with pytest.raises(Missing):
        services.open_round(officer_of(place, who=stranger_account()), place.program.id, like=-1)


def stranger_account():
    return account("세번째")


def test_next_years_round_keeps_the_weekdays_and_moves_the_days_of_hire(place, officer):
    round_ = place.round
    round_.eligibility = {
        "all": [{"state": ["in_service"]}, {"fact": "hired_on", "from": "2024-07-02", "to": "2025-07-01"}]
    }
    db.session.add(Quota(round_id=round_.id, dimension="grade", value="9급", seats=30))
    db.session.commit()
    answer = officer.post(f"/admin/programs/{round_.program_id}/rounds", data={"like": str(round_.id)})
    made = db.session.get(Round, int(answer.location.rsplit("/", 1)[1]))
    assert (made.name, made.year, made.state) == ("2026년 상반기", 2026, RoundState.DRAFT)
    for name in ("starts_on", "ends_on", "reference_date"):
        assert getattr(made, name) - getattr(round_, name) == timedelta(days=364)
    assert made.apply_to.weekday() == round_.apply_to.weekday() and made.apply_to.time() == round_.apply_to.time()
    assert made.eligibility["all"][1] == {"fact": "hired_on", "from": "2025-07-02", "to": "2026-07-01"}
    assert (made.joined, made.seats_taken, made.version) == (0, 0, 1)
    assert [q.seats for q in db.session.scalars(select(Quota).where(Quota.round_id == made.id))] == [30]
    assert next_year(round_)["selection"] == round_.selection


def test_nobody_sees_a_round_before_it_is_published(place, officer, as_):
    answer = officer.post(f"/admin/programs/{place.program.id}/rounds", data={})
    made = db.session.get(Round, int(answer.location.rsplit("/", 1)[1]))
    made.name, made.apply_from = "비밀 회차", portal_clock.now() - timedelta(days=1)
    made.apply_to = portal_clock.now() + timedelta(days=1)
    db.session.commit()
    client, form = as_(place.applicant), f"/programs/{place.program.id}/rounds/{made.id}/application"
    assert "비밀 회차" not in client.get(f"/programs/{place.program.id}").text
    assert client.get(form).status_code == 404
    assert officer.post(f"{address(made)}/publication", data={"version": "1"}).status_code == 303
    assert "비밀 회차" in client.get(f"/programs/{place.program.id}").text
    assert client.get(form).status_code == 200


def test_warnings_know_weekends_holidays_and_substitute_holidays(place):
    round_ = place.round
    round_.apply_from = portal_clock.at(date(2025, 4, 21)).replace(hour=9)
    round_.apply_to = portal_clock.at(date(2025, 5, 6)).replace(hour=18)  # substitute holiday of 5 May 2025
    round_.starts_on, round_.ends_on, round_.results_on = date(2025, 6, 5), date(2025, 6, 6), date(2025, 5, 10)
    said = " ".join(warnings_of(round_))
    assert "2025. 5. 7.(수) 18:00까지 받습니다" in said
    assert "2025. 5. 12.(월)까지로 안내합니다" in said
    assert "6. 6.(금) 현충일" in said
    round_.capacity, round_.seats_taken = 140, 150
    assert "10명 많습니다" in " ".join(warnings_of(round_))


def test_a_cut_capacity_puts_nobody_out(place, officer):
    place.round.seats_taken = 150
    db.session.commit()
    assert officer.post(address(place.round), data=settings_of(place.round, capacity="140")).status_code == 303
    round_ = db.session.get(Round, place.round.id)
    assert (round_.seats_taken, round_.capacity, round_.is_over_capacity) == (150, 140, True)
    assert "10명 많습니다" in officer.get(address(round_)).text


def test_the_window_is_open_until_the_hour_of_the_next_working_day(place, as_, clock):
    saturday = date(2025, 3, 22)
    place.round.apply_to = clock.at(saturday).replace(hour=18)
    db.session.commit()
    client = as_(place.applicant)
    form = f"/programs/{place.program.id}/rounds/{place.round.id}/application"
    clock.freeze(clock.at(date(2025, 3, 24)).replace(hour=17, minute=59))
    client = as_(place.applicant)
    assert client.get(form).status_code == 200
    clock.freeze(clock.at(date(2025, 3, 24)).replace(hour=18, minute=1))
    client = as_(place.applicant)
    assert client.get(form).status_code == 409


def test_the_words_of_a_program_are_changed(place, officer):
    where = f"/admin/programs/{place.program.id}/form"
    typed = {
        "title": "새내기 워크숍",
        "summary": "쉽니다.",
        "description": "",
        "legal_basis": "",
        "contact_post_id": "",
    }
    assert officer.post(where, data={**typed, "version": "1"}).status_code == 303
    assert officer.post(where, data={**typed, "title": "늦은 이름", "version": "1"}).status_code == 409
    assert officer.post(where, data={**typed, "title": "", "version": "2"}).status_code == 422
    assert "새내기 워크숍" in officer.get("/admin/programs").text
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "program.change")).one()


def condition(officer, round_, htmx, kind, **more):
    data = {"kind": kind, "place": "", "version": str(db.session.get(Round, round_.id).version), **more}
    return officer.post(f"{address(round_)}/eligibility/conditions", data=data, headers=htmx("eligibility-editor"))


def test_a_rule_is_put_together_with_and_without_htmx(place, officer, htmx):
    where = f"{address(place.round)}/eligibility"
    assert 'name="values"' in officer.get(f"{where}?kind=grade", headers=htmx("eligibility-editor")).text
    done = 200 if htmx.on else 303
    assert condition(officer, place.round, htmx, "grade", values=["7급"]).status_code == done
    assert condition(officer, place.round, htmx, "state", values=["on_leave"], leaves_out="y").status_code == done
    answer = officer.post(f"{where}/groups", data={"place": "", "version": "3"}, headers=htmx("eligibility-editor"))
    assert answer.status_code == done
    more = {"years": "4", "bound": "service_under_years", "counted": "less", "place": "2"}
    assert condition(officer, place.round, htmx, "service", **more).status_code == done
    assert db.session.get(Round, place.round.id).eligibility == {
        "all": [
            {"fact": "grade", "in": ["7급"]},
            {"not": {"fact": "state", "in": ["on_leave"]}},
            {"any": [{"service_under_years": 4, "less_breaks": True}]},
        ]
    }
    page = officer.get(where).text
    assert "7급인 분" in page and "제외: 휴직 중인 분" in page and "지금 기준 " in page
    wrong = condition(officer, place.round, htmx, "grade", values=["대통령"])
    assert wrong.status_code == 422 and "보기에 있는 것" in wrong.text
    gone = {"place": "1", "version": "5"}
    assert officer.post(f"{where}/removal", data=gone, headers=htmx("eligibility-editor")).status_code == done
    stale = officer.post(f"{where}/removal", data=gone, headers=htmx("eligibility-editor"))
    assert stale.status_code == 409 and "다른 분이 먼저" in stale.text
    assert officer.post(f"{where}/removal", data={"place": "9.9", "version": "6"}).status_code == 404
    assert officer.post(f"{where}/mode", data={"place": "", "mode": "none", "version": "6"}).status_code == 404


def test_the_preview_counts_everybody_in_few_statements(place, officer, statements):
    counts = []
    for more in range(2):
        for n in range(5 * more):
            account(f"직원{n}")
        db.session.commit()
        statements.clear()
        page = officer.get(f"{address(place.round)}/eligibility").text
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert "지금 기준 7명이 신청할 수 있습니다" in page


def question(key="q_1", **more):
    return Question(**{"key": key, "version": 1, "kind": "text", "label": "질문", **more})


def test_a_question_asked_otherwise_is_its_next_version():
    first = put([], question())
    assert put(first, question())[0].version == 1
    assert put(first, question(label="다른 질문"))[0].version == 2


def test_questions_stay_behind_what_they_hang_on():
    choice = question("q_1", kind="choice", options=("예", "아니요"))
    hung = question("q_2", shown_if="q_1", shown_value="예")
    assert [one.key for one in moved([choice, hung], "q_2", -1)] == ["q_1", "q_2"]
    assert without([choice, hung], "q_1") == [question("q_2", version=2)]
    deeper = question("q_3", shown_if="q_2", shown_value="왜")
    assert shown_among([choice, hung, deeper], {"q_1": "아니요", "q_2": "왜"}) == {"q_1"}


def test_a_round_without_applications_is_deleted_and_one_with_them_is_not(place, officer):
    answer = officer.post(f"/admin/programs/{place.program.id}/rounds", data={})
    made = int(answer.location.rsplit("/", 1)[1])
    gone = officer.post(f"/admin/programs/{place.program.id}/rounds/{made}/deletion", data={"version": "1"})
    assert gone.status_code == 303 and db.session.get(Round, made) is None
    place.round.joined = 1
    db.session.commit()
    kept = officer.post(f"{address(place.round)}/deletion", data={"version": "1"})
    assert kept.status_code == 409 and db.session.get(Round, place.round.id) is not None
