"""What changes of a whole round, and looking at eligibility again, read of applications."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal.applications.models import LIVE, Application, Attachment, Draft, Status
from portal.core import clock
from portal.core.db import db
from portal.programs.eligibility import Part
from portal.programs.models import Program, Round

TOOK_PART = (Status.APPROVED, Status.ACTIVE, Status.COMPLETED, Status.INCOMPLETE)


def count_of_round(round_id: int) -> int:
    """Count everything ever sent to a round."""
    return db.session.scalar(select(func.count(Application.id)).where(Application.round_id == round_id)) or 0


def live_of_round(round_id: int) -> Sequence[Application]:
    """Return the live applications of a round in the order of the line, read anew."""
    return db.session.scalars(
        select(Application)
        .where(Application.round_id == round_id, Application.status.in_(LIVE))
        .options(joinedload(Application.person), joinedload(Application.round).joinedload(Round.program))
        .order_by(Application.place, Application.id)
        .execution_options(populate_existing=True)
    ).all()


def unconfirmed(round_id: int) -> Sequence[Application]:
    """Return who has not said yet whether a moved round suits them."""
    return [one for one in live_of_round(round_id) if one.confirm_by is not None]


def beyond_capacity(round_: Round) -> Sequence[Application]:
    """Return who holds a seat beyond a capacity that was cut, the last in line; nobody is put out."""
    if round_.capacity is None:
        return []
    return [one for one in live_of_round(round_.id) if one.holds_seat][round_.capacity :]


def drafts_of_round(round_id: int) -> Sequence[Draft]:
    """Return what people have typed for a round and not sent."""
    return db.session.scalars(select(Draft).where(Draft.round_id == round_id)).all()


def files_of_drafts(draft_ids: Collection[int]) -> Sequence[Attachment]:
    """Return the attachments of some drafts."""
    return db.session.scalars(select(Attachment).where(Attachment.draft_id.in_(draft_ids))).all()


def rounds_starting(day: date) -> Sequence[Round]:
    """Return the rounds whose first day it is."""
    query = select(Round).where(Round.starts_on == day).options(joinedload(Round.program))
    return db.session.scalars(query).all()


def to_purge(day: date) -> Sequence[Application]:
    """Return the applications with an answer whose day of deletion has come."""
    query = select(Application).where(Application.extra_purge_on <= day).options(joinedload(Application.round))
    return db.session.scalars(query).all()


def drafts_of_rounds_over(day: date) -> Sequence[tuple[Draft, Round]]:
    """Return the unsent drafts of rounds that ended before a day."""
    rows = db.session.execute(select(Draft, Round).join(Round, Round.id == Draft.round_id).where(Round.ends_on < day))
    return [(row[0], row[1]) for row in rows]


def files_answering(application_ids: Collection[int], questions: Collection[str]) -> Sequence[Attachment]:
    """Return the attachments of applications that answer some questions."""
    return db.session.scalars(
        select(Attachment).where(Attachment.application_id.in_(application_ids), Attachment.question.in_(questions))
    ).all()


def parts_of(person_ids: Collection[int] | None) -> Mapping[int, Sequence[Part]]:
    """Return what people took part in, or stayed away from, by person; None: everybody's."""
    is_over = or_(
        Application.status == Status.NO_SHOW, (Application.status.in_(TOOK_PART)) & (Round.ends_on < clock.today())
    )
    query = (
        select(Application.person_id, Round.program_id, Round.ends_on, Application.status)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(is_over)
    )
    if person_ids is not None:
        query = query.where(Application.person_id.in_(person_ids))
    found: dict[int, list[Part]] = defaultdict(list)
    for person_id, program_id, ended_on, status in db.session.execute(query):
        found[person_id].append(Part(program_id, ended_on, status == Status.NO_SHOW))
    return found
