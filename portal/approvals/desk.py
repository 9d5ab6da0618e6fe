"""What the pages of this room show, put together for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.approvals import messages, policies
from portal.approvals.models import Document, DocumentStep, Line, Seat, StepState
from portal.approvals.queries import Hands, documents, hands_of, lines
from portal.approvals.queries.documents import WAITS_AT_MOST, Tab
from portal.approvals.queries.lines import programs_of_units
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.directory.models import Post
from portal.programs.models import Program


@dataclass(frozen=True)
class Entry:
    """A document in the box, with the step where it stands and in whose hands that is today."""

    document: Document
    step: DocumentStep | None
    holder: str
    days: int
    is_mine: bool

    @property
    def late(self) -> str:
        """Say by how many days it is late; empty when it is not."""
        return messages.late(self.days, WAITS_AT_MOST)


@dataclass(frozen=True)
class Box:
    """Somebody's box: a tab of documents, and what deputies did for them."""

    tab: Tab
    page: Page[Entry]
    waiting: int
    reports: Sequence[DocumentStep]


def box_of(actor: Actor, tab: Tab, number: int) -> Box:
    """Return a tab of the actor's box, in a number of statements that does not grow with it."""
    page = documents.page_of_box(actor, tab, number)
    hands = hands_of([one.id for one in page.items])
    entries = [entry_of(actor, one, hands) for one in page.items]
    waiting = page.total if tab is Tab.WAITING else documents.page_of_box(actor, Tab.WAITING, 1).total
    return Box(
        tab, Page(entries, page.number, page.total, page.per_page), waiting, documents.unread_reports(actor.person_id)
    )


def entry_of(actor: Actor, document: Document, hands: dict[int, Hands]) -> Entry:
    """Return a document as the box shows it."""
    step = next((one for one in document.steps if one.state == StepState.PENDING), None)
    mine = [
        one
        for one in document.steps
        if one.state in (StepState.PENDING, StepState.LATER) and policies.hand_of(actor, hands.get(one.id))
    ]
    shown = mine[0] if mine else step
    days = documents.days_waiting(shown, clock.now()) if shown is not None else 0
    holder = messages.holder_words(shown, hands.get(shown.id)) if shown is not None else ""
    return Entry(document, shown, holder, days, bool(mine))


@dataclass(frozen=True)
class LinePage:
    """A program with its line, those before it, and the posts a line may name."""

    program: Program
    line: Line | None
    ever: Sequence[Line]
    seats: Sequence[tuple[str, str]]


def programs_with_lines(actor: Actor) -> list[tuple[Program, Line | None]]:
    """Return the programs whose line the actor may change, each with its line in force."""
    everywhere = actor.is_everywhere(*policies.FINAL_ROLES)
    programs = programs_of_units(None if everywhere else actor.units_as(*policies.FINAL_ROLES))
    found = lines.lines_of([one.id for one in programs])
    return [(one, found.get(one.id)) for one in programs]


def line_page(actor: Actor, program_id: int) -> LinePage:
    """Return the page of a program's line; raises Missing for whoever may not change it."""
    program = next((one for one, _ in programs_with_lines(actor) if one.id == program_id), None)
    if program is None:
        raise Missing
    heads = lines.head_posts_at(program.owner_unit.path)
    seats = [("team_head", heads.get(Seat.TEAM_HEAD)), ("division_head", heads.get(Seat.DIVISION_HEAD))]
    division = heads.get(Seat.DIVISION_HEAD)
    area = [division.unit.path] if division is not None else [program.owner_unit.path]
    offered = [("drafter", messages.SEAT[Seat.DRAFTER])]
    offered += [(key, _seat(key, post)) for key, post in seats]
    offered += [(f"post:{post.id}", messages.post_name(post)) for post in lines.posts_offered(area)]
    ever = lines.lines_ever(program_id)
    return LinePage(program, next((one for one in ever if one.ended_at is None), None), ever, offered)


def _seat(key: str, post: Post | None) -> str:
    word = messages.SEAT[Seat(key)]
    return f"{word} ({messages.post_name(post)})" if post is not None else f"{word} (공석)"
