"""What the pages of the boards show, put together for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.boards import messages, policies, queries
from portal.boards.models import Board, BoardFile, BoardPost, PostState
from portal.boards.queries import Which
from portal.boards.text import Piece, paragraphs
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing, NotAllowed
from portal.core.paging import Page
from portal.directory.queries import contact, people_facts


@dataclass(frozen=True)
class Listed:
    """A list of posts as somebody asked for it, with their files."""

    board: Board
    which: Which
    text: str
    page: Page[BoardPost]
    files: Mapping[int, Sequence[BoardFile]]
    may_write: bool

    @property
    def is_own(self) -> bool:
        """Say whether it shows what only the team sees."""
        return self.which != Which.SHOWN


@dataclass(frozen=True)
class Opened:
    """One post as somebody may see it, and what they may do with it."""

    post: BoardPost
    text: Sequence[Sequence[Sequence[Piece]]]
    files: Sequence[BoardFile]
    contact: str
    standing: tuple[str, str]
    is_shown: bool
    may_change: bool
    obstacle: str

    @property
    def is_draft(self) -> bool:
        """Say whether it was never put up."""
        return self.post.state == PostState.DRAFT

    @property
    def is_down(self) -> bool:
        """Say whether it was taken down."""
        return self.post.state == PostState.DOWN


def listed(actor: Actor, board: Board, *, which: str, text: str, number: int) -> Listed:
    """Return a page of a board; of what is not shown to everybody, only what the actor may change."""
    may_write = policies.may_write(actor)
    wanted = Which(which) if may_write and which in set(Which) else Which.SHOWN
    units = queries.ids_below(policies.units_to_write_for(actor)) if wanted != Which.SHOWN else frozenset()
    page = queries.page_of_posts(board, which=wanted, text=text, unit_ids=units, number=number)
    files = queries.files_of([post.id for post in page.items])
    return Listed(board, wanted, text[: queries.LONGEST_SEARCH], page, files, may_write)


def opened(actor: Actor, board: Board, public_id: str) -> Opened:
    """Return a post with its text and files; raises Missing for whoever may not see it."""
    post = queries.post_or_missing(board, public_id)
    today = clock.today()
    if not policies.may_read(actor, post, today):
        raise Missing(messages.NO_POST)
    files = queries.files_of([post.id]).get(post.id, [])
    return Opened(
        post=post,
        text=paragraphs(post.body),
        files=files,
        contact=_contact(post),
        standing=messages.standing(post, today),
        is_shown=policies.is_shown(post, today),
        may_change=policies.may_change(actor, post.unit),
        obstacle=policies.obstacle(post, has_files=bool(files), today=today),
    )


def readable_file(actor: Actor, board: Board, public_id: str) -> BoardFile:
    """Return a file of a post the actor may see; what was taken away only its team reaches."""
    file, post = queries.file_or_missing(board, public_id)
    may_change = policies.may_change(actor, post.unit)
    if not may_change and (file.removed_at is not None or not policies.is_shown(post, clock.today())):
        raise Missing(messages.NO_POST)
    return file


def to_change(actor: Actor, board: Board, public_id: str) -> BoardPost:
    """Return a post of the actor's own team; to everybody else there is no page for changing it."""
    post = queries.post_or_missing(board, public_id)
    if not policies.may_change(actor, post.unit):
        raise Missing(messages.NO_POST)
    return post


def units_offered(actor: Actor) -> list[tuple[str, str]]:
    """Return the teams somebody may write for, as a field takes them; raises NotAllowed where there are none."""
    units = queries.units_named(policies.units_to_write_for(actor))
    if not units:
        raise NotAllowed(messages.NOT_YOURS)
    return [(str(unit.id), unit.full_name) for unit in units]


def _contact(post: BoardPost) -> str:
    """Return whom to ask: the team, and the writer with the extension as long as they work there."""
    facts = people_facts([post.author_id]).get(post.author_id) if post.author_id else None
    is_there = facts is not None and facts.unit_path.startswith(post.unit.path)
    return contact(post.unit.name, post.author_name, facts.extension if facts is not None and is_there else "")
