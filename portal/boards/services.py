"""Every change of a post: written, put up, changed, taken down, put up again."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from portal.boards import messages, policies, queries
from portal.boards.events import PostMoved
from portal.boards.models import Board, BoardFile, BoardPost, BoardStep, PostState
from portal.core import clock, storage
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.korean import initials, kdate, search_key
from portal.core.transaction import afterwards, command
from portal.directory.models import Unit
from portal.directory.queries import unit_or_missing

FIELDS = ("title", "body", "form_no", "revised_on", "is_pinned", "shown_from", "shown_until")


@command
def write(
    actor: Actor, *, board: Board, key: str, unit_id: int, words: Mapping[str, Any], uploads: Sequence[storage.Upload]
) -> BoardPost:
    """Keep a new post that only its team sees; sent again with the same key it finds the first one."""
    unit = _own_unit(actor, unit_id)
    already = queries.post_with_key(key)
    if already is not None:
        if already.author_id != actor.person_id or already.board != board:
            raise Refusal(messages.MOVED)
        return already
    _check_days(words)
    now = clock.now()
    post = BoardPost(
        key=key, board=board, unit=unit, author_id=actor.person_id, author_name=actor.name[:40], written_at=now,
        changed_at=now, **{name: words[name] for name in FIELDS}, **_sought(words),
    )  # fmt: skip
    db.session.add(post)
    db.session.flush()
    _add_files(post, uploads, there=0)
    _note(actor, post, "write", {}, {"title": post.title})
    return post


@command
def change(
    actor: Actor,
    board: Board,
    public_id: str,
    *,
    version: int,
    words: Mapping[str, Any],
    uploads: Sequence[storage.Upload],
    removed: Collection[str],
) -> BoardPost:
    """Change a post; what stood there before is kept. Raises Stale when somebody else was first."""
    post = _to_change(actor, board, public_id)
    if post.version != version:
        raise Stale(messages.STALE)
    _check_days(words)
    before = {name: getattr(post, name) for name in FIELDS if getattr(post, name) != words[name]}
    was = _files_in_words(post)
    for name, value in {**{name: words[name] for name in FIELDS}, **_sought(words)}.items():
        setattr(post, name, value)
    _remove_files(post, removed)
    _add_files(post, uploads, there=len(queries.files_of([post.id]).get(post.id, ())))
    if post.state == PostState.UP and post.board == Board.FORMS and not queries.files_of([post.id]):
        raise Refusal(messages.NEEDS_FILE, field="files")
    after = {name: getattr(post, name) for name in before}
    now_there = _files_in_words(post)
    if was != now_there:
        before["files"], after["files"] = was, now_there
    if before:
        post.changed_at = clock.now()
        db.session.flush()
        _note(actor, post, "change", before, after)
    return post


@command
def publish(actor: Actor, board: Board, public_id: str, *, version: int) -> BoardPost:
    """Put up what only the team has seen."""
    return _move(actor, board, public_id, version, (PostState.DRAFT, PostState.UP), "publish")


@command
def withdraw(actor: Actor, board: Board, public_id: str, *, version: int) -> BoardPost:
    """Take a post down; its team keeps it."""
    return _move(actor, board, public_id, version, (PostState.UP, PostState.DOWN), "withdraw")


@command
def restore(actor: Actor, board: Board, public_id: str, *, version: int) -> BoardPost:
    """Put up again what was taken down."""
    return _move(actor, board, public_id, version, (PostState.DOWN, PostState.UP), "restore")


@command
def discard(actor: Actor, board: Board, public_id: str, *, version: int) -> None:
    """Throw away what was never put up, with its files and history."""
    post = _to_change(actor, board, public_id)
    if (post.state, post.version) != (PostState.DRAFT, version):
        raise Stale(messages.MOVED)
    for file in queries.all_files_of(post.id):
        db.session.delete(file)
        afterwards(committed=partial(storage.discard, file.stored_as))
    for step in queries.steps_of(post.id):
        db.session.delete(step)
    db.session.flush()
    db.session.delete(post)


def _move(
    actor: Actor, board: Board, public_id: str, version: int, way: tuple[PostState, PostState], action: str
) -> BoardPost:
    post = _to_change(actor, board, public_id)
    if (post.state, post.version) != (way[0], version):
        raise Stale(messages.MOVED)
    if way[1] == PostState.UP:
        _check_complete(post)
    post.state = way[1]
    post.changed_at = clock.now()
    db.session.flush()
    _note(actor, post, action, {}, {})
    return post


def _own_unit(actor: Actor, unit_id: int) -> Unit:
    unit = unit_or_missing(unit_id)
    if not policies.may_change(actor, unit):
        raise NotAllowed(messages.NOT_YOURS)
    return unit


def _to_change(actor: Actor, board: Board, public_id: str) -> BoardPost:
    post = queries.post_or_missing(board, public_id)
    if policies.may_change(actor, post.unit):
        return post
    raise NotAllowed(messages.NOT_YOURS) if policies.is_shown(post, clock.today()) else Missing(messages.NO_POST)


def _check_days(words: Mapping[str, Any]) -> None:
    if words["shown_until"] is not None and words["shown_until"] < words["shown_from"]:
        raise Refusal(messages.DAYS_OUT_OF_ORDER, field="shown_until")


def _check_complete(post: BoardPost) -> None:
    """Refuse to put up what nobody would see, and a form without its file."""
    obstacle = policies.obstacle(post, has_files=bool(queries.files_of([post.id])), today=clock.today())
    if obstacle:
        raise Refusal(obstacle)


def _add_files(post: BoardPost, uploads: Sequence[storage.Upload], *, there: int) -> None:
    if uploads and there + len(uploads) > policies.MOST_FILES:
        raise Refusal(messages.too_many_files(policies.MOST_FILES), field="files")
    for upload in uploads:
        stored = storage.store(upload)
        afterwards(rolled_back=partial(storage.discard, stored.stored_as))
        db.session.add(
            BoardFile(
                post_id=post.id,
                file_name=stored.name,
                content_type=stored.content_type,
                size=stored.size,
                sha256=stored.sha256,
                stored_as=stored.stored_as,
                uploaded_at=clock.now(),
            )
        )
    db.session.flush()


def _remove_files(post: BoardPost, removed: Collection[str]) -> None:
    for file in queries.files_of([post.id]).get(post.id, ()):
        if file.public_id in removed:
            file.removed_at = clock.now()
    db.session.flush()


def _files_in_words(post: BoardPost) -> list[str]:
    return [file.file_name for file in queries.files_of([post.id]).get(post.id, ())]


def _sought(words: Mapping[str, Any]) -> dict[str, str]:
    """Return what a search looks through: title, number and text; of the title also the initial consonants."""
    said = search_key(f"{words['title']} {words['form_no']} {words['body']}")
    return {"words": said, "initials": initials(search_key(words["title"]))}


def _note(actor: Actor, post: BoardPost, action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    kept = {name: _plain(value) for name, value in before.items()}
    step = BoardStep(post_id=post.id, at=clock.now(), actor_name=actor.name[:40], action=action, before=kept)
    db.session.add(step)
    db.session.flush()
    if post.state != PostState.DRAFT:
        emit(PostMoved(actor, post.id, action, kept, {name: _plain(value) for name, value in after.items()}))


def _plain(value: Any) -> Any:
    """Return a value as the history keeps it."""
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if value is None or isinstance(value, str | list):
        return value
    return kdate(value)
