"""Rights: who holds them, who asked for them, who has moved away from them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from portal.accounts.models import Account, Grant, GrantRequest, GrantReview, RequestState
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, ServiceState, Unit
from portal.directory.queries import in_force


def grant_or_missing(grant_id: int) -> Grant:
    """Return a grant; raises Missing."""
    grant = db.session.get(Grant, grant_id)
    if grant is None:
        raise Missing("찾으시는 권한이 없습니다.")
    return grant


def grant_like(account_id: int, role: Role, unit_id: int | None) -> Grant | None:
    """Return a grant in force today, or to come, of the same role for the same unit."""
    same_unit = Grant.unit_id.is_(None) if unit_id is None else Grant.unit_id == unit_id
    return db.session.scalar(
        select(Grant).where(Grant.account_id == account_id, Grant.role == role, same_unit, _lasting())
    )


def grants_to_end(account_id: int) -> Sequence[Grant]:
    """Return the grants of an account that are in force or to come."""
    return db.session.scalars(select(Grant).where(Grant.account_id == account_id, _lasting())).all()


def roles_given(account_id: int) -> set[Role]:
    """Return the roles an account holds or will hold."""
    given = db.session.scalars(select(Grant.role).where(Grant.account_id == account_id, _lasting()))
    return {Role(role) for role in given}


def administrators_besides(account_id: int) -> set[int]:
    """Return the other accounts that can manage accounts; the rights of all stay as they are until the command ends.

    Two who take each other's right at the same time wait for each other here.
    """
    can_log_in = and_(Account.is_active.is_(True), func.coalesce(Person.state, "") != ServiceState.RETIRED)
    everywhere = and_(Grant.role == Role.ADMIN, Grant.unit_id.is_(None), in_force(Grant))
    found = db.session.scalars(
        select(Account.id)
        .join(Grant, Grant.account_id == Account.id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(everywhere, can_log_in, is_at_home())
        .order_by(Grant.id)
        .with_for_update(of=(Grant, Account))
    )
    return set(found) - {account_id}


def home_of(account_id: int, unit_id: int | None) -> int | None:
    """Return the unit a new right hangs on: its own if the person sits there, else the one of the main post."""
    main = db.session.execute(
        select(Unit.id, Unit.path)
        .join(Post, Post.unit_id == Unit.id)
        .join(Assignment, Assignment.post_id == Post.id)
        .join(Account, Account.person_id == Assignment.person_id)
        .where(Account.id == account_id, Assignment.is_main.is_(True), in_force(Assignment))
        .order_by(Assignment.valid_from.desc())
        .limit(1)
    ).one_or_none()
    if main is None:
        return None
    return unit_id if unit_id is not None and f"/{unit_id}/" in main.path else main.id


def grants_of_moved() -> Sequence[Grant]:
    """Return the grants in force that hang on a unit in which their person no longer has the main post."""
    return db.session.scalars(select(Grant).where(_lasting(), ~is_at_home()).order_by(Grant.id)).all()


def request_or_missing(request_id: int) -> GrantRequest:
    """Return what was asked for; raises Missing."""
    asked = db.session.get(GrantRequest, request_id)
    if asked is None:
        raise Missing("찾으시는 요청이 없습니다.")
    return asked


def is_asked_for(account_id: int, role: Role) -> bool:
    """Say whether somebody has asked for the same right and nobody has decided yet."""
    pending = GrantRequest.state == RequestState.PENDING
    return bool(
        db.session.scalar(
            select(exists().where(GrantRequest.account_id == account_id, GrantRequest.role == role, pending))
        )
    )


def count_of_rights() -> int:
    """Count the rights in force today."""
    return db.session.scalar(select(func.count()).where(is_held())) or 0


def _lasting() -> ColumnElement[bool]:
    return or_(Grant.valid_to.is_(None), Grant.valid_to > clock.today())


def has_reviewed_today(account_id: int, *, quarter: str, note: str) -> bool:
    """Say whether somebody has written down today, in these words, that a quarter's rights were gone through."""
    same = (GrantReview.done_by_id == account_id, GrantReview.quarter == quarter, GrantReview.note == note)
    found = select(GrantReview.id).where(*same, GrantReview.done_at >= clock.at(clock.today()))
    return db.session.scalar(found.limit(1)) is not None


def people_holding(role: Role, day: date, *, unit: Unit | None = None) -> list[int]:
    """Return the people who hold a role on a day, for a unit if one is named; in a fixed order: rows are locked in it.

    A role held for a unit holds for the units below it.
    """
    line = [int(part) for part in unit.path.split("/") if part] if unit is not None else []
    of_unit = or_(Grant.unit_id.in_(line), Grant.unit_id.is_(None)) if unit is not None else true()
    found = db.session.scalars(
        select(Account.person_id)
        .distinct()
        .join(Grant, Grant.account_id == Account.id)
        .where(Account.is_active, Account.person_id.is_not(None), Grant.role == role, of_unit, is_held(day))
        .order_by(Account.person_id)
    )
    return [person_id for person_id in found if person_id is not None]


def is_held(day: date | None = None) -> ColumnElement[bool]:
    """Return the condition that a grant counts on a day, today if none is named: in force, its person still there."""
    return and_(in_force(Grant, on=day), is_at_home(day))


def is_at_home(day: date | None = None) -> ColumnElement[bool]:
    """Return the condition that a grant hangs on no unit, or on one in which its person's main post is."""
    owner, unit, post, held = aliased(Account), aliased(Unit), aliased(Post), aliased(Assignment)
    inside = or_(unit.id == Grant.home_unit_id, unit.path.contains("/" + cast(Grant.home_unit_id, String) + "/"))
    sits_there = (
        select(held.id)
        .join(owner, owner.person_id == held.person_id)
        .join(post, post.id == held.post_id)
        .join(unit, unit.id == post.unit_id)
        .where(owner.id == Grant.account_id, held.is_main.is_(True), in_force(held, on=day), inside)
        .correlate(Grant)
        .exists()
    )
    return or_(Grant.home_unit_id.is_(None), sits_there)
