"""What lies on the officer's desk: the queue page and the open application, put together for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal.applications import list_messages, messages
from portal.applications.access import read_of
from portal.applications.asked import labels_of
from portal.applications.extra import answered
from portal.applications.models import AWAITING, Application, Attachment, StagedDecision, Step
from portal.applications.policies import (
    actions_open_to,
    is_own,
    may_assign,
    may_decide,
    may_note,
    may_read_content,
    may_revise,
)
from portal.applications.queries import lists
from portal.applications.queries import panel as panel_queries
from portal.applications.queries import queue as queue_queries
from portal.applications.queries.mine import steps_told, told
from portal.applications.queries.panel import Handler
from portal.applications.queries.queue import TABS, Filters, Row
from portal.applications.queries.staged import OpenBatch, open_batches_of
from portal.applications.services.deciding import Mark
from portal.applications.staging import STAGEABLE
from portal.applications.workflow import Action
from portal.approvals.models import Document
from portal.approvals.queries import goes_up
from portal.approvals.queries.documents import documents_by_id
from portal.core import clock, reads
from portal.core.actors import Actor
from portal.core.keyset import FIRST, LAST, Spot
from portal.core.paging import PER_PAGE, Page
from portal.programs.kinds import kind_of

WAITS_AT_MOST = 3  # working days
EARLY_YEARS = 4  # 저경력: this many years after the first appointment


@dataclass(frozen=True)
class Line:
    """A row of the queue with what is computed for today."""

    row: Row
    status: str
    tone: str
    waiting: int
    overdue: int
    flags: Sequence[str]


@dataclass(frozen=True)
class Tab:
    """A saved filter by state, with its count."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Link:
    """A way to another page of the list: its word, and how an address says where it begins."""

    label: str
    where: dict[str, Any]


@dataclass(frozen=True)
class Queue:
    """The list, its tabs, what can still be undone, and what is still to be sent up."""

    filters: Filters
    tabs: Sequence[Tab]
    page: Page[Line]
    batches: Sequence[OpenBatch]
    now: datetime
    spot: Spot = FIRST
    links: Sequence[Link] = ()
    waiting_lists: Sequence[lists.Waiting] = ()

    @property
    def here(self) -> dict[str, Any]:
        """Return how an address says which page this is."""
        return {**self.spot.where, "page": self.page.number}

    @property
    def is_filtered(self) -> bool:
        """Say whether a filter other than the tab and the order narrows the list."""
        return self.filters != Filters(tab=self.filters.tab, sort=self.filters.sort)

    def seconds_left(self, batch: OpenBatch) -> int:
        """Return how many seconds a batch can still be undone."""
        return max(0, int((batch.settles_at - self.now).total_seconds()))

    def left(self, batch: OpenBatch) -> str:
        """Return the time left to undo a batch, as minutes and seconds."""
        seconds = self.seconds_left(batch)
        return f"{seconds // 60}:{seconds % 60:02}"


@dataclass(frozen=True)
class Panel:
    """An open application with all that its officer needs to decide, and may read.

    Of one's own it shows what the applicant is told: no note, and no decision that can still be undone.
    """

    application: Application
    status: str
    tone: str
    own: bool
    may_decide: bool
    may_read: bool
    is_untold: bool
    actions: Sequence[Action]
    facts: Sequence[tuple[str, str]]
    present_unit: str
    present_grade: str
    answers: Sequence[tuple[str, str]]
    attachments: Sequence[Attachment]
    steps: Sequence[Step]
    kind_label: str
    mark: str = field(default="")
    handlers: Sequence[Handler] = ()
    may_note: bool = False
    may_revise: bool = False
    goes_up: bool = False
    staged: StagedDecision | None = None
    document: Document | None = None
    documents: Sequence[Document] = ()


def queue_for(actor: Actor, filters: Filters, spot: Spot) -> Queue:
    """Put the queue together: five statements, whatever its length."""
    counts = queue_queries.counts_by_tab(actor, filters)
    tabs = [Tab(key, messages.TAB[key], counts[key]) for key in TABS]
    total = next(tab.count for tab in tabs if tab.key == filters.tab)
    pages = Page[Line]([], 1, total).pages
    number = pages if spot.before == LAST else min(spot.number, pages)
    if not spot.after and not spot.before:
        number = min(number, queue_queries.COUNTED_PAGES)
        spot = Spot(number)
    count = total - (pages - 1) * PER_PAGE if spot.before == LAST else PER_PAGE
    rows = queue_queries.rows_in_queue(actor, filters, spot, count=count) if total else []
    if total and not rows:  # all that lay here was decided on meanwhile
        number, spot = 1, FIRST
        rows = queue_queries.rows_in_queue(actor, filters, spot)
    waited = WorkingDays(clock.today())
    lines = [_line(row, waited) for row in rows]
    now = clock.now()
    links = _links(rows, filters, number, pages)
    waiting, batches = lists.lists_waiting(actor), open_batches_of(actor, now)
    return Queue(filters, tabs, Page(lines, number, total), batches, now, spot, links, waiting)


def _links(rows: Sequence[Row], filters: Filters, number: int, pages: int) -> list[Link]:
    """Return the ways to other pages, each by a row and none by counting."""
    links = []
    if rows and number > 1:
        before = queue_queries.spot_of(rows[0], filters)
        links += [Link(messages.FIRST_PAGE, {}), Link(messages.BEFORE, {"page": number - 1, "before": before})]
    if rows and number < pages:
        after = queue_queries.spot_of(rows[-1], filters)
        links += [
            Link(messages.AFTER, {"page": number + 1, "after": after}),
            Link(messages.LAST_PAGE, {"page": pages, "before": LAST}),
        ]
    return links


