"""Everything a person's card shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.directory.models import Absence, Assignment, Duty, Person, ServiceState, Unit
from portal.directory.queries.people import Holder, card_facts, contact, in_force

HEAD_OFFICE = re.compile("9[0-9]{3}")
STALE_AFTER = timedelta(days=183)


@dataclass(frozen=True)
class DutyLine:
    """One duty of a post and who stands in for it."""

    text: str
    is_main: bool
    deputy: str
    confirmed_on: date
    is_stale: bool


@dataclass(frozen=True)
class Card:
    """A person as colleagues may see her: no mobile number, and no reason of an absence."""

    facts: Holder
    unit: Unit
    location: str
    duties: Sequence[DutyLine]
    is_absent: bool
    deputy: str
    updated_on: date

    @property
    def has_outside_line(self) -> bool:
        """Say whether the extension can be dialed from outside behind the head office's prefix.

        The head office has all numbers of four digits that begin with 9, and nobody else has one of those.
        """
        return HEAD_OFFICE.fullmatch(self.facts.extension) is not None


def card_or_missing(public_id: str) -> Card:
    """Return the card of somebody who holds a post today; raises Missing."""
    row = db.session.execute(
        select(Person.id, Person.updated_on, Assignment.location)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(
            Person.public_id == public_id,
            Person.state != ServiceState.RETIRED,
            Assignment.is_main,
            in_force(Assignment),
        )
    ).first()
    facts = card_facts(row[0]) if row else None
    if row is None or facts is None or facts.unit_id is None or facts.post_id is None:
        raise Missing("찾으시는 직원이 없습니다.")
    deputy = _deputy_today(facts.person_id)
    return Card(
        facts=facts,
        unit=db.session.get_one(Unit, facts.unit_id),
        location=row[2],
        duties=_duties_of(facts.post_id),
        is_absent=deputy is not None or facts.state != ServiceState.IN_SERVICE,
        deputy=deputy or "",
        updated_on=row[1],
    )


def _duties_of(post_id: int) -> list[DutyLine]:
    holding = and_(Assignment.post_id == Duty.deputy_post_id, in_force(Assignment))
    rows = db.session.execute(
        select(Duty.id, Duty.text, Duty.is_main, Duty.confirmed_on, Person.name, Assignment.extension)
        .outerjoin(Assignment, holding)
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(Duty.post_id == post_id)
        .order_by(Duty.sort_order, Duty.id, Assignment.is_main)
    )
    stale_before = clock.today() - STALE_AFTER
    lines = {
        row.id: DutyLine(
            row.text,
            row.is_main,
            contact("", row.name or "", row.extension or ""),
            row.confirmed_on,
            row.confirmed_on < stale_before,
        )
        for row in rows
    }
    return list(lines.values())


def _deputy_today(person_id: int) -> str | None:
    """Return who stands in today ("" for nobody), or None when the person is here."""
    deputy, held = aliased(Person), aliased(Assignment)
    day = clock.today()
    row = db.session.execute(
        select(deputy.name, held.extension)
        .select_from(Absence)
        .outerjoin(deputy, deputy.id == Absence.deputy_id)
        .outerjoin(held, and_(held.person_id == deputy.id, held.is_main, in_force(held)))
        .where(Absence.person_id == person_id, Absence.first_day <= day, Absence.last_day >= day)
        .where(Absence.canceled_at.is_(None))
        .order_by(Absence.id.desc())
        .limit(1)
    ).first()
    return None if row is None else contact("", row[0] or "", row[1] or "")
