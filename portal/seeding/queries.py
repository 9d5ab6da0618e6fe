"""What the seed looks up of the parts that are loaded already."""

from sqlalchemy import select

from portal.core.db import db
from portal.directory.models import Assignment, Duty, Post, Unit
from portal.duties.models import Function, FunctionTeam

DIVISION = "총무과"


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
    return dict(db.session.execute(chosen).tuples().all())


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
