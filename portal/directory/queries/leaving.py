"""What a list of people holds when it leaves the screen."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, literal, select, true

from portal.core.db import db
from portal.directory.models import Assignment, Person, Post, ServiceState, Unit
from portal.directory.queries.people import below

AT_ONCE = 5_000


def holders_listed(
    assignment_ids: Sequence[int], *, with_mobile_of: Collection[int] | None
) -> dict[int, Row[*tuple[Any, ...]]]:
    """Return who holds some posts, by assignment; mobile numbers only in some units (None: in all)."""
    reachable: ColumnElement[bool] = true() if with_mobile_of is None else Post.unit_id.in_(with_mobile_of)
    query = (
        select(
            Assignment.id,
            Assignment.person_id,
            Assignment.extension,
            Assignment.is_main,
            Person.name,
            Person.category,
            Person.grade,
            Post.title,
            case((reachable, Person.mobile), else_=literal("")).label("mobile"),
        )
        .join(Person, Person.id == Assignment.person_id)
        .join(Post, Post.id == Assignment.post_id)
        .where(Person.state != ServiceState.RETIRED)
    )
    found: dict[int, Row[*tuple[Any, ...]]] = {}
    for start in range(0, len(assignment_ids), AT_ONCE):
        some = query.where(Assignment.id.in_(assignment_ids[start : start + AT_ONCE]))
        found |= {row.id: row for row in db.session.execute(some)}
    return found


def units_below_any(unit_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of some units and of all below them."""
    paths = db.session.scalars(select(Unit.path).where(Unit.id.in_(unit_ids))).all() if unit_ids else []
    return frozenset(one for path in paths for one in db.session.scalars(select(Unit.id).where(below(path))))
