"""Counted from their rows, the rooms without pages give the figures that the report prints."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Account, Grant
from portal.accounts.queries import grants_of_moved
from portal.core.db import db
from portal.directory.models import Category, Person, Unit
from portal.kinds.insurance import queries as insurance
from portal.kinds.insurance.models import InsuranceContract
from portal.kinds.meetings import queries as meetings
from portal.kinds.meetings.models import Meeting, MeetingState
from portal.kinds.monitoring import queries as monitoring
from portal.kinds.monitoring.models import Member
from portal.kinds.training import queries as training
from portal.kinds.training.messages import weeks
from portal.kinds.training.models import Trainee
from portal.programs.models import Program
from portal.seeding import accounts, queries
from portal.seeding.division import facts, line

AS_OF = date(2025, 7, 31)


def printed(key):
    return {program["key"]: program for program in facts()["programs"]}[key]


@pytest.fixture(params=["seeded", "bare"])
def either(request):
    """The portal on either database."""
    return request.getfixturevalue(request.param)


def test_the_contract_insures_7431_whatever_the_people_are(either):
    assert insurance.insured_on(AS_OF) == 7431 == printed("liability_insurance")["target"]["count"]
    assert insurance.insured_on(date(2026, 1, 1)) is None
    contract = insurance.contract_on(AS_OF)
    assert contract.insured_text == "일반직공무원 및 교육전문직 등"
    assert contract.coverage_text == printed("liability_insurance")["coverage"]["printed"]
    assert contract.source_line == "57,58,59"
    assert db.session.scalar(select(func.count(InsuranceContract.id))) == 1


def test_meetings_are_the_one_held_and_those_planned(either):
    [held] = meetings.meetings_held_between(date(2025, 1, 1), AS_OF)
    assert (held.first_day, held.last_day, held.number) == (date(2025, 4, 24), date(2025, 4, 24), 1)
    assert held.target == printed("superintendent_meeting")["target"]["printed"]
    assert held.content == printed("superintendent_meeting")["content"]["printed"]
    planned = [(one.title, one.number, one.first_day, one.last_day, one.source_line)
               for one in meetings.meetings_between(date(2025, 8, 1), date(2025, 12, 31))]  # fmt: skip
    september = (date(2025, 9, 1), date(2025, 9, 30))
    assert planned == [
        ("일반직공무원 열린대화", None, date(2025, 8, 1), date(2025, 9, 30), "98"),
        ("행정지원국장 회의", None, *september, "89"),
        ("교육감-행정실장협의회 간담회", 2, *september, "89"),
        ("인사담당자 워크숍", None, *september, "99"),
    ]
    of_program = select(Meeting.number).join(Program).where(Program.key == "superintendent_meeting")
    assert set(db.session.scalars(of_program)) == {1, 2}
    assert not db.session.scalars(select(Meeting).where(Meeting.state == MeetingState.CANCELED)).all()


def test_every_meeting_stands_on_a_printed_line(bare):
    plans = {line(item["source_line"]) for group in facts()["plans"] for item in group["items"]}
    for one in db.session.scalars(select(Meeting)):
        assert one.source_line in plans | {"81,82,83"}
        assert not one.is_fictional


def test_no_member_and_no_trainee_is_invented_for_production(bare):
    assert db.session.scalar(select(func.count(Member.id))) == db.session.scalar(select(func.count(Trainee.id))) == 0


def test_task_forces_have_13_and_15_members(seeded):
    rounds = {round_.name: round_ for round_ in queries.printed_rounds("hr_monitoring")}
    counts = monitoring.member_counts([round_.id for round_ in rounds.values()], AS_OF)
    counted = {name: counts[round_.id] for name, round_ in rounds.items()}
    assert counted == {"상반기": 13, "하반기": 15}
    assert counted == {row["name"]: row["tf_members"] for row in printed("hr_monitoring")["rounds"]}
    assert monitoring.early_career_members_of(rounds["상반기"].id, AS_OF) == []
    assert len(monitoring.early_career_members_of(rounds["하반기"].id, AS_OF)) >= 1
    assert len(monitoring.members_on(date(2025, 4, 18))) == 13
    assert monitoring.members_on(date(2025, 5, 1)) == []
    assert {one.round_id for one in monitoring.members_on(AS_OF)} == {rounds["하반기"].id}


def test_members_come_from_everywhere_are_of_the_general_service_and_have_no_other_part(seeded):
    chosen = select(Member, Person, Unit).join(Person, Person.id == Member.person_id).join(
        Unit, Unit.id == Member.snapshot_unit_id
    )  # fmt: skip
    rows = db.session.execute(chosen).all()
    assert {person.category for _, person, _ in rows} == {Category.GENERAL}
    assert len({member.person_id for member, *_ in rows}) == len({unit.id for *_, unit in rows}) == 28
    assert not {person.id for _, person, _ in rows} & set(accounts.personas().values())
    assert {member.is_fictional for member, *_ in rows} == {True}
    kinds = {str(unit.kind) for *_, unit in rows}
    assert "school" in kinds and len(kinds) > 1
    assert len({person.grade for _, person, _ in rows}) >= 3


def test_nineteen_were_trained_for_four_weeks(seeded):
    [round_] = queries.printed_rounds("tech_training")
    trainees = training.trainees_of(round_.id, AS_OF)
    assert len(trainees) == 19 == printed("tech_training")["target"]["count"]
    assert weeks(round_.starts_on, round_.ends_on) == printed("tech_training")["period"]["weeks"] == 4
    assert {(one.series, one.is_fictional, one.person_id) for one in trainees} == {("시설관리", True, None)}


def test_every_right_of_an_official_hangs_on_where_they_sit(seeded):
    rights = select(Grant.home_unit_id).join(Account, Account.id == Grant.account_id)
    homes = db.session.scalars(rights.where(Account.person_id.is_not(None))).all()
    assert homes
    assert None not in homes
    assert grants_of_moved() == []
