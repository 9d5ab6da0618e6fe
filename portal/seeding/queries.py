"""What the seed looks up of the parts that are loaded already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Account, Grant
from portal.applications.models import AWAITING, Application, Status, Step
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Assignment, Category, Duty, Person, Post, ServiceState, Unit, UnitKind
from portal.duties.models import Function, FunctionTeam
from portal.notifications.messages import SILENT
from portal.programs.models import Program, Round
from portal.seeding.crowd import Official

DIVISION = "총무과"
KNOWN_ON = date(2025, 7, 31)


def division_unit_ids() -> dict[str, int]:
    """Return the ids of the division and its teams by name."""
    division = db.session.scalars(select(Unit).where(Unit.name == DIVISION, Unit.source_line != "")).one()
    teams = db.session.scalars(select(Unit).where(Unit.parent_id == division.id))
    return {division.name: division.id, **{team.name: team.id for team in teams}}


def posts_by_extension() -> dict[str, int]:
    """Return the posts of the division by extension."""
    chosen = (
        select(Assignment.extension, Assignment.post_id)
        .join(Post)
        .where(Post.unit_id.in_(division_unit_ids().values()))
    )
    return dict(db.session.execute(chosen).all())


def assignments_by_extension() -> dict[str, Assignment]:
    """Return who holds the posts of the division, with person and post, by extension."""
    of_division = Post.unit_id.in_(division_unit_ids().values())
    chosen = select(Assignment).join(Post).where(of_division)
    loaded = chosen.options(joinedload(Assignment.person), joinedload(Assignment.post))
    return {held.extension: held for held in db.session.scalars(loaded)}


def function_team(order: int, unit_id: int) -> FunctionTeam:
    """Return the line that ties a team to the function with this number."""
    chosen = select(FunctionTeam).join(Function).where(Function.sort_order == order, FunctionTeam.unit_id == unit_id)
    return db.session.scalars(chosen).one()


def neighbors_in_division() -> list[tuple[Duty, int]]:
    """Return the main duty of each post of the division with the next post of the same unit, in a ring."""
    pairs: list[tuple[Duty, int]] = []
    for unit_id in division_unit_ids().values():
        posts = select(Post.id).where(Post.unit_id == unit_id, ~Post.is_head).order_by(Post.sort_order)
        ring = list(db.session.scalars(posts))
        mains = {
            duty.post_id: duty
            for duty in db.session.scalars(select(Duty).where(Duty.post_id.in_(ring), Duty.is_main).order_by(Duty.id))
        }
        pairs += [(mains[post], ring[(at + 1) % len(ring)]) for at, post in enumerate(ring) if len(ring) > 1]
    return pairs


BEHIND_ALL = 10_000_000
"""Where the schools directly under the office stand in the order: behind every office."""


def root_unit() -> Unit:
    """Return the root of the tree."""
    return db.session.scalars(select(Unit).where(Unit.parent_id.is_(None))).one()


def district_offices() -> list[Unit]:
    """Return the district offices in their order."""
    chosen = select(Unit).where(Unit.kind == UnitKind.DISTRICT_OFFICE).order_by(Unit.sort_order)
    return list(db.session.scalars(chosen))


def units_in_order() -> list[Unit]:
    """Return every unit in the order of the tree, the division and its teams left out."""
    own = division_unit_ids().values()
    return list(db.session.scalars(select(Unit).where(Unit.id.not_in(own)).order_by(Unit.sort_order)))


_PREFIX = "B10"


def personal_number(number: int) -> str:
    """Write a personal number."""
    return f"{_PREFIX}{number:06}"


def last_personal_number() -> int:
    """Return the highest number given out so far."""
    highest = db.session.scalar(select(func.max(Person.personal_no)).where(Person.personal_no.startswith(_PREFIX)))
    return int(highest.removeprefix(_PREFIX)) if highest else 0


def officials_in_service() -> int:
    """Count the officials of both categories who are in service."""
    counted = Person.category.in_((Category.GENERAL, Category.EDUCATION)), Person.state == ServiceState.IN_SERVICE
    return db.session.scalar(select(func.count()).where(*counted)) or 0


def unit_named(full_name: str) -> Unit:
    """Return the unit with a full name."""
    return db.session.scalars(select(Unit).where(Unit.full_name == full_name)).one()


def people_by_extension() -> dict[str, int]:
    """Return the people of the division by extension."""
    chosen = (
        select(Assignment.extension, Assignment.person_id)
        .join(Post)
        .where(Post.unit_id.in_(division_unit_ids().values()))
    )
    return dict(db.session.execute(chosen).all())


def units_with_colleagues() -> list[int]:
    """Return the units outside the division in which at least four people work, in a fixed order."""
    counted = (
        select(Post.unit_id)
        .where(Post.unit_id.not_in(division_unit_ids().values()))
        .group_by(Post.unit_id)
        .having(func.count() >= 4)
        .order_by(Post.unit_id)
    )
    return list(db.session.scalars(counted))


def people_in(unit_id: int) -> list[int]:
    """Return who is in service in a unit and neither heads it nor has a part to play, in the order of posts."""
    chosen = (
        select(Person.id)
        .join(Assignment)
        .join(Post)
        .where(Post.unit_id == unit_id, Person.state == ServiceState.IN_SERVICE, Post.sort_order > 1)
        .order_by(Post.sort_order)
    )
    return list(db.session.scalars(chosen))


def assignment_at(full_name: str, at: int) -> Assignment:
    """Return who holds the post at a place of a unit, counted from the head (0)."""
    chosen = select(Assignment).join(Post).join(Unit).where(Unit.full_name == full_name).order_by(Post.sort_order)
    return list(db.session.scalars(chosen))[at]


def people_without_account() -> list[tuple[int, str, str]]:
    """Return id, personal number and name of everybody who has no account."""
    chosen = (
        select(Person.id, Person.personal_no, Person.name)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Account.id.is_(None))
        .order_by(Person.id)
    )
    return list(db.session.execute(chosen).all())


def clerks_with_duty(unit_id: int, words: Iterable[str]) -> set[int]:
    """Return the people of a team, its leader left out, of whose duties one names one of the words."""
    chosen = (
        select(Assignment.person_id)
        .join(Post)
        .join(Duty, Duty.post_id == Post.id)
        .where(Post.unit_id == unit_id, ~Post.is_head, or_(*(Duty.text.contains(word) for word in words)))
    )
    return set(db.session.scalars(chosen))


def managers_of_institutions() -> dict[int, int]:
    """Return who answers for each institution: its first post, or the head of 행정지원과."""
    of_offices = or_(Unit.code.like("D__-21"), Unit.code.like("A__-1"))
    chosen = (
        select(Unit, Assignment.person_id)
        .join(Post, Post.unit_id == Unit.id)
        .join(Assignment, Assignment.post_id == Post.id)
        .where(Post.sort_order == 1, or_(Unit.kind == UnitKind.SCHOOL, of_offices))
        .order_by(Unit.sort_order)
    )
    found: dict[int, int] = {}
    for unit, person_id in db.session.execute(chosen):
        institution = unit.id if unit.kind == UnitKind.SCHOOL else int(unit.path.split("/")[2])
        found[institution] = person_id
    return found


def program_ids() -> dict[str, int]:
    """Return the programs by key."""
    return dict(db.session.execute(select(Program.key, Program.id)).all())


def printed_rounds(key: str) -> list[Round]:
    """Return the printed rounds of a program."""
    chosen = select(Round).join(Program).where(Program.key == key, ~Round.is_fictional).order_by(Round.id)
    return list(db.session.scalars(chosen))


def invented_rounds() -> list[Round]:
    """Return the rounds that the report does not know."""
    return list(db.session.scalars(select(Round).where(Round.is_fictional).order_by(Round.id)))


def hired_between(first: date, last: date) -> list[tuple[int, date]]:
    """Return the officials of the general service hired in a time, both days included, who are in service."""
    chosen = (
        select(Person.id, Person.hired_on)
        .where(Person.category == Category.GENERAL, Person.state == ServiceState.IN_SERVICE)
        .where(Person.hired_on.between(first, last))
        .order_by(Person.id)
    )
    return [(person_id, hired_on) for person_id, hired_on in db.session.execute(chosen) if hired_on]


def officials(managers: Mapping[int, int]) -> list[Official]:
    """Return everybody in service as an application keeps them; *managers* answer for institutions."""
    managing = set(managers.values())
    chosen = (
        select(Person, Account.id, Unit)
        .join(Account, Account.person_id == Person.id)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Person.state == ServiceState.IN_SERVICE, Assignment.valid_from <= KNOWN_ON)
        .order_by(Person.id)
    )
    return [
        Official(
            id=person.id,
            account_id=account_id,
            name=person.name,
            category=person.category,
            series=person.series,
            grade=person.grade,
            state=person.state,
            hired_on=person.hired_on,
            mobile=person.mobile,
            unit_id=unit.id,
            unit_name=unit.full_name,
            unit_kind=unit.kind,
            district=unit.district,
            manages=person.id in managing,
        )
        for person, account_id, unit in db.session.execute(chosen)
    ]


def officers_by_team(people: list[Official]) -> dict[str, list[Official]]:
    """Return who decides on the programs of each team of the division."""
    by_account = {person.account_id: person for person in people}
    of_units = select(Unit.name, Grant.account_id).join(Unit, Unit.id == Grant.unit_id)
    chosen = of_units.where(Grant.role == Role.OFFICER).order_by(Grant.id)
    teams: dict[str, list[Official]] = defaultdict(list)
    for team, account_id in db.session.execute(chosen):
        teams[team].append(by_account[account_id])
    return teams


def told_of(application_id: int) -> list[Step]:
    """Return the steps of an application of which its applicant was told, in order."""
    chosen = select(Step).where(Step.application_id == application_id, Step.action.not_in(SILENT))
    return list(db.session.scalars(chosen.order_by(Step.at, Step.id)))


def new_applications_since(moment: datetime) -> list[tuple[Program, int, datetime]]:
    """Return the programs to which somebody applied since a moment and still waits, how many, and when the last did."""
    counted = (
        select(Round.program_id, func.count().label("size"), func.max(Application.submitted_at).label("latest"))
        .join(Application, Application.round_id == Round.id)
        .where(Application.status == Status.SUBMITTED, Application.submitted_at >= moment)
        .group_by(Round.program_id)
        .subquery()
    )
    chosen = select(Program, counted.c.size, counted.c.latest).join(counted, counted.c.program_id == Program.id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(chosen.order_by(Program.id))]


def open_round(kind: str, track: str, moment: datetime) -> Round:
    """Return the round of a kind and track that takes applications at a moment."""
    chosen = select(Round).join(Program).where(Program.kind == kind, Round.track == track)
    return db.session.scalars(chosen.where(Round.apply_from <= moment, Round.apply_to >= moment)).one()


def open_requests(count: int) -> list[Application]:
    """Return the newest requests of persons for HR counseling that are still in somebody's hands."""
    chosen = (
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(Program.kind == "hr_counseling", Round.track == "person", Application.status.in_(AWAITING))
        .order_by(Application.id.desc())
        .limit(count)
    )
    return list(db.session.scalars(chosen))
