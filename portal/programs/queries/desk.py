"""What the officers' pages of programs and rounds read."""

from collections.abc import Sequence

from sqlalchemy import exists, false, or_, select, true

from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.directory.models import Assignment, Person, Post, Unit, UnitKind
from portal.directory.queries import in_force
from portal.programs.models import Program, Quota, Round


def programs_run_by(actor: Actor, roles: Sequence[Role], kinds: Sequence[str]) -> Sequence[Program]:
    """Return the programs of some kinds that the actor's teams own, in the catalog's order."""
    above = Unit.__table__.alias("above")
    own = actor.units_as(*roles)
    is_below = exists().where(above.c.id.in_(own), Unit.path.startswith(above.c.path)) if own else false()
    return db.session.scalars(
        select(Program)
        .join(Unit, Unit.id == Program.owner_unit_id)
        .where(Program.kind.in_(kinds), or_(true() if actor.is_everywhere(*roles) else false(), is_below))
        .order_by(Program.sort_order, Program.id)
    ).all()


def rounds_of(program_ids: Sequence[int]) -> Sequence[Round]:
    """Return the rounds of some programs, newest first."""
    return db.session.scalars(
        select(Round)
        .where(Round.program_id.in_(program_ids))
        .order_by(Round.year.desc(), Round.starts_on.desc(), Round.id.desc())
    ).all()


def quotas_of(round_id: int) -> Sequence[Quota]:
    """Return how the seats of a round are divided."""
    return db.session.scalars(
        select(Quota).where(Quota.round_id == round_id).order_by(Quota.dimension, Quota.value)
    ).all()


def posts_to_call(unit: Unit) -> list[tuple[int, str]]:
    """Return the posts of a team that somebody holds today, with who and the extension, to choose whom to call."""
    rows = db.session.execute(
        select(Post.id, Person.name, Post.title, Assignment.extension)
        .join(Assignment, Assignment.post_id == Post.id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Post.unit_id == unit.id, in_force(Assignment, on=clock.today()))
        .order_by(Post.sort_order, Post.id, Assignment.is_main.desc())
    )
    found = {row[0]: " ".join(part for part in (row[1], row[2], row[3] and f"☎{row[3]}") if part) for row in rows}
    return list(found.items())


def branches() -> list[tuple[int, str]]:
    """Return the branches of the office that rules may name: bureaus, divisions, district offices, affiliated ones."""
    kinds = (UnitKind.OFFICE, UnitKind.BUREAU, UnitKind.DIVISION, UnitKind.DISTRICT_OFFICE, UnitKind.AFFILIATED)
    rows = db.session.execute(
        select(Unit.id, Unit.full_name).where(Unit.kind.in_(kinds), in_force(Unit)).order_by(Unit.sort_order, Unit.id)
    )
    return [(row[0], row[1]) for row in rows]


def values_known() -> dict[str, list[str]]:
    """Return the grades and series that officials have today."""
    grades = db.session.scalars(select(Person.grade).distinct().order_by(Person.grade)).all()
    series = db.session.scalars(select(Person.series).distinct().order_by(Person.series)).all()
    return {"grade": [one for one in grades if one], "series": [one for one in series if one]}
