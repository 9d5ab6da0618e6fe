"""Every SELECT of the files that left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from portal.accounts.models import Account, Grant
from portal.accounts.queries import is_held
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Person, ServiceState, Unit
from portal.exports import messages
from portal.exports.models import Export, ExportStatus, ExportSubject

MOST_SHOWN = 100


@dataclass(frozen=True)
class Approver:
    """Somebody who may decide about a file."""

    account_id: int
    person_id: int | None
    name: str


def exports_of(account_id: int | None) -> Sequence[Export]:
    """Return what an account has taken or asked for, the newest first."""
    mine = select(Export).where(Export.account_id == account_id)
    return db.session.scalars(mine.order_by(Export.requested_at.desc(), Export.id.desc()).limit(MOST_SHOWN)).all()


def export_or_missing(public_id: str) -> Export:
    """Return an export; raises Missing."""
    return _found(db.session.scalar(select(Export).where(Export.public_id == public_id)))


def export_to_change(public_id: str) -> Export:
    """Return an export that nobody else changes until the transaction ends; raises Missing."""
    return _found(db.session.scalar(select(Export).where(Export.public_id == public_id).with_for_update()))


def export_with_key(key: str) -> Export | None:
    """Return what a form with this key has made already."""
    return db.session.scalar(select(Export).where(Export.key == key))


def waiting_exports() -> Sequence[tuple[Export, str]]:
    """Return what waits for a second person, the oldest first, with the path of the owning unit."""
    rows = db.session.execute(
        select(Export, Unit.path)
        .outerjoin(Unit, Unit.id == Export.owner_unit_id)
        .where(Export.status == ExportStatus.WAITING, Export.expires_at > clock.now())
        .order_by(Export.requested_at, Export.id)
    )
    return [(row[0], row[1] or "") for row in rows]


def path_of_unit(unit_id: int | None) -> str:
    """Return the path of a unit; empty for none."""
    return (unit_id and db.session.scalar(select(Unit.path).where(Unit.id == unit_id))) or ""


def units_in(path: str) -> frozenset[int]:
    """Return the ids of a unit's path, from the root down."""
    return frozenset(int(part) for part in path.split("/") if part)


def approvers_for(roles: tuple[Role, ...], owner_path: str) -> Sequence[Approver]:
    """Return who holds one of the roles today for a unit, what stands above it, or everywhere."""
    of_unit = Grant.unit_id.in_(units_in(owner_path)) | Grant.unit_id.is_(None)
    rows = db.session.execute(
        select(Account.id, Account.person_id, Account.name)
        .join(Grant, Grant.account_id == Account.id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(Grant.role.in_(roles), of_unit, is_held(), Account.is_active.is_(True))
        .where(or_(Person.id.is_(None), Person.state != ServiceState.RETIRED))
        .order_by(Account.name, Account.id)
        .distinct()
    )
    return [Approver(*row) for row in rows]


def count_since(account_id: int | None, moment: datetime) -> int:
    """Count what an account has taken or asked for since a moment."""
    query = select(func.count()).where(Export.account_id == account_id, Export.requested_at >= moment)
    return db.session.scalar(query) or 0


def files_about(actor: Actor, *, candidacy: str = "") -> Sequence[Export]:
    """Return the files in which the actor, or the actor's record as a candidate, stands; without one's own files."""
    about: ColumnElement[bool] = (ExportSubject.record == candidacy) & (ExportSubject.record != "")
    if actor.person_id is not None:
        about = or_(ExportSubject.person_id == actor.person_id, about)
    told = select(ExportSubject.export_id).where(about)
    return db.session.scalars(
        select(Export)
        .where(Export.id.in_(told), Export.account_id != actor.account_id)
        .order_by(Export.made_at.desc(), Export.id.desc())
        .limit(MOST_SHOWN)
    ).all()


def exports_past(moment: datetime) -> Sequence[Export]:
    """Return what has passed its time but is not marked so."""
    open_states = (ExportStatus.WAITING, ExportStatus.READY)
    return db.session.scalars(select(Export).where(Export.status.in_(open_states), Export.expires_at <= moment)).all()


def files_kept() -> frozenset[str]:
    """Return the names under which files of exports lie."""
    return frozenset(db.session.scalars(select(Export.stored_as).where(Export.stored_as != "")))


def _found(export: Export | None) -> Export:
    if export is None:
        raise Missing(messages.UNKNOWN)
    return export
