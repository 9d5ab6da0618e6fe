"""Programs to which nobody applies: they stand in the catalog, say how one takes part, and take no application."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from portal.applications.services.submitting import apply_for
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Category
from portal.kinds.insurance import queries as insurance
from portal.kinds.insurance.models import InsuranceContract
from portal.kinds.meetings import queries as meetings
from portal.kinds.meetings.models import Attendance, Meeting, MeetingState
from portal.kinds.monitoring import queries as monitoring
from portal.kinds.monitoring.models import Member, Proposer
from portal.kinds.training import messages as training_messages
from portal.kinds.training import queries as training
from portal.kinds.training.models import Trainee, TraineeState
from portal.programs.messages import period
from portal.programs.models import PeriodStyle
from tests.factories.applications import actor, employee, form_address, sending_address
from tests.factories.deciding import office
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

TODAY = date(2025, 3, 12)
UNPRINTED = {"apply_from": None, "apply_to": None, "results_on": None, "capacity": None, "starts_on": TODAY}
HOW = {
    "monitoring": "다음 회차 위원은 공모와 소속 기관의 추천을 받아",
    "training": "담당 팀이 대상자를 지정하여 개별로 알려 드립니다.",
    "insurance": "신청하지 않으셔도 대상 공무원 전원에게 적용됩니다.",
    "meetings": "담당 팀이 참석하실 분을 정하여 초청합니다.",
}
PEOPLE = {
    "employee": {},
    "educator": {"category": Category.EDUCATION, "grade": "장학사"},
    "newcomer": {"hired_on": date(2025, 3, 1), "grade": "9급"},
}


def running(kind: str, **more):
    return open_round(kind=kind, title="신청 없는 프로그램", **{**UNPRINTED, **more})


def member(round_, **more) -> Member:
    person = employee().person
    given = {"proposed_by": Proposer.SELF, "interests": ["전보"], "appointed_on": TODAY, **more}
    row = Member(
        round_id=round_.id, person_id=person.id, snapshot_unit_id=round_.program.owner_unit_id,
        snapshot_unit_name="가온고등학교", snapshot_grade="교육행정 7급", **given,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def trainee(round_, number: int, **more) -> Trainee:
    given = {"state": TraineeState.DESIGNATED, "designated_on": TODAY, **more}
    row = Trainee(
        round_id=round_.id, exam_year=2024, exam_no=f"G{number:03}", name="홍길동", series="시설관리", **given
    )
    db.session.add(row)
    db.session.commit()
    return row


def contract(round_, count: int, as_of: date) -> InsuranceContract:
    row = InsuranceContract(
        round_id=round_.id, insured_count=count, insured_text="일반직공무원 및 교육전문직 등", as_of=as_of,
        first_day=date(2025, 1, 1), last_day=date(2025, 12, 31), coverage_text="소송·방어비용 및 손해배상금",
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row


def meeting(first: date, last: date | None = None, state: MeetingState = MeetingState.PLANNED, **more) -> Meeting:
    row = Meeting(
        title="간담회", first_day=first, last_day=last or first, state=state, attendance=Attendance.INVITED, **more
    )
    db.session.add(row)
    db.session.commit()
    return row


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("kind", HOW)
def test_everybody_reads_how_one_takes_part_and_finds_no_button(as_, kind, who, htmx):
    round_ = running(kind, eligibility={"grade": ["6급"]})
    client = as_(employee(**PEOPLE[who]))
    listed = client.get("/programs", headers=htmx("program-list")).text
    assert HOW[kind] in listed
    assert listed.index("신청 없이 운영하는 프로그램") < listed.index("신청 없는 프로그램")
    page = client.get(f"/programs/{round_.program_id}").text
    main = page.split("<main")[1].split("</main>")[0]
    assert HOW[kind] in main and "어떻게 참여합니까" in main and "누가 대상입니까" in main
    assert "신청하신 뒤에는" not in main and form_address(round_) not in main and "p-btn" not in main


@pytest.mark.parametrize("kind", HOW)
def test_nothing_can_be_sent_even_while_a_window_is_open(as_, kind):
    round_ = open_round(kind=kind)
    account = employee()
    client = as_(account)
    assert client.get(form_address(round_)).status_code in (303, 404)
    assert client.post(sending_address(round_), data={"key": "0" * 32}).status_code in (303, 404)
    with pytest.raises(Missing):
        apply_for(actor(account), round_.id, key="0" * 32, mobile="010-1234-5678", details={})


def test_who_runs_such_a_program_is_not_sent_to_an_empty_queue(as_):
    place = office()
    round_ = running("insurance", owner=place.team)
    page = as_(place.officer).get(f"/programs/{round_.program_id}").text
    assert "신청 접수·처리" not in page
    other = open_round(owner=place.team)
    assert "신청 접수·처리" in as_(place.officer).get(f"/programs/{other.program_id}").text


def test_the_catalog_asks_no_more_of_the_database_for_these_kinds(as_, statements):
    open_round()
    client = as_(employee())

    def cost() -> int:
        client.get("/programs")
        statements.clear()
        client.get("/programs")
        return len(statements)

    before = cost()
    for kind in HOW:
        running(kind)
    assert cost() == before


def test_members_are_counted_by_day_without_those_who_resigned(as_):
    round_ = running("monitoring", ends_on=TODAY + timedelta(days=60))
    experienced, beginner = (
        member(round_, snapshot_hired_on=date(2021, 3, 12)),
        member(round_, snapshot_hired_on=date(2021, 3, 13)),
    )
    gone = member(round_, left_on=TODAY + timedelta(days=10), left_reason="휴직")
    member(round_, appointed_on=TODAY + timedelta(days=20))
    assert {one.id for one in monitoring.members_of(round_.id, TODAY)} == {experienced.id, beginner.id, gone.id}
    assert [one.id for one in monitoring.early_career_members_of(round_.id, TODAY)] == [beginner.id]
    assert monitoring.member_counts([round_.id], TODAY + timedelta(days=10)) == {round_.id: 2}
    assert monitoring.member_counts([round_.id], TODAY - timedelta(days=1)) == {}
    assert len(monitoring.members_on(TODAY + timedelta(days=60))) == 3
    assert monitoring.members_on(TODAY + timedelta(days=61)) == []
    page = as_(employee()).get(f"/programs/{round_.program_id}").text
    assert "위원은 몇 명입니까" in page and "3명" in page


def test_one_person_sits_once_in_a_task_force_and_leaves_with_a_reason():
    round_ = running("monitoring")
    row = member(round_)
    for name, change in (
        ("left_with_a_reason", {"left_on": TODAY}),
        ("days_in_order", {"left_on": TODAY - timedelta(days=1), "left_reason": "휴직"}),
    ):
        for column, value in change.items():
            setattr(row, column, value)
        with pytest.raises(IntegrityError, match=name):
            db.session.flush()
        db.session.rollback()
    twice = {column.key: getattr(row, column.key) for column in Member.__table__.columns if column.key != "id"}
    db.session.add(Member(**twice))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_trainees_are_counted_without_those_who_left(as_):
    round_ = running("training", starts_on=date(2025, 4, 14), ends_on=date(2025, 5, 9))
    for number in range(3):
        trainee(round_, number)
    trainee(round_, 4, state=TraineeState.LEFT, ended_on=TODAY + timedelta(days=5), left_reason="포기")
    assert len(training.trainees_of(round_.id, TODAY)) == 4
    assert training.trainee_counts([round_.id], TODAY + timedelta(days=5)) == {round_.id: 3}
    page = as_(employee()).get(f"/programs/{round_.program_id}").text
    assert "4주" in page and "4명" in page
    assert training_messages.weeks(date(2025, 4, 14), date(2025, 5, 12)) == 5


def test_the_insured_are_the_contracts_number_and_not_the_peoples(as_):
    round_ = running("insurance")
    contract(round_, 7431, date(2025, 1, 1))
    contract(round_, 7500, date(2025, 7, 1))
    assert insurance.insured_on(date(2025, 6, 30)) == 7431
    assert insurance.insured_on(date(2025, 7, 1)) == 7500
    assert insurance.insured_on(date(2024, 12, 31)) is None
    assert insurance.insured_on(date(2026, 1, 1)) is None
    page = as_(employee()).get(f"/programs/{round_.program_id}").text
    assert "일반직공무원 및 교육전문직 등 7,431명(2025. 1. 1. 기준)" in page
    assert "소송·방어비용 및 손해배상금" in page


def test_meetings_of_a_time_leave_out_what_was_canceled(as_):
    round_ = running("meetings")
    of_program = {"program_id": round_.program_id}
    held = meeting(date(2025, 3, 3), state=MeetingState.HELD, number=1, chair="교육감", **of_program)
    autumn = meeting(
        date(2025, 9, 1), date(2025, 9, 30), period_style=PeriodStyle.MONTHS, number=2, chair="교육감", **of_program
    )
    meeting(date(2025, 3, 5), state=MeetingState.CANCELED, **of_program)
    elsewhere = meeting(date(2025, 9, 10))
    assert meetings.meetings_between(date(2025, 3, 1), date(2025, 3, 31)) == [held]
    assert meetings.meetings_between(date(2025, 9, 30), date(2025, 10, 1)) == [autumn]
    assert meetings.meetings_between(date(2025, 9, 1), date(2025, 9, 12)) == [autumn, elsewhere]
    assert meetings.meetings_held_between(date(2025, 1, 1), date(2025, 12, 31)) == [held]
    page = as_(employee()).get(f"/programs/{round_.program_id}").text
    assert "1차 2025. 3. 3.(월) 개최 · 2차 2025. 9. 예정" in page
    assert page.count("교육감") == 1


def test_a_month_is_written_once():
    assert period(date(2025, 9, 1), date(2025, 9, 30), PeriodStyle.MONTHS) == "2025. 9."
    assert period(date(2025, 8, 1), date(2025, 9, 30), PeriodStyle.MONTHS) == "2025. 8. ~ 9."
