"""Days on which officials did not serve."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from portal.core.db import db
from portal.directory.models import ServiceBreak


def breaks_of(person_ids: Collection[int] | None) -> Mapping[int, Sequence[tuple[date, date | None, str]]]:
    """Return (first day, last day, kind) of the breaks that do not count as service, by person; None: everybody's."""
    query = select(ServiceBreak.person_id, ServiceBreak.first_day, ServiceBreak.last_day, ServiceBreak.kind).where(
        ServiceBreak.counts.is_(False)
    )
    if person_ids is not None:
        query = query.where(ServiceBreak.person_id.in_(person_ids))
    found = defaultdict(list)
    for person_id, first, last, kind in db.session.execute(query.order_by(ServiceBreak.first_day)):
        found[person_id].append((first, last, kind))
    return found