def panel_for(actor: Actor, public_id: str) -> Panel:
    """Put one application together; raises Missing when the actor may not see it."""
    application = panel_queries.application_for_officer(actor, public_id)
    kind = kind_of(application.round.program)
    own, may_read = is_own(actor, application), may_read_content(actor, application)
    reads.note(actor, read_of(application))
    attachments = panel_queries.attachments_of(application) if may_read else []
    status = told(application.status, application.told_status, application.settles_at) if own else application.status
    staged, documents = _on_lists(application, own=own)
    return Panel(
        application=application,
        status=messages.STATUS[status],
        tone=messages.TONE[status],
        own=own,
        may_decide=may_decide(actor, application),
        may_read=may_read,
        is_untold=not own and application.settles_at is not None,
        actions=_actions(actor, application, staged),
        facts=messages.snapshot_facts(application),
        present_unit=panel_queries.present_unit_of(application.person, clock.today()),
        present_grade=f"{application.person.series} {application.person.grade}".strip(),
        answers=[*kind.answers(application), *answered(application, attachments)] if may_read else [],
        attachments=attachments,
        steps=_steps(application, own=own),
        kind_label=kind.label,
        mark=f"{application.public_id}:{application.version}",
        handlers=panel_queries.handlers_for(application, clock.today()) if may_assign(actor, application) else (),
        may_note=may_note(actor, application),
        may_revise=may_revise(actor, application),
        goes_up=goes_up(application.round.program_id),
        staged=staged,
        document=next((one for one in documents if staged and one.id == staged.document_id), None),
        documents=documents,
    )


def _on_lists(application: Application, *, own: bool) -> tuple[StagedDecision | None, Sequence[Document]]:
    """Return what is staged on an application, and the documents it was ever in; of one's own, nothing."""
    ever = [] if own else lists.staged_ever(application.id)
    ids = {one.document_id for one in ever if one.document_id is not None}
    documents = sorted(documents_by_id(ids).values(), key=lambda one: one.drafted_at)
    return next((one for one in ever if one.ended_at is None), None), documents


def _actions(actor: Actor, application: Application, staged: StagedDecision | None) -> Sequence[Action]:
    """Return what the actor may do now; what is on a list may be decided otherwise there, until it goes up."""
    actions = actions_open_to(actor, application)
    if staged is None:
        return actions
    return [] if staged.document_id is not None else [one for one in actions if one in STAGEABLE]


def _steps(application: Application, *, own: bool) -> Sequence[Step]:
    if not own:
        return panel_queries.steps_of(application)
    return steps_told([application.id], clock.now())[application.id]


class WorkingDays:
    """Counts the working days up to a day, each first day once: fifty rows share few days."""

    def __init__(self, last: date) -> None:
        self.last = last
        self._known: dict[date, int] = {}

    def since(self, first: date) -> int:
        """Return how many working days lie after *first*."""
        if first not in self._known:
            self._known[first] = clock.working_days_between(first, self.last)
        return self._known[first]


def _line(row: Row, waited: WorkingDays) -> Line:
    waiting = waited.since(row.waiting_since.date()) if row.status in AWAITING else 0
    flags = []
    if row.is_first:
        flags.append(messages.FIRST_TIME)
    if row.hired_on is not None and waited.last < clock.add_years(row.hired_on, EARLY_YEARS):
        flags.append(messages.EARLY_CAREER)
    if row.recheck_words:
        flags.append(f"{messages.RECHECK}: {row.recheck_words}")
    if row.confirm_by is not None:
        flags.append(messages.UNCONFIRMED)
    if row.settles_at is not None:
        flags.append(messages.NOT_TOLD_YET)
    if row.staged:
        where = list_messages.IN_APPROVAL if row.document_id else list_messages.ON_LIST
        flags.append(f"{where}: {list_messages.LIST_WORD[Action(row.staged)]}")
    return Line(
        row=row,
        status=messages.STATUS[row.status],
        tone=messages.TONE[row.status],
        waiting=waiting,
        overdue=max(0, waiting - WAITS_AT_MOST),
        flags=flags,
    )


def choices_of_rounds(actor: Actor) -> dict[str, Any]:
    """Return what the filters offer: programs, and rounds with the name of their program."""
    rounds = queue_queries.rounds_in_queue(actor)
    programs = {program: title for program, title, _, _ in rounds}
    return {
        "programs": list(programs.items()),
        "rounds": [(round_, program, f"{title} · {name}") for program, title, round_, name in rounds],
    }


def names_of(actor: Actor, marks: Sequence[Mark]) -> list[str]:
    """Return the names behind the marks, as far as the actor may see them."""
    return list(panel_queries.names_behind(actor, [mark.public_id for mark in marks]).values())


def lines_of_refused(actor: Actor, refused: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return who was not served and why, from ids and reasons, with the names the actor may see."""
    names = panel_queries.names_behind(actor, [public_id for public_id, _why in refused]) if refused else {}
    return [(names.get(public_id, messages.UNKNOWN_NAME), why) for public_id, why in refused]


def fields_asked(actor: Actor, marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """Return the fields that all the marked applications were asked, with their labels; none when they differ."""
    round_ = panel_queries.asked_of_all(actor, [mark.public_id for mark in marks])
    return list(labels_of(round_).items()) if round_ is not None else []
