"""Which contract holds on a day, and how many it insures."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from portal.core.db import db
from portal.kinds.insurance.models import InsuranceContract


def contract_on(day: date) -> InsuranceContract | None:
    """Return the contract in force on a day, as last counted by then."""
    return db.session.scalar(
        select(InsuranceContract)
        .where(InsuranceContract.first_day <= day, InsuranceContract.last_day >= day, InsuranceContract.as_of <= day)
        .order_by(InsuranceContract.as_of.desc(), InsuranceContract.id.desc())
        .limit(1)
    )


def insured_on(day: date) -> int | None:
    """Return how many the contract in force on a day insures; None when there is none."""
    contract = contract_on(day)
    return contract.insured_count if contract else None


def contracts_of(round_ids: Collection[int], as_of: date) -> dict[int, InsuranceContract]:
    """Return the contract of each of some rounds, as last counted by a day."""
    found = select(InsuranceContract).where(InsuranceContract.round_id.in_(round_ids), InsuranceContract.as_of <= as_of)
    rows = db.session.scalars(found.order_by(InsuranceContract.as_of, InsuranceContract.id))
    return {contract.round_id: contract for contract in rows}
