"""Schools that could take candidates, by area, with who answers for each."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import Account
from portal.core.db import db
from portal.directory.models import Unit, UnitKind
from portal.seeding.queries import managers_of_institutions


@dataclass(frozen=True)
class Host:
    """A high school and the official who answers for it."""

    unit_id: int
    name: str
    area: str
    manager: str
    account_id: int


def hosts_by_area() -> dict[str, list[Host]]:
    """Return the high schools of each area that somebody answers for, in the order of the organization."""
    managers = managers_of_institutions()
    accounts = {one.person_id: one for one in db.session.scalars(select(Account))}
    high_schools = Unit.kind == UnitKind.SCHOOL, Unit.name.endswith("고등학교")
    found: dict[str, list[Host]] = defaultdict(list)
    for unit in db.session.scalars(select(Unit).where(*high_schools).order_by(Unit.sort_order)):
        account = accounts.get(managers.get(unit.id))
        if account is not None:
            found[unit.district].append(Host(unit.id, unit.name, unit.district, account.name, account.id))
    return found
