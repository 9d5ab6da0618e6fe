"""Who is behind a session or an account: one statement, asked at every request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, String, and_, bindparam, cast, or_, select

from portal.accounts.models import Account, Grant, Way, WebSession, opens_portal
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Assignment, Person, Post, Unit
from portal.directory.queries import in_force
from portal.directory.titles import title_of


@dataclass(frozen=True)
class KeptSession:
    """A session as the table has it; ``actor`` is None when nobody is signed in or the account no longer opens it."""

    id_hash: str
    account_id: int | None
    data: dict[str, Any]
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    confirmed_at: datetime | None
    way: Way
    must_change_password: bool
    actor: Actor | None


def session_kept(id_hash: str, address: str) -> KeptSession | None:
    """Return a session with its person, post and roles of today, in one statement."""
    rows = db.session.connection().execute(_SESSION, {"id_hash": id_hash, "today": clock.today()}).all()
    if not rows:
        return None
    row = rows[0]
    return KeptSession(
        id_hash=id_hash,
        account_id=row.account_id,
        data=row.data,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        confirmed_at=row.confirmed_at,
        way=Way(row.way),
        must_change_password=bool(row.must_change_password) and row.way != Way.OFFICE,
        actor=_actor(rows, address) if _is_alive(row) else None,
    )


def _is_alive(row: Row[Any]) -> bool:
    """Say whether a session still opens its account; what a link opened for a candidate ends with the candidacy."""
    if row.id is None or row.generation != row.of_generation:
        return False
    outlived = row.hired_on is not None and row.created_at.date() < row.hired_on <= clock.today()
    return not (outlived and row.way == Way.LINK)


def actor_of_account(account_id: int, address: str = "") -> Actor:
    """Return who acts when an account does, with post and roles of today; raises Missing."""
    rows = db.session.connection().execute(_ACTOR, {"account_id": account_id, "today": clock.today()}).all()
    actor = _actor(rows, address) if rows else None
    if actor is None:
        raise Missing("사용할 수 없는 계정입니다.")
    return actor


def _actor(rows: Sequence[Row[Any]], address: str) -> Actor | None:
    row = rows[0]
    if not opens_portal(is_active=row.is_active, person_state=row.state):
        return None
    serves = row.person_id is not None and has_begun(row.hired_on)
    held = [Held(Role(one.role), one.grant_unit_id) for one in rows if one.role is not None]
    if serves:
        held.insert(0, Held(Role.EMPLOYEE))
    return Actor(
        account_id=row.id,
        person_id=row.person_id if serves else None,
        name=row.name or row.account_name,
        unit_id=row.unit_id,
        unit_name=row.unit_name or "",
        title=_title(row),
        held=tuple(dict.fromkeys(held)),
        address=address,
    )


def has_begun(hired_on: date | None) -> bool:
    """Say whether an official's first day has come; who is appointed for a later day is none yet."""
    return hired_on is None or hired_on <= clock.today()


def _title(row: Row[Any]) -> str:
    if row.person_id is None:
        return ""
    return title_of(
        post_title=row.post_title or "",
        category=row.category,
        grade=row.grade,
        unit_kind=row.unit_kind or "",
        manages_school=False,
    )


def _with_person_and_roles(statement: Any) -> Any:
    today = bindparam("today", type_=Date)
    main_post = and_(_held.person_id == _person.id, _held.is_main.is_(True), in_force(_held, on=today))
    return (
        statement.outerjoin(Person.__table__, _person.id == _account.person_id)
        .outerjoin(Assignment.__table__, main_post)
        .outerjoin(Post.__table__, _post.id == _held.post_id)
        .outerjoin(Unit.__table__, _unit.id == _post.unit_id)
        .outerjoin(Grant.__table__, and_(_grant.account_id == _account.id, in_force(_grant, on=today), _at_home()))
        .order_by(_held.valid_from.desc(), _grant.id)
    )


def _at_home() -> ColumnElement[bool]:
    """Return the condition that a grant hangs on no unit, or on one in which the main post is."""
    inside = _unit.path.contains("/" + cast(_grant.home_unit_id, String) + "/")
    return or_(_grant.home_unit_id.is_(None), _grant.home_unit_id == _unit.id, inside)


# Asked at every request: made once, of tables and not of classes, which spares the ORM's part of the work.
_kept, _account, _person, _held, _post, _unit, _grant = (
    model.__table__.c for model in (WebSession, Account, Person, Assignment, Post, Unit, Grant)
)
_WHO = (
    _account.id,
    _account.generation.label("of_generation"),
    _account.person_id,
    _account.name.label("account_name"),
    _account.is_active,
    _account.must_change_password,
    _person.name,
    _person.state,
    _person.category,
    _person.grade,
    _person.hired_on,
    _post.title.label("post_title"),
    _unit.id.label("unit_id"),
    _unit.name.label("unit_name"),
    _unit.kind.label("unit_kind"),
    _grant.role,
    _grant.unit_id.label("grant_unit_id"),
)
_ACTOR = _with_person_and_roles(
    select(*_WHO).select_from(Account.__table__).where(_account.id == bindparam("account_id"))
)
_SESSION = _with_person_and_roles(
    select(
        _kept.account_id,
        _kept.generation,
        _kept.data,
        _kept.created_at,
        _kept.last_seen_at,
        _kept.expires_at,
        _kept.confirmed_at,
        _kept.way,
        *_WHO,
    )
    .select_from(WebSession.__table__)
    .outerjoin(Account.__table__, _account.id == _kept.account_id)
    .where(_kept.id_hash == bindparam("id_hash"))
)
