"""Which line a program's decisions go up, and which posts its seats are today."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.approvals.models import Line, LineStep, Seat
from portal.core.db import db
from portal.directory.models import Post, Unit, UnitKind
from portal.directory.queries import in_force
from portal.programs.models import Program

_WHOLE = selectinload(Line.steps).joinedload(LineStep.post).joinedload(Post.unit)


def line_of(program_id: int) -> Line | None:
    """Return the line in force of a program, if it has one."""
    query = select(Line).where(Line.program_id == program_id, Line.ended_at.is_(None)).options(_WHOLE)
    return db.session.scalar(query)


def lines_of(program_ids: Collection[int]) -> dict[int, Line]:
    """Return the lines in force of some programs."""
    query = select(Line).where(Line.program_id.in_(program_ids), Line.ended_at.is_(None)).options(_WHOLE)
    return {line.program_id: line for line in db.session.scalars(query)}


def lines_ever(program_id: int) -> Sequence[Line]:
    """Return every line a program ever had, the latest first."""
    query = select(Line).where(Line.program_id == program_id).options(_WHOLE)
    return db.session.scalars(query.order_by(Line.id.desc())).all()


def goes_up(program_id: int) -> bool:
    """Say whether a program's decisions go up a line as a list."""
    return bool(programs_going_up([program_id]))


def programs_going_up(program_ids: Collection[int]) -> frozenset[int]:
    """Return those of some programs whose decisions go up a line as a list."""
    query = (
        select(Line.program_id)
        .join(LineStep, LineStep.line_id == Line.id)
        .where(Line.program_id.in_(program_ids), Line.ended_at.is_(None), LineStep.seat != Seat.DRAFTER)
        .distinct()
    )
    return frozenset(db.session.scalars(query))


def head_posts_at(path: str) -> Mapping[Seat, Post]:
    """Return by seat the posts of heads that a line of a team means: the team's own, and the division's above it."""
    own = aliased(Unit)
    query = (
        select(Unit.kind, Post)
        .select_from(own)
        .join(Unit, own.path.startswith(Unit.path))
        .join(Post, (Post.unit_id == Unit.id) & Post.is_head & in_force(Post))
        .where(own.path == path)
        .options(joinedload(Post.unit))
        .order_by(func.length(Unit.path).desc(), Post.sort_order, Post.id)
    )
    heads: dict[Seat, Post] = {}
    for kind, post in db.session.execute(query):
        if post.unit.path == path:
            heads.setdefault(Seat.TEAM_HEAD, post)
        if kind != UnitKind.TEAM:
            heads.setdefault(Seat.DIVISION_HEAD, post)
    return heads


def posts_offered(unit_paths: Collection[str]) -> Sequence[Post]:
    """Return the posts with a title that a line may name besides, in the order of their units."""
    query = select(Post).join(Unit).where(Post.title != "", in_force(Post, Unit)).options(joinedload(Post.unit))
    return [
        post
        for post in db.session.scalars(query.order_by(Unit.sort_order, Post.sort_order))
        if any(post.unit.path.startswith(path) for path in unit_paths)
    ]


def post_named(post_id: int) -> Post | None:
    """Return a post in force, with its unit."""
    return db.session.scalar(select(Post).where(Post.id == post_id, in_force(Post)).options(joinedload(Post.unit)))


def programs_of_units(unit_ids: frozenset[int] | None) -> Sequence[Program]:
    """Return the programs that some units or those below own, or all (None), in the catalog's order."""
    query = select(Program).options(joinedload(Program.owner_unit)).order_by(Program.sort_order, Program.id)
    programs = db.session.scalars(query).all()
    if unit_ids is None:
        return programs
    return [one for one in programs if not unit_ids.isdisjoint(_line_to_root(one.owner_unit.path))]


def _line_to_root(path: str) -> set[int]:
    return {int(part) for part in path.split("/") if part}
