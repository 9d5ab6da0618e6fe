"""The lists that go up an approval line: what is staged of a round, what a document holds, and how it is spread."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from portal.applications.models import Application, StagedDecision, Status
from portal.applications.queries.scope import applications_visible_to, programs_in, scope_of
from portal.approvals.models import DocumentStep, StepState
from portal.core.actors import Actor
from portal.core.db import db
from portal.directory.models import Person
from portal.programs.models import Program, Round

IN_ORDER = ("approve", "waitlist", "not_select", "reject")
"""The parts of a list in the order in which it is printed."""
_SHOWN = ("", "published", "returned", "recalled")
"""What is still read on a document's page, whatever became of the document."""
_IS_OPEN = StagedDecision.ended_at.is_(None)


@dataclass(frozen=True)
class ListRow:
    """One line of a list, with what an approver needs to see of it."""

    id: int
    application_id: int
    public_id: str
    person_id: int
    name: str
    office: str
    grade: str
    hired_on: date | None
    receipt_no: str
    place: int
    status: Status
    action: str
    rank: int | None
    score: float | None
    grounds: str
    reason_codes: Sequence[str]
    note: str
    staged_by: str
    recheck: str
    eligibility_words: str
    ended_how: str
    ended_words: str
    batch: str

    @property
    def is_exception(self) -> bool:
        """Say whether it has words of its own that an approver reads first."""
        return bool(self.reason_codes or self.note or self.recheck or self.action == "reject")


@dataclass
class Waiting:
    """What is staged of a round and not sent up, by action, and the actor's latest batch among it."""

    round_id: int
    program: str
    round: str
    counts: Counter[str] = field(default_factory=Counter)
    last_batch: str = ""
    last_count: int = 0

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())


def counts_staged(round_id: int) -> Counter[str]:
    """Return how many decisions of each kind are staged of a round and not sent up."""
    return _counts(StagedDecision.round_id == round_id, StagedDecision.document_id.is_(None), _IS_OPEN)


def counts_of_document(document_id: int) -> Counter[str]:
    """Return how many decisions of each kind a document holds."""
    return _counts(*_on(document_id))


def rows_staged(round_id: int) -> list[ListRow]:
    """Return what is staged of a round and not sent up, in the order of the printed list."""
    return _rows(StagedDecision.round_id == round_id, StagedDecision.document_id.is_(None), _IS_OPEN)


def rows_of_document(document_id: int) -> list[ListRow]:
    """Return what a document holds, in the order of the printed list."""
    return _rows(*_on(document_id))


def rows_taken_out(document_id: int) -> list[ListRow]:
    """Return what approvers took out of a document, and what its applicants did away with."""
    return _rows(StagedDecision.document_id == document_id, StagedDecision.ended_how.not_in(_SHOWN))


def spread(document_id: int, *, by_grade: bool = False) -> list[tuple[str, Counter[str]]]:
    """Return how many of each kind come from each office or grade, the largest first."""
    column = Application.snapshot_grade if by_grade else Application.snapshot_unit_name
    query = (
        select(column, StagedDecision.action, func.count())
        .join(Application, Application.id == StagedDecision.application_id)
        .where(*_on(document_id))
        .group_by(column, StagedDecision.action)
    )
    found: dict[str, Counter[str]] = {}
    for name, action, count in db.session.execute(query):
        found.setdefault(name, Counter())[action] += count
    return sorted(found.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))


def applied_to(round_id: int) -> int:
    """Count the applications to a round that were not taken back."""
    query = select(func.count()).where(Application.round_id == round_id, Application.status != Status.WITHDRAWN)
    return db.session.scalar(query) or 0


