"""The officers' queue: one page of rows, the counts of its tabs, and what its filters offer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Subquery,
    and_,
    asc,
    bindparam,
    desc,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from portal.applications.models import AWAITING, Application, StagedDecision, Status
from portal.applications.queries.scope import Scope, programs_in, scope_of, visible_in
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.keyset import FIRST, Spot, read, written
from portal.core.paging import PER_PAGE
from portal.directory.models import Person
from portal.programs.kinds import sensitive_keys
from portal.programs.models import Program, Round

TABS: dict[str, tuple[Status, ...]] = {
    "todo": AWAITING,
    "listed": AWAITING,
    "returned": (Status.RETURNED,),
    "waitlisted": (Status.WAITLISTED,),
    "approved": (Status.APPROVED, Status.ACTIVE),
    "declined": (Status.REJECTED, Status.NOT_SELECTED),
    "ended": (
        Status.COMPLETED,
        Status.INCOMPLETE,
        Status.NO_SHOW,
        Status.WITHDRAWN,
        Status.CANCELED,
        Status.EXPIRED,
    ),
    "all": tuple(status for status in Status if status is not Status.DRAFT),
}
SORTS: dict[str, tuple[Callable[[Any], ColumnElement[Any]], tuple[Any, ...]]] = {
    "waiting": (asc, (Application.waiting_since, Application.id)),
    "newest": (desc, (Application.submitted_at, Application.id)),
    "place": (asc, (Application.round_id, Application.place, Application.id)),
    "name": (asc, (Person.name, Application.id)),
    "office": (asc, (Application.snapshot_unit_name, Application.id)),
    "grade": (asc, (Application.snapshot_grade, Application.id)),
}
"""Which way, and by what; the last is the id, so that no two rows are equal."""
MARKS = {"recheck": Application.recheck_words != "", "unconfirmed": Application.confirm_by.is_not(None)}
"""What an officer must look at whatever its state: who no longer fits, who has not said yes to a new day."""
_IS_ANOTHERS = Application.person_id.is_distinct_from(bindparam("person_id"))
_KIND: dict[str, type] = {"waiting_since": datetime, "submitted_at": datetime}
_ATTRIBUTE = {"snapshot_unit_name": "office", "snapshot_grade": "grade"}
COUNTED_PAGES = 20
"""Pages that are found by counting when an address names no row: old links, and what people type."""
IS_LISTED = exists().where(StagedDecision.application_id == Application.id, StagedDecision.ended_at.is_(None))
"""A decision on it is on a list that goes up; of those that await one, such are a tab of their own."""
LISTED = "listed"
STATEMENTS_KEPT = 64
"""Making such a statement costs more than running it, and most officers look at the same few lists."""


@dataclass(frozen=True)
class Filters:
    """What the queue shows; each value stands in the address under its own name."""

    tab: str = "todo"
    program: int | None = None
    round: int | None = None
    office: str = ""
    grade: str = ""
    since: date | None = None
    q: str = ""
    sort: str = "waiting"
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    public_id: str
    version: int
    name: str
    office: str
    grade: str
    hired_on: date | None
    program: str
    round: str
    receipt_no: str
    status: Status
    place: int
    settles_at: datetime | None
    submitted_at: datetime
    waiting_since: datetime
    is_first: bool
    recheck_words: str
    confirm_by: date | None
    id: int
    round_id: int
    staged: str | None = None
    document_id: int | None = None


def counts_by_tab(actor: Actor, filters: Filters) -> dict[str, int]:
    """Return how many applications each tab shows, under every filter but the tab."""
    counts: Counter[str] = Counter()
    asked = {"person_id": actor.person_id}
    for status, count in db.session.connection().execute(_counts(scope_of(actor), filters), asked).all():
        counts[status] += count
    tabs = {tab: sum(counts[status] for status in states) for tab, states in TABS.items()}
    return tabs | {"todo": tabs["todo"] - counts[LISTED], LISTED: counts[LISTED]}


def rows_in_queue(actor: Actor, filters: Filters, spot: Spot = FIRST, *, count: int = PER_PAGE) -> Sequence[Row]:
    """Return one page of the queue's rows, at most *count*; a row that names no place in this order is passed over.

    One's own is not among them: its state could tell of a decision that the applicant is not told yet.
    """
    keys = SORTS[filters.sort][1]
    row = read(spot.row, [_KIND.get(key.key, key.type.python_type) for key in keys]) if spot.row else None
    by_counting = row is None and not spot.is_backward
    asked = {"person_id": actor.person_id, "count": count, "skipped": 0}
    if by_counting:
        asked["skipped"] = (min(spot.number, COUNTED_PAGES) - 1) * PER_PAGE
    asked |= {f"spot_{at}": value for at, value in enumerate(row or ())}
    statement = _rows(scope_of(actor), filters, spot.is_backward, row is not None)
    return [Row(*found) for found in db.session.connection().execute(statement, asked).all()]


def spot_of(row: Row, filters: Filters) -> str:
    """Return a row's place in an order, as an address carries it."""
    return written([getattr(row, _ATTRIBUTE.get(key.key, key.key)) for key in SORTS[filters.sort][1]])


def rounds_in_queue(actor: Actor) -> Sequence[tuple[int, str, int, str]]:
    """Return (program, its title, round, its name) of what the actor handles, for the filters; newest rounds first."""
    rows = db.session.connection().execute(_rounds(scope_of(actor)))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


