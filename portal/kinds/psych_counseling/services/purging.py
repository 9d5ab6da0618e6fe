"""What time does: cases of a settled year are destroyed, and only sums along one axis at a time are left."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import SYSTEM
from portal.core.db import db
from portal.core.keys import keyring
from portal.core.transaction import command
from portal.kinds.psych_counseling import policies
from portal.kinds.psych_counseling.models import Allowance, Case, Consent, Count, Extension, Opening, Session, Upload
from portal.kinds.psych_counseling.queries import purge as queries
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services.trail import note

UPLOADS_KEPT = timedelta(days=7)


def purge(*, dry_run: bool = False) -> int:
    """Destroy the cases that are due and return how many; the keys go after the rows, whatever comes between."""
    if dry_run:
        return len(_due())
    gone = 0
    for case_ids in _by_round().values():
        refs = _purge_round(case_ids)
        for ref in refs:
            keyring().destroy(ref)
        gone += len(refs)
    _sweep_uploads()
    return gone


def _due() -> list[Case]:
    cases = queries.cases_before(clock.today().year)
    wait = {one.allowance_id for one in cases if not _is_due(one)}
    return [one for one in cases if one.allowance_id not in wait]  # all cases of a person go at once: one person, once


def _is_due(one: Case) -> bool:
    settled_from, latest = policies.purge_from(one.round.year)
    today = clock.today()
    return today >= latest or (today >= settled_from and not queries.has_unsettled_sessions(one))


def _by_round() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one in _due():
        found[one.round_id].append(one.id)
    return found


@command
def _purge_round(case_ids: list[int]) -> list[str]:
    """Take cases of one round out of the tables; counts and rows move in one transaction."""
    cases = queries.cases_with_ids(case_ids)
    if not cases:
        return []
    for (axis, value), tally in sums.tallied(queries.attended_in(case_ids)).items():
        _add(cases[0].round_id, axis, value, tally)
    for table in (Session, Extension, Consent, Opening):
        db.session.execute(delete(table).where(table.case_id.in_(case_ids)))
    db.session.execute(delete(Case).where(Case.id.in_(case_ids)))
    _drop_allowances({one.allowance_id for one in cases})
    note(SYSTEM, "purge", f"{len(cases)}")
    return [one.key_ref for one in cases]


def _add(round_id: int, axis: str, value: str, tally: sums.Tally) -> None:
    row = queries.count_row(round_id, axis, value)
    if row is None:
        row = Count(round_id=round_id, axis=axis, value=value, people=0, sessions=0, active=0)
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:
            row = queries.count_row(round_id, axis, value)
            if row is None:
                raise
    row.people += tally.people
    row.sessions += tally.sessions
    row.active += tally.active


def _drop_allowances(ids: Iterable[int]) -> None:
    unused = set(ids) - queries.allowances_in_use(ids)
    db.session.execute(delete(Allowance).where(Allowance.id.in_(unused)))


@command
def _sweep_uploads() -> None:
    db.session.execute(delete(Upload).where(Upload.sent_on < clock.today() - UPLOADS_KEPT))
