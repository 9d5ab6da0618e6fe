"""Letters: written when a notice is due, sent one by one, tried again, and laid aside when nobody takes them."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm.exc import StaleDataError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.notifications import messages, post, queries
from portal.notifications.events import LetterDecided
from portal.notifications.models import Letter, LetterState, MailChoice, Notice

LEASE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=3)
KEPT = timedelta(days=90)
AT_ONCE = 50


@command
def write_due() -> int:
    """Write a letter for each notice that is due and unread; return how many were written.

    Whoever has no address, wants none, or has read the notice already gets none.
    """
    written = 0
    wanted = post.is_configured()
    for notice, address in queries.due_notices(clock.now(), count=10 * AT_ONCE):
        notice.mailed_at = clock.now()
        if wanted and notice.read_at is None and address:
            written += 1
            db.session.add(_letter(notice, address))
    return written


def send_waiting() -> int:
    """Send what waits and is due, at most fifty letters; return how many left.

    Each letter is taken, sent and noted by itself: a worker that dies in between sends at most that one again, and
    under the same Message-ID.
    """
    waiting = queries.waiting_letters(clock.now(), count=AT_ONCE)
    if not waiting:
        return 0
    try:
        with post.opened() as way:
            return sum(_send(way, letter_id) for letter_id in waiting)
    except post.Later as unreachable:
        _postpone_all(str(unreachable))
        return 0


@command
def send_again(actor: Actor, *, letter_id: int, version: int) -> Letter:
    """Let a letter that was laid aside wait again; raises Missing, Stale."""
    return _decide(actor, letter_id, version, LetterState.WAITING)


@command
def drop(actor: Actor, *, letter_id: int, version: int) -> Letter:
    """Throw away a letter that was laid aside; raises Missing, Stale."""
    return _decide(actor, letter_id, version, LetterState.DROPPED)


@command
def choose(actor: Actor, *, wanted: bool) -> None:
    """Keep whether the actor wants letters."""
    if actor.person_id is not None:
        db.session.merge(MailChoice(person_id=actor.person_id, wanted=wanted))


@command
def sweep() -> None:
    """Delete the letters that are long gone."""
    for letter in queries.letters_gone_before(clock.now() - KEPT):
        db.session.delete(letter)


def _letter(notice: Notice, address: str) -> Letter:
    return Letter(
        notice_id=notice.id,
        person_id=notice.person_id,
        address=address,
        subject=messages.subject(notice.subject or notice.title),
        text=notice.letter,
        link=notice.link or "/notices",
        created_at=clock.now(),
        next_try_at=clock.now(),
    )


def _send(way: post.Post, letter_id: int) -> bool:
    taken = _take(letter_id)
    if taken is None:
        return False
    try:
        way.send(taken)
    except post.Undeliverable as refused:
        _lay_aside(letter_id, str(refused))
        return False
    except post.Later as broken:
        _postpone(letter_id, str(broken))
        return False
    _note_sent(letter_id)
    return True


@command
def _take(letter_id: int) -> post.Outgoing | None:
    now = clock.now()
    taken = db.session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.next_try_at <= now, Letter.state.in_(queries.UNSENT))
        .values(state=LetterState.SENDING, next_try_at=now + LEASE, tries=Letter.tries + 1, version=Letter.version + 1)
        .returning(Letter.address, Letter.subject, Letter.text, Letter.link, Letter.message_ref)
    ).first()
    return None if taken is None else post.Outgoing(*taken)


@command
def _note_sent(letter_id: int) -> None:
    letter = queries.letter_or_missing(letter_id)
    letter.state, letter.sent_at, letter.last_error = LetterState.SENT, clock.now(), ""


@command
def _lay_aside(letter_id: int, error: str) -> None:
    letter = queries.letter_or_missing(letter_id)
    letter.state, letter.last_error = LetterState.DEAD, error


@command
def _postpone(letter_id: int, error: str) -> None:
    _try_later(queries.letter_or_missing(letter_id), error)


@command
def _postpone_all(error: str) -> None:
    for letter_id in queries.waiting_letters(clock.now(), count=AT_ONCE):
        _try_later(queries.letter_or_missing(letter_id), error)


def _try_later(letter: Letter, error: str) -> None:
    letter.last_error = error
    letter.next_try_at = clock.now() + _pause(letter.tries)
    is_given_up = clock.now() - letter.created_at > GIVEN_UP_AFTER
    letter.state = LetterState.DEAD if is_given_up else LetterState.WAITING


def _pause(tries: int) -> timedelta:
    return min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_PAUSE)


def _decide(actor: Actor, letter_id: int, version: int, state: LetterState) -> Letter:
    letter = queries.letter_or_missing(letter_id)
    if letter.version != version or letter.state != LetterState.DEAD:
        raise Stale(messages.LETTER_IS_STALE)
    letter.state = state
    letter.created_at = letter.next_try_at = clock.now()
    letter.tries = 0
    try:
        db.session.flush()
    except StaleDataError:
        raise Stale(messages.LETTER_IS_STALE) from None
    emit(LetterDecided(letter.id, actor, "drop" if state is LetterState.DROPPED else "send_again"))
    return letter
