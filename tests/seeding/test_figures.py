"""Counted from its rows, the office gives the figures that the report prints."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import case, func, select

from portal.applications.models import SEATED, Application, Status, Step
from portal.core import clock
from portal.core.db import db
from portal.directory.models import Assignment, Category, Person, Post, ServiceState, Unit
from portal.kinds.hr_counseling.models import CounselingRequest, VisitRequest
from portal.kinds.mentoring.models import Mentee, MenteeWishes, MentorOffer
from portal.kinds.practicum.models import HostOffer, Placement, PlacementState
from portal.kinds.psych_counseling import cube, sealing
from portal.kinds.psych_counseling.models import Case, Kind, Session, Settlement
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.workshops.models import WorkshopDetails
from portal.programs.eligibility import When, answer
from portal.programs.models import Program, Round, SelectionMethod
from portal.seeding.division import facts

pytestmark = pytest.mark.usefixtures("seeded")
DETAILS = (WorkshopDetails, MenteeWishes, MentorOffer, CounselingRequest, VisitRequest)


def count(*conditions):
    return db.session.scalar(select(func.count()).where(*conditions))


def printed_round(key, track=""):
    return db.session.scalars(
        select(Round).join(Program).where(Program.key == key, Round.track == track, Round.in_report)
    ).one()


def round_named(name):
    return db.session.scalars(select(Round).where(Round.name == name, Round.is_fictional)).one()


def states_of(round_):
    return Counter(db.session.scalars(select(Application.status).where(Application.round_id == round_.id)))


def test_officials_in_service_are_7568():
    both = Person.category.in_((Category.GENERAL, Category.EDUCATION))
    assert count(both, Person.state == ServiceState.IN_SERVICE) == 7568
    assert count(Person.category == Category.SPECIAL) == 8


def test_mentees_are_the_409_hired_in_the_cohort():
    listed = set(db.session.scalars(select(Mentee.person_id).where(Mentee.year == 2025)))
    hired = set(
        db.session.scalars(
            select(Person.id).where(
                Person.category == Category.GENERAL,
                Person.state == ServiceState.IN_SERVICE,
                Person.hired_on >= date(2024, 7, 2),
                Person.hired_on <= date(2025, 7, 1),
            )
        )
    )
    assert len(listed) == 409
    assert listed == hired


def test_workshop_had_160_participants_of_212_applicants():
    states = states_of(printed_round("early_career_workshop"))
    assert states[Status.COMPLETED] + states[Status.ACTIVE] == 160
    assert sum(states.values()) == 212
    assert states[Status.NOT_SELECTED]
    assert states[Status.REJECTED]


def test_hr_counseling_reached_25_people_and_4_institutions():
    done = Application.status == Status.COMPLETED
    person, office = (printed_round("hr_counseling", track) for track in ("person", "office"))
    people = select(func.count(Application.person_id.distinct())).where(done, Application.round_id == person.id)
    offices = select(func.count(Application.snapshot_unit_id.distinct())).where(done, Application.round_id == office.id)
    assert db.session.scalar(people) == 25
    assert db.session.scalar(offices) == 4
    last = select(func.max(Step.at)).join(Application, Application.id == Step.application_id).where(done)
    assert db.session.scalar(last) < clock.at(date(2025, 8, 1))


def test_the_closed_room_counts_71_people_and_248_sessions():
    round_ = printed_round("psych_counseling")
    assert sums.figures_of(round_.id, date(2025, 7, 31)) == (71, 248)
    [shown] = cube.of_program(round_.program_id)  # July is added once it is past: see test_purge
    assert shown.until == date(2025, 6, 30)
    entered = select(func.count()).where(Session.entered_on <= shown.until, Session.kind == Kind.ATTENDED)
    assert (shown.now.people, shown.now.sessions) == (62, db.session.scalar(entered))
    assert [line.name for line in shown.periods] == ["2025. 4.", "2025. 5.", "2025. 6."]


def test_every_case_of_the_closed_room_is_sealed_and_opens_again():
    names = set(db.session.scalars(select(Person.name)))
    for one in db.session.scalars(select(Case)):
        assert sealing.opened(one.sealed_identity, "identity", one.public_id)["name"] in names
        assert one.allowance.used == count(Session.case_id == one.id, Session.uses_up)
    settled = {one.month: (one.sessions, one.amount) for one in db.session.scalars(select(Settlement))}
    program_id = printed_round("psych_counseling").program_id
    for month, kept in settled.items():
        [invoice] = sums.invoices_of(program_id, month)
        assert (invoice.sessions, invoice.amount) == kept


def test_thirty_candidates_learned_in_thirty_schools_in_the_first_round():
    first = printed_round("practicum")
    done = select(Placement).join(Placement.offer).where(Placement.round_id == first.id)
    rows = db.session.scalars(done).all()
    assert {row.state for row in rows} == {PlacementState.ORDERED}
    assert len({row.candidate_id for row in rows}) == len({row.offer.unit_id for row in rows}) == len(rows) == 30
    assert {(row.first_day, row.last_day) for row in rows} == {(date(2025, 4, 1), date(2025, 5, 31))}


def test_seats_taken_at_schools_are_those_of_the_placements():
    held = select(Placement.offer_id, func.count()).where(Placement.holds_seat).group_by(Placement.offer_id)
    counted = dict(db.session.execute(held).all())
    for offer in db.session.scalars(select(HostOffer)):
        assert offer.taken == counted.get(offer.id, 0)


def test_headcount_of_the_division_is_the_printed_one():
    division = db.session.scalars(select(Unit).where(Unit.name == "총무과", Unit.source_line != "")).one()
    held = (
        select(Post.headcount_column, func.count())
        .join(Assignment, Assignment.post_id == Post.id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Unit.path.startswith(division.path), Assignment.is_main)
        .group_by(Post.headcount_column)
    )
    counted = dict(db.session.execute(held).all())
    headcount = facts()["headcount"]
    printed = dict(zip(headcount["columns"], headcount["rows"][1]["values"], strict=True))
    assert counted == {name: n for name, n in printed.items() if n and not name.endswith(("소계", "합계"))}
    assert sum(counted.values()) == printed["합계"] == 79


def test_counters_of_every_round_fit_its_rows():
    counted = {
        row.round_id: (row.joined, row.seats, row.waiting)
        for row in db.session.execute(
            select(
                Application.round_id,
                func.count().label("joined"),
                func.sum(case((Application.holds_seat, 1), else_=0)).label("seats"),
                func.sum(case((Application.status == Status.WAITLISTED, 1), else_=0)).label("waiting"),
            ).group_by(Application.round_id)
        )
    }
    for round_ in db.session.scalars(select(Round)):
        assert (round_.joined, round_.seats_taken, round_.waiting) == counted.get(round_.id, (0, 0, 0)), round_.name
        places = select(Application.place).where(Application.round_id == round_.id).order_by(Application.submitted_at)
        assert list(db.session.scalars(places)) == list(range(1, round_.joined + 1))


def test_who_comes_first_holds_a_seat_and_nobody_is_passed():
    for round_ in db.session.scalars(select(Round).where(Round.selection == SelectionMethod.FIRST_COME)):
        chosen = select(Application).where(Application.round_id == round_.id)
        rows = db.session.scalars(chosen).all()
        assert {row.status for row in rows if row.holds_seat} <= set(SEATED)
        waiting = [row.place for row in rows if row.status == Status.WAITLISTED]
        assert not waiting or min(waiting) > max(row.place for row in rows if row.holds_seat)


def test_autumn_workshop_has_one_seat_left_and_another_is_full():
    autumn, full = round_named("2025년 가을 과정"), states_of(round_named("2025년 가을 과정"))
    assert (autumn.capacity - autumn.seats_taken, autumn.waiting) == (1, 0)
    assert full[Status.WAITLISTED] == 0
    (resilience,) = db.session.scalars(select(Round).join(Program).where(Program.key == "resilience_day"))
    assert (resilience.seats_taken, resilience.waiting) == (resilience.capacity, 6)


def test_every_application_has_answers_history_and_a_fitting_applicant():
    answered = Counter(row for table in DETAILS for row in db.session.scalars(select(table.application_id)))
    chosen = select(Application).where(Application.is_fictional)
    applications = db.session.scalars(chosen).all()
    assert answered == Counter(application.id for application in applications)
    last = {
        step.application_id: step for step in db.session.scalars(select(Step).order_by(Step.application_id, Step.id))
    }
    refused = []
    for one in applications:
        assert one.told_status == one.status == last[one.id].to_status
        when = When(one.submitted_at.date(), one.round.reference_date)
        if not answer(one.round.eligibility, one.person, when).fits:
            refused.append((one.status, one.snapshot_hired_on.isoformat()))
    assert refused == [(Status.REJECTED, "2021-05-19")]


def test_nothing_happened_after_the_first_morning():
    for moment in (Step.at, Application.submitted_at):
        assert db.session.scalar(select(func.max(moment))) < clock.at(date(2025, 7, 31), clock.OFFICE_OPENS)


def test_both_teams_have_work_waiting():
    chosen = (
        select(Unit.name, func.count())
        .select_from(Application)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .join(Unit, Unit.id == Program.owner_unit_id)
        .where(Application.status.in_((Status.SUBMITTED, Status.IN_REVIEW)))
        .group_by(Unit.name)
    )
    waiting = dict(db.session.execute(chosen).all())
    assert 55 <= waiting["인재개발팀"] <= 70
    assert waiting["인사팀"] == 25
