"""Every SELECT of the boards."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal.boards.models import Board, BoardFile, BoardPost, BoardStep, PostState
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.korean import clusters_apart, is_initial, search_key
from portal.core.paging import Page
from portal.directory.models import Unit
from portal.directory.queries import below

PER_PAGE = 20
LONGEST_SEARCH = 60
NO_POST = "찾으시는 글이 없습니다."


class Which(StrEnum):
    """Which posts a list shows: what everybody reads, or what a team has in its own hands."""

    SHOWN = "shown"
    DRAFTS = "drafts"
    COMING = "coming"
    OVER = "over"
    DOWN = "down"


def page_of_posts(board: Board, *, which: Which, text: str, unit_ids: Collection[int], number: int) -> Page[BoardPost]:
    """Return one page of a board, what is pinned first, then the latest; of unread ones only those of some units."""
    conditions = [BoardPost.board == board, _which(which, clock.today()), *_said(text)]
    if which != Which.SHOWN:
        conditions.append(BoardPost.unit_id.in_(unit_ids))
    total = db.session.scalar(select(func.count()).select_from(BoardPost).where(*conditions)) or 0
    number = min(number, max(1, -(-total // PER_PAGE)))
    found = _LATEST_FIRST.where(*conditions).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return Page(db.session.scalars(found).all(), number, total, PER_PAGE)


def latest_posts(board: Board, *, count: int) -> Sequence[BoardPost]:
    """Return what a board shows on top today."""
    shown = _LATEST_FIRST.where(BoardPost.board == board, _which(Which.SHOWN, clock.today()))
    return db.session.scalars(shown.limit(count)).all()


def post_or_missing(board: Board, public_id: str) -> BoardPost:
    """Return the post of an address, whoever may see it; raises Missing."""
    post = db.session.scalar(
        select(BoardPost)
        .where(BoardPost.public_id == public_id, BoardPost.board == board)
        .options(joinedload(BoardPost.unit))
        .execution_options(populate_existing=True)
    )
    if post is None:
        raise Missing(NO_POST)
    return post


def post_with_key(key: str) -> BoardPost | None:
    """Return what a form that was sent twice has made already."""
    return db.session.scalar(select(BoardPost).where(BoardPost.key == key))


def files_of(post_ids: Collection[int]) -> dict[int, list[BoardFile]]:
    """Return the files that go with some posts, by post, in the order they were given."""
    files: dict[int, list[BoardFile]] = {}
    if post_ids:
        query = select(BoardFile).where(BoardFile.post_id.in_(post_ids), BoardFile.removed_at.is_(None))
        for file in db.session.scalars(query.order_by(BoardFile.id)):
            files.setdefault(file.post_id, []).append(file)
    return files


def all_files_of(post_id: int) -> Sequence[BoardFile]:
    """Return every file a post ever had."""
    return db.session.scalars(select(BoardFile).where(BoardFile.post_id == post_id).order_by(BoardFile.id)).all()


def file_or_missing(board: Board, public_id: str) -> tuple[BoardFile, BoardPost]:
    """Return a file of a board and its post with the team, whoever may see them; raises Missing."""
    row = db.session.execute(
        select(BoardFile, BoardPost)
        .join(BoardPost, BoardPost.id == BoardFile.post_id)
        .where(BoardFile.public_id == public_id, BoardPost.board == board)
        .options(joinedload(BoardPost.unit))
    ).one_or_none()
    if row is None:
        raise Missing(NO_POST)
    return row[0], row[1]


def steps_of(post_id: int) -> Sequence[BoardStep]:
    """Return the history of a post, the latest first."""
    return db.session.scalars(
        select(BoardStep).where(BoardStep.post_id == post_id).order_by(BoardStep.at.desc(), BoardStep.id.desc())
    ).all()


def units_named(unit_ids: Collection[int]) -> Sequence[Unit]:
    """Return some units in the order of the organization."""
    return db.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)).order_by(Unit.sort_order)).all()


def ids_below(unit_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of some units and of all below them, in at most two statements."""
    paths = db.session.scalars(select(Unit.path).where(Unit.id.in_(unit_ids))).all() if unit_ids else []
    return frozenset(db.session.scalars(select(Unit.id).where(or_(*map(below, paths)))) if paths else ())


def _which(which: Which, today: date) -> ColumnElement[bool]:
    up = BoardPost.state == PostState.UP
    return {
        Which.SHOWN: and_(
            up, BoardPost.shown_from <= today, or_(BoardPost.shown_until.is_(None), BoardPost.shown_until >= today)
        ),
        Which.DRAFTS: BoardPost.state == PostState.DRAFT,
        Which.COMING: and_(up, BoardPost.shown_from > today),
        Which.OVER: and_(up, BoardPost.shown_until < today),
        Which.DOWN: BoardPost.state == PostState.DOWN,
    }[which]


def _said(text: str) -> list[ColumnElement[bool]]:
    """Return that every word is in the text, or, of initial consonants alone, in those of the title."""
    found = []
    for word in text[:LONGEST_SEARCH].split():
        key = search_key(clusters_apart(word))
        if key:
            column = BoardPost.initials if all(map(is_initial, key)) else BoardPost.words
            found.append(column.contains(key, autoescape=True))
    return found


_LATEST_FIRST = (
    select(BoardPost)
    .options(joinedload(BoardPost.unit))
    .order_by(BoardPost.is_pinned.desc(), BoardPost.shown_from.desc(), BoardPost.id.desc())
)