def lists_waiting(actor: Actor) -> list[Waiting]:
    """Return the rounds the actor decides for in which something is staged and not sent up."""
    own = func.max(StagedDecision.id).filter(StagedDecision.staged_by_id == actor.account_id)
    query = (
        select(StagedDecision.round_id, Program.title, Round.name, StagedDecision.action, func.count(), own)
        .join(Round, Round.id == StagedDecision.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(_IS_OPEN, StagedDecision.document_id.is_(None), programs_in(scope_of(actor)))
        .group_by(StagedDecision.round_id, Program.title, Round.name, StagedDecision.action)
        .order_by(StagedDecision.round_id)
    )
    found: dict[int, Waiting] = {}
    latest: dict[int, int] = {}
    for round_id, program, name, action, count, last in db.session.execute(query):
        one = found.setdefault(round_id, Waiting(round_id, program, name))
        one.counts[action] = count
        latest[round_id] = max(latest.get(round_id, 0), last or 0)
    for batch, round_id, count in _batches(latest.values()):
        found[round_id].last_batch, found[round_id].last_count = batch, count
    return list(found.values())


def open_staged(application_ids: Iterable[int]) -> dict[int, StagedDecision]:
    """Return what is staged on some applications, by application."""
    query = select(StagedDecision).where(StagedDecision.application_id.in_(list(application_ids)), _IS_OPEN)
    return {one.application_id: one for one in db.session.scalars(query)}


def open_staged_on(application_id: int) -> StagedDecision | None:
    """Return what is staged on an application."""
    return db.session.scalar(select(StagedDecision).where(StagedDecision.application_id == application_id, _IS_OPEN))


def staged_ever(application_id: int) -> Sequence[StagedDecision]:
    """Return everything that was ever staged on an application, in order."""
    query = select(StagedDecision).where(StagedDecision.application_id == application_id)
    return db.session.scalars(query.order_by(StagedDecision.id)).all()


def staged_to_move(*conditions: ColumnElement[bool]) -> list[StagedDecision]:
    """Return open rows with their applications locked, in the order of the printed list."""
    query = (
        select(StagedDecision)
        .join(Application, Application.id == StagedDecision.application_id)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(_IS_OPEN, *conditions)
        .options(
            contains_eager(StagedDecision.application)
            .contains_eager(Application.round)
            .contains_eager(Round.program)
            .joinedload(Program.owner_unit)
        )
        .order_by(StagedDecision.application_id)
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    )
    rows = list(db.session.scalars(query))
    return sorted(rows, key=lambda one: _place_on_list(one.action, one.rank, one.application.place))


def unsent_of(round_id: int) -> list[StagedDecision]:
    """Return what is staged of a round and not sent up, locked."""
    return staged_to_move(StagedDecision.round_id == round_id, StagedDecision.document_id.is_(None))


def held_by(document_id: int) -> list[StagedDecision]:
    """Return the open rows of a document, locked."""
    return staged_to_move(StagedDecision.document_id == document_id)


def unsent_of_batch(actor: Actor, batch: str) -> list[StagedDecision]:
    """Return what the actor staged at once and nobody sent up yet, locked."""
    mine = StagedDecision.staged_by_id == actor.account_id
    return staged_to_move(StagedDecision.batch == batch, mine, StagedDecision.document_id.is_(None))


def rounds_of_staged(batch: str) -> list[int]:
    """Return the rounds of a batch."""
    query = select(StagedDecision.round_id).where(StagedDecision.batch == batch).distinct()
    return list(db.session.scalars(query))


def applications_by_id(actor: Actor, ids: Collection[int]) -> dict[int, Application]:
    """Return those of some applications that the actor may see, locked, by id."""
    query = (
        applications_visible_to(actor)
        .where(Application.id.in_(list(ids)))
        .options(contains_eager(Application.round).contains_eager(Round.program).joinedload(Program.owner_unit))
        .order_by(Application.id)
        .with_for_update(of=Application)
    )
    return {one.id: one for one in db.session.scalars(query)}


def holders_now(application_ids: Collection[int]) -> dict[int, str]:
    """Return by application the post at which the document that holds it lies now; nothing of what it says."""
    if not application_ids:
        return {}
    query = (
        select(StagedDecision.application_id, DocumentStep.post_name)
        .join(DocumentStep, DocumentStep.document_id == StagedDecision.document_id)
        .where(StagedDecision.application_id.in_(application_ids), _IS_OPEN)
        .where(DocumentStep.state == StepState.PENDING)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _batches(ids: Collection[int]) -> list[tuple[str, int, int]]:
    wanted = [one for one in ids if one]
    if not wanted:
        return []
    batches = select(StagedDecision.batch).where(StagedDecision.id.in_(wanted))
    query = (
        select(StagedDecision.batch, StagedDecision.round_id, func.count())
        .where(StagedDecision.batch.in_(batches), _IS_OPEN, StagedDecision.document_id.is_(None))
        .group_by(StagedDecision.batch, StagedDecision.round_id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def _on(document_id: int) -> tuple[ColumnElement[bool], ...]:
    return StagedDecision.document_id == document_id, StagedDecision.ended_how.in_(_SHOWN)


def _counts(*conditions: ColumnElement[bool]) -> Counter[str]:
    query = select(StagedDecision.action, func.count()).where(*conditions).group_by(StagedDecision.action)
    return Counter({row[0]: row[1] for row in db.session.execute(query)})


def _rows(*conditions: ColumnElement[bool]) -> list[ListRow]:
    query: Select[*tuple[Any, ...]] = (
        select(
            StagedDecision.id, Application.id, Application.public_id, Application.person_id, Person.name,
            Application.snapshot_unit_name, Application.snapshot_grade, Application.snapshot_hired_on,
            Application.receipt_no, Application.place, Application.status, StagedDecision.action, StagedDecision.rank,
            StagedDecision.score, StagedDecision.grounds, StagedDecision.reason_codes, StagedDecision.note,
            StagedDecision.staged_by_name, StagedDecision.recheck, Application.eligibility_words,
            StagedDecision.ended_how, StagedDecision.ended_words, StagedDecision.batch,
        )
        .join(Application, Application.id == StagedDecision.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(*conditions)
    )  # fmt: skip
    rows = [ListRow(*row) for row in db.session.execute(query)]
    return sorted(rows, key=lambda row: (*_place_on_list(row.action, row.rank, row.place), row.id))


def _place_on_list(action: str, rank: int | None, place: int) -> tuple[int, bool, int, int]:
    return IN_ORDER.index(action), rank is None, rank or 0, place
