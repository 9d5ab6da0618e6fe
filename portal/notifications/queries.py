"""Every SELECT of the bell; a person's notices are found only with that person."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ScalarSelect, bindparam, case, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.queries import people_holding
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.directory.models import Person, Unit
from portal.notifications.models import Letter, LetterState, MailChoice, Notice

PER_PAGE = 30
UNSENT = (LetterState.WAITING, LetterState.SENDING)
"""A letter whose worker died keeps the second state until its lease ends, and is then taken again."""
_notice = Notice.__table__.c
COUNT_OF_UNREAD = (
    select(func.count())
    .where(_notice.person_id == bindparam("person_id"), _notice.due_at <= bindparam("now"), _notice.read_at.is_(None))
    .scalar_subquery()
)
"""How many notices wait to be read, as part of another SELECT."""
COUNT_OF_DEAD: ScalarSelect[int] = select(func.count()).where(Letter.state == LetterState.DEAD).scalar_subquery()
"""How many letters nobody took."""


def unread_of(actor: Actor) -> int:
    """Count the notices that wait to be read."""
    asked = {"person_id": actor.person_id, "now": clock.now()}
    return db.session.connection().scalar(select(COUNT_OF_UNREAD), asked) or 0


def notices_of(actor: Actor, *, page: int = 1) -> Page[Notice]:
    """Return one's own notices: unread ones first, then the newest."""
    own = (Notice.person_id == actor.person_id, Notice.due_at <= clock.now())
    total = db.session.scalar(select(func.count()).select_from(Notice).where(*own)) or 0
    newest_unread_first = (Notice.read_at.is_not(None), Notice.due_at.desc(), Notice.id.desc())
    items = db.session.scalars(
        select(Notice).where(*own).order_by(*newest_unread_first).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    return Page(items, page, total, PER_PAGE)


def latest_notices_of(actor: Actor, *, count: int) -> Sequence[Notice]:
    """Return one's own newest notices."""
    asked = {"person_id": actor.person_id, "now": clock.now(), "count": count}
    return db.session.scalars(_LATEST, asked).all()


def own_notice_or_missing(actor: Actor, notice_id: int) -> Notice:
    """Return one of the actor's own notices that may be seen already; raises Missing."""
    notice = db.session.scalar(
        select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.person_id, Notice.due_at <= clock.now())
    )
    if notice is None:
        raise Missing
    return notice


def officers_of(owner: Unit, day: date) -> Sequence[int]:
    """Return the people who handle the programs of a team on a day."""
    return people_holding(Role.OFFICER, day, unit=owner)


def untold_notices(application_id: int, batch: str, moment: datetime) -> Sequence[Notice]:
    """Return the notices of a decision that nobody could see yet."""
    return db.session.scalars(
        select(Notice).where(Notice.application_id == application_id, Notice.batch == batch, Notice.due_at > moment)
    ).all()


def due_notices(moment: datetime, *, count: int) -> list[tuple[Notice, str]]:
    """Return notices of which nobody decided yet whether a letter follows, with the address, or "" for no letter."""
    address = case((func.coalesce(MailChoice.wanted, True), Person.email), else_="")
    found = db.session.execute(
        select(Notice, address)
        .join(Person, Person.id == Notice.person_id)
        .outerjoin(MailChoice, MailChoice.person_id == Person.id)
        .where(Notice.mailed_at.is_(None), Notice.due_at <= moment)
        .order_by(Notice.due_at, Notice.id)
        .limit(count)
    )
    return [(notice, to) for notice, to in found]


def mail_of(actor: Actor) -> tuple[str, bool]:
    """Return where the actor's letters go ("" for nowhere) and whether they are wanted; silence means yes."""
    found = db.session.execute(
        select(Person.email, func.coalesce(MailChoice.wanted, True))
        .outerjoin(MailChoice, MailChoice.person_id == Person.id)
        .where(Person.id == actor.person_id)
    ).first()
    return (found[0], bool(found[1])) if found else ("", True)


def waiting_letters(moment: datetime, *, count: int) -> Sequence[int]:
    """Return the letters that are due to be sent, the oldest first."""
    return db.session.scalars(
        select(Letter.id)
        .where(Letter.state.in_(UNSENT), Letter.next_try_at <= moment)
        .order_by(Letter.next_try_at, Letter.id)
        .limit(count)
    ).all()


def letter_or_missing(letter_id: int) -> Letter:
    """Return a letter; raises Missing."""
    letter = db.session.get(Letter, letter_id)
    if letter is None:
        raise Missing
    return letter


def letters_gone_before(moment: datetime) -> Sequence[Letter]:
    """Return the letters that were sent or thrown away, and written before a moment."""
    gone = (LetterState.SENT, LetterState.DROPPED)
    return db.session.scalars(select(Letter).where(Letter.state.in_(gone), Letter.created_at < moment)).all()


def letters_by_state() -> dict[LetterState, int]:
    """Count the letters of the outbox by state; states without letters count 0."""
    found = db.session.execute(select(Letter.state, func.count()).group_by(Letter.state))
    return dict.fromkeys(LetterState, 0) | {LetterState(state): count for state, count in found}


def oldest_waiting() -> datetime | None:
    """Return when the oldest letter that still waits was written."""
    return db.session.scalar(select(func.min(Letter.created_at)).where(Letter.state.in_(UNSENT)))


def unsent_letters(*, page: int) -> Page[Letter]:
    """Return the letters that were laid aside, then those that failed and will be tried again, the newest first."""
    failed = or_(Letter.state == LetterState.DEAD, Letter.state.in_(UNSENT) & (Letter.last_error != ""))
    total = db.session.scalar(select(func.count()).select_from(Letter).where(failed)) or 0
    dead_first = (Letter.state != LetterState.DEAD, Letter.created_at.desc(), Letter.id.desc())
    items = db.session.scalars(
        select(Letter)
        .where(failed)
        .options(joinedload(Letter.person))
        .order_by(*dead_first)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return Page(items, page, total, PER_PAGE)


def state_of_the_outbox() -> dict[str, int]:
    """Return how many letters wait, and how many nobody took, for the machine that watches."""
    counts = letters_by_state()
    return {"waiting": counts[LetterState.WAITING] + counts[LetterState.SENDING], "dead": counts[LetterState.DEAD]}


# Asked on every first page: made once.
_LATEST = (
    select(Notice)
    .where(Notice.person_id == bindparam("person_id"), Notice.due_at <= bindparam("now"))
    .order_by(Notice.due_at.desc(), Notice.id.desc())
    .limit(bindparam("count"))
)
