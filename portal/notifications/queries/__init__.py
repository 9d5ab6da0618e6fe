"""Every SELECT of the bell; a person's notices are found only with that person."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ScalarSelect, bindparam, case, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.queries import people_holding
from portal.applications.models import Application
from portal.applications.queries.queue import SORTS, TABS, Filters, filtered
from portal.applications.queries.scope import programs_in, scope_of, visible_in
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.directory.models import Person, Unit
from portal.notifications.models import Letter, LetterState, MailChoice, Mailing, MessageTemplate, Notice
from portal.programs.kinds import kind_of
from portal.programs.models import Program, Round

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


def templates_of(program_id: int) -> Sequence[MessageTemplate]:
    """Return a team's own words for the steps of a program."""
    return db.session.scalars(select(MessageTemplate).where(MessageTemplate.program_id == program_id)).all()


def template_of(program_id: int, step: str) -> MessageTemplate | None:
    """Return a team's own words for a step of a program."""
    return db.session.get(MessageTemplate, (program_id, step), populate_existing=True)


def programs_worded_by(actor: Actor) -> Sequence[tuple[Program, int]]:
    """Return the programs whose words the actor may change, with how many steps have words of the team's own."""
    own = select(func.count()).where(MessageTemplate.program_id == Program.id).scalar_subquery()
    found = db.session.execute(
        select(Program, own).where(programs_in(scope_of(actor))).order_by(Program.sort_order, Program.id)
    )
    return [(program, count) for program, count in found if kind_of(program).takes_applications]


def newest_application_of(program_id: int, *, besides: int | None) -> Application | None:
    """Return the newest application of a program that is not a certain person's."""
    return db.session.scalar(
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .where(Round.program_id == program_id, Application.person_id.is_distinct_from(besides))
        .options(joinedload(Application.round).joinedload(Round.program))
        .order_by(Application.id.desc())
        .limit(1)
    )


def applications_to_write_to(
    actor: Actor, marked: Sequence[str], filters: Filters, *, at_most: int
) -> Sequence[Application]:
    """Return the applications an officer sees that are marked, or all that filters choose; never one's own."""
    toward, keys = SORTS[filters.sort]
    if marked:
        query = select(Application).where(visible_in(scope_of(actor)), Application.public_id.in_(marked))
        query = query.join(Person, Person.id == Application.person_id)
    else:
        query = filtered(select(Application), scope_of(actor), filters, with_person=True)
        query = query.where(Application.status.in_(TABS[filters.tab]))
    return db.session.scalars(
        query.where(Application.person_id.is_distinct_from(actor.person_id))
        .options(joinedload(Application.round).joinedload(Round.program).joinedload(Program.owner_unit))
        .order_by(*map(toward, keys))
        .limit(at_most)
    ).all()


def mailing_with_key(key: str) -> Mailing | None:
    """Return the message a form has sent already."""
    return db.session.scalar(select(Mailing).where(Mailing.key == key))


def own_mailing_or_missing(actor: Actor, public_id: str) -> Mailing:
    """Return a message the actor has sent; raises Missing."""
    found = db.session.scalar(
        select(Mailing).where(Mailing.public_id == public_id, Mailing.account_id == actor.account_id)
    )
    if found is None:
        raise Missing
    return found


def mailings_of(actor: Actor, *, page: int) -> Page[Mailing]:
    """Return the messages the actor has sent, the newest first."""
    own = Mailing.account_id == actor.account_id
    total = db.session.scalar(select(func.count()).select_from(Mailing).where(own)) or 0
    items = db.session.scalars(
        select(Mailing)
        .where(own)
        .order_by(Mailing.made_at.desc(), Mailing.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return Page(items, page, total, PER_PAGE)


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
