"""One small office: a team with a workshop, its officer, an applicant and an auditor, each with an account."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from portal.accounts import passwords
from portal.accounts.models import Account, Grant
from portal.applications.models import Application, Status
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.models import Category, Person, Unit, UnitKind
from portal.programs.models import Program, Round, SelectionMethod
from tests.databases import PASSWORD

number = count(1)


@dataclass
class Scene:
    """The rows of the office."""

    team: Unit
    program: Program
    round: Round
    applicant: Account
    officer: Account


def unit(name: str, parent: Unit | None = None) -> Unit:
    """Add a unit below another."""
    n = next(number)
    new = Unit(
        code=f"U{n}", name=name, full_name=name, kind=UnitKind.TEAM, parent_id=parent.id if parent else None,
        path=f"?{n}", sort_order=n,
    )  # fmt: skip
    db.session.add(new)
    db.session.flush()
    new.path = f"{parent.path if parent else '/'}{new.id}/"
    return new


def account(name: str, *roles: Role, team: Unit | None = None) -> Account:
    """Add a person with an account and roles, for a team or everywhere."""
    n = next(number)
    person = Person(
        personal_no=f"P{n}", name=name, category=Category.GENERAL, series="교육행정", grade="7급",
        hired_on=date(2022, 3, 1), updated_on=date(2025, 1, 1),
    )  # fmt: skip
    new = Account(login_id=f"login{n}", person=person, name=name, password_hash=passwords.hashed(PASSWORD))
    db.session.add(new)
    db.session.flush()
    for role in (Role.EMPLOYEE, *roles):
        unit_id = team.id if team and role is not Role.EMPLOYEE else None
        db.session.add(Grant(account_id=new.id, role=role, unit_id=unit_id, valid_from=date(2020, 1, 1), reason="시험"))
    db.session.flush()
    return new


def actor_of(who: Account, *held: Held) -> Actor:
    """Return the actor an account becomes."""
    return Actor(who.id, who.person_id, who.name, held=(Held(Role.EMPLOYEE), *held), address="10.0.0.7")


def scene() -> Scene:
    """Add the office: a division, its team, a workshop round that is open."""
    team = unit("인재개발팀", unit("총무과"))
    program = Program(key=f"workshop{team.id}", kind="workshop", title="저경력공무원 워크숍", owner_unit=team)
    now = clock.now()
    round_ = Round(
        program=program, name="2025년 상반기", year=2025, starts_on=clock.today() + timedelta(days=40),
        ends_on=clock.today() + timedelta(days=42), reference_date=clock.today(), apply_from=now - timedelta(days=2),
        apply_to=now + timedelta(days=9), results_on=clock.today() + timedelta(days=20), capacity=160,
        selection=SelectionMethod.REVIEW, eligibility={}, place="교육연수원", seats_taken=1,
    )  # fmt: skip
    db.session.add(round_)
    db.session.flush()
    return Scene(team, program, round_, account("홍길동"), account("김산원", Role.OFFICER, team=team))


def application(
    place: Scene, who: Account | None = None, status: Status = Status.SUBMITTED, **more: Any
) -> Application:
    """Add an application as it stands after sending."""
    n = next(number)
    now = clock.now()
    given = {
        "round": place.round, "person_id": (who or place.applicant).person_id, "status": status, "told_status": status,
        "receipt_no": f"2025-{n:06d}", "key": f"{n:032x}", "place": n, "submitted_at": now, "waiting_since": now,
        "mobile": "010-1234-5678", "consent_text": "동의", "consented_at": now, "holds_seat": True,
        "typed_by_id": (who or place.applicant).id, "snapshot_unit_name": "예시학교", "snapshot_grade": "7급", **more,
    }  # fmt: skip
    new = Application(**given)
    db.session.add(new)
    db.session.flush()
    return new