@lru_cache(maxsize=STATEMENTS_KEPT)
def _counts(scope: Scope, filters: Filters) -> CompoundSelect[str, int]:
    # by round as well: in the order of the index, so that nothing is sorted; less one's own, so that it alone counts
    keys = (Application.round_id, Application.status)
    everybodys = filtered(select(Application.status, func.count()), scope, filters)
    own = filtered(select(Application.status, -func.count()), scope, filters).where(~_IS_ANOTHERS)
    listed = filtered(select(literal(LISTED), func.count()), scope, filters)
    listed = listed.where(Application.status.in_(AWAITING), IS_LISTED, _IS_ANOTHERS)
    return union_all(everybodys.group_by(*keys), own.group_by(*keys), listed)


@lru_cache(maxsize=STATEMENTS_KEPT)
def _rows(scope: Scope, filters: Filters, backward: bool, from_row: bool) -> Select[*tuple[Any, ...]]:
    earlier = aliased(Application)
    is_first = ~exists().where(earlier.person_id == Application.person_id, earlier.id < Application.id)
    columns = select(
        Application.public_id,
        Application.version,
        Person.name,
        Application.snapshot_unit_name.label("office"),
        Application.snapshot_grade.label("grade"),
        Application.snapshot_hired_on.label("hired_on"),
        Program.title.label("program"),
        Round.name.label("round"),
        Application.receipt_no,
        Application.status,
        Application.place,
        Application.settles_at,
        Application.submitted_at,
        Application.waiting_since,
        type_coerce(is_first, Boolean).label("is_first"),
        Application.recheck_words,
        Application.confirm_by,
        Application.id,
        Application.round_id,
        StagedDecision.action.label("staged"),
        StagedDecision.document_id,
    ).select_from(Application)
    is_staged = and_(StagedDecision.application_id == Application.id, StagedDecision.ended_at.is_(None))
    chosen = _chosen(scope, filters, backward, from_row)
    toward, keys = SORTS[filters.sort]
    return (
        columns.join(chosen, chosen.c[0] == Application.id)
        .join(Person, Person.id == Application.person_id)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .outerjoin(StagedDecision, is_staged)
        .order_by(*map(toward, keys))
    )


@lru_cache(maxsize=STATEMENTS_KEPT)
def _rounds(scope: Scope) -> Select[int, str, int, str]:
    may_see = programs_in(scope)
    if scope.is_counselor:
        may_see = or_(may_see, Program.kind.in_(sensitive_keys()))
    return (
        select(Program.id, Program.title, Round.id, Round.name)
        .join(Round, Round.program_id == Program.id)
        .where(may_see)
        .order_by(Program.sort_order, Program.id, Round.starts_on.desc(), Round.id.desc())
    )


def _chosen(scope: Scope, filters: Filters, backward: bool, from_row: bool) -> Subquery:
    """Return the ids of a page's rows: each state gives its first ones, which an index holds in order."""
    toward, keys = SORTS[filters.sort]
    if backward:
        toward = asc if toward is desc else desc
    named = [key.label(f"key_{at}") for at, key in enumerate(keys)]
    visible = filtered(select(*named), scope, filters, with_person=filters.sort == "name").where(_IS_ANOTHERS)
    if filters.tab in ("todo", LISTED):
        visible = visible.where(IS_LISTED if filters.tab == LISTED else ~IS_LISTED)
    if from_row:
        here = tuple_(*(bindparam(f"spot_{at}", type_=key.type) for at, key in enumerate(keys)))
        visible = visible.where(tuple_(*keys) > here if toward is asc else tuple_(*keys) < here)
    count, skipped = bindparam("count", type_=Integer), bindparam("skipped", type_=Integer)
    in_order = visible.order_by(*map(toward, keys)).limit(count + skipped)
    of_each = [select(in_order.where(Application.status == status).subquery()) for status in TABS[filters.tab]]
    together = union_all(*of_each).subquery()
    *_rest, row_id = together.c
    page = select(row_id).order_by(*map(toward, together.c)).limit(count).offset(skipped)
    return page.subquery()


def filtered(query: Any, scope: Scope, filters: Filters, *, with_person: bool = False) -> Any:
    """Narrow a query of applications to what a scope sees under every filter but the tab."""
    query = query.select_from(Application).where(visible_in(scope))
    if with_person or filters.q:
        query = query.join(Person, Person.id == Application.person_id)
    if filters.program is not None:
        query = query.where(Application.round_id.in_(select(Round.id).where(Round.program_id == filters.program)))
    if filters.round is not None:
        query = query.where(Application.round_id == filters.round)
    if filters.mark:
        query = query.where(MARKS[filters.mark])
    if filters.office:
        query = query.where(Application.snapshot_unit_name.contains(filters.office, autoescape=True))
    if filters.grade:
        query = query.where(Application.snapshot_grade.contains(filters.grade, autoescape=True))
    if filters.since is not None:
        query = query.where(Application.waiting_since >= clock.at(filters.since))
    if filters.q:
        is_named = Person.name.contains(filters.q, autoescape=True)
        query = query.where(or_(is_named, Application.receipt_no.contains(filters.q.upper(), autoescape=True)))
    return query
