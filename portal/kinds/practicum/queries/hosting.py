"""What institutions offer, and which of them have not answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Account, Grant
from portal.accounts.queries import is_held
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.directory.models import Unit, UnitKind
from portal.directory.queries import in_force
from portal.kinds.practicum.models import HostOffer

PER_PAGE = 50


@dataclass(frozen=True)
class Surveyed:
    """An institution and what it answered, if it did."""

    unit: Unit
    offer: HostOffer | None


@dataclass(frozen=True)
class Survey:
    """The survey of a round in numbers."""

    asked: int
    answered: int
    hosts: int
    seats: int
    taken: int


def offers_in(round_id: int) -> Sequence[HostOffer]:
    """Return what institutions offer in a round, with the institutions, in the order of the organization."""
    return db.session.scalars(
        select(HostOffer)
        .join(HostOffer.unit)
        .where(HostOffer.round_id == round_id)
        .options(joinedload(HostOffer.unit))
        .order_by(Unit.sort_order)
    ).all()


def offer_of(unit_id: int, round_id: int) -> HostOffer | None:
    """Return what an institution offers in a round."""
    return db.session.scalar(select(HostOffer).where(HostOffer.unit_id == unit_id, HostOffer.round_id == round_id))


def offer_in_or_missing(round_id: int, public_id: str) -> HostOffer:
    """Return an offer of a round with its institution; raises Missing."""
    found = db.session.scalar(
        select(HostOffer)
        .where(HostOffer.public_id == public_id, HostOffer.round_id == round_id)
        .options(joinedload(HostOffer.unit))
    )
    if found is None:
        raise Missing
    return found


def institutions_of(unit_ids: Collection[int]) -> Sequence[Unit]:
    """Return some institutions in the order of the organization."""
    if not unit_ids:
        return []
    return db.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)).order_by(Unit.sort_order)).all()


def schools_with(text: str, *, area: str, count: int = 8) -> Sequence[str]:
    """Return the names of schools that hold a text, of one area or of all."""
    conditions = [Unit.kind == UnitKind.SCHOOL, in_force(Unit), Unit.name.contains(text, autoescape=True)]
    if area:
        conditions.append(Unit.district == area)
    return db.session.scalars(select(Unit.name).where(*conditions).order_by(Unit.name).limit(count)).all()


def schools_called(names: Collection[str]) -> dict[tuple[str, str], int]:
    """Return the schools with some names by (area, name)."""
    if not names:
        return {}
    chosen = select(Unit.district, Unit.name, Unit.id).where(
        Unit.name.in_(names), Unit.kind == UnitKind.SCHOOL, in_force(Unit)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(chosen)}


def units_named(names: Collection[str]) -> dict[str, Unit | None]:
    """Return the units in force by full name; None for a name that two of them bear."""
    found: dict[str, Unit | None] = {}
    chosen = select(Unit).where(or_(Unit.full_name.in_(names), Unit.name.in_(names)), in_force(Unit))
    for unit in db.session.scalars(chosen) if names else ():
        for name in {unit.full_name, unit.name} & set(names):
            found[name] = None if name in found else unit
    return found


def survey_of(round_id: int) -> Survey:
    """Count who answered the survey of a round, and what there is to take."""
    hosts = func.coalesce(func.sum(HostOffer.seats), 0), func.coalesce(func.sum(HostOffer.taken), 0)
    row = db.session.execute(
        select(func.count(), func.count(func.nullif(HostOffer.seats, 0)), *hosts).where(HostOffer.round_id == round_id)
    ).one()
    asked = db.session.scalar(select(func.count()).select_from(Unit).where(*_surveyed())) or 0
    return Survey(asked, row[0], row[1], int(row[2]), int(row[3]))


def institutions_surveyed(round_id: int, *, answer: str, area: str, page: int = 1) -> Page[Surveyed]:
    """Return the schools and what they answered: "yes", "no", "none" or all of them."""
    total = count_surveyed(round_id, answer=answer, area=area)
    chosen = _answers(round_id, answer, area).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return Page([Surveyed(*row) for row in db.session.execute(chosen)], page, total, PER_PAGE)


def count_surveyed(round_id: int, *, answer: str, area: str) -> int:
    """Count the schools that gave an answer."""
    chosen = _answers(round_id, answer, area).order_by(None)
    return db.session.scalar(select(func.count()).select_from(chosen.with_only_columns(Unit.id).subquery())) or 0


def all_institutions_surveyed(round_id: int, *, answer: str, area: str) -> Sequence[Surveyed]:
    """Return every school that gave an answer, in the order of the pages."""
    return [Surveyed(*row) for row in db.session.execute(_answers(round_id, answer, area))]


def people_answering_for(unit_id: int) -> Sequence[int]:
    """Return the officials who speak for an institution today, in a fixed order."""
    found = db.session.scalars(
        select(Account.person_id)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.role == Role.INSTITUTION, Grant.unit_id == unit_id, Account.is_active, is_held())
        .distinct()
        .order_by(Account.person_id)
    )
    return [person_id for person_id in found if person_id is not None]


def _surveyed() -> tuple[ColumnElement[bool], ...]:
    return Unit.kind == UnitKind.SCHOOL, in_force(Unit)


def _answers(round_id: int, answer: str, area: str) -> Select[Unit, HostOffer | None]:
    conditions = list(_surveyed())
    if area:
        conditions.append(Unit.district == area)
    if answer in _ANSWERS:
        conditions.append(_ANSWERS[answer])
    joined = (HostOffer.unit_id == Unit.id) & (HostOffer.round_id == round_id)
    return select(Unit, HostOffer).outerjoin(HostOffer, joined).where(*conditions).order_by(Unit.sort_order)


_ANSWERS = {"yes": HostOffer.seats > 0, "no": HostOffer.seats == 0, "none": HostOffer.id.is_(None)}
