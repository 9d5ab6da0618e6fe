"""What an applicant asks: my applications, my drafts, how far each has come, and which place in line I hold."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.applications.models import LIVE, Application, Attachment, Draft, Status, Step
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Missing
from portal.programs.models import Program, Round

_FAMILY = joinedload(Application.round).joinedload(Round.program).joinedload(Program.owner_unit)
_ahead = aliased(Application)


def applications_of(person_id: int | None) -> Sequence[Application]:
    """Return a person's applications with their rounds, programs and teams, the latest first."""
    return db.session.scalars(_OF_PERSON, {"person_id": person_id}).all()


def own_application(person_id: int | None, public_id: str) -> Application:
    """Return one of a person's own applications; raises Missing for anybody else's."""
    found = db.session.scalar(
        select(Application)
        .where(Application.public_id == public_id, Application.person_id == person_id)
        .options(_FAMILY, joinedload(Application.person))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing("찾으시는 신청이 없습니다.")
    return found


def already_sent(person_id: int | None, round_id: int, key: str) -> Application | None:
    """Return what was sent with a key, or the person's live application to the round."""
    return db.session.scalar(_ALREADY_SENT, {"person_id": person_id, "round_id": round_id, "key": key})


def live_application(person_id: int | None, round_id: int) -> Application | None:
    """Return the person's live application to a round, if there is one."""
    return db.session.scalar(_LIVE_ONE, {"person_id": person_id, "round_id": round_id})


def latest_of_kind(person_id: int | None, kind: str, track: str) -> Application | None:
    """Return the person's latest application to any round of a kind and track, to take its answers over."""
    return db.session.scalar(_LATEST, {"person_id": person_id, "kind": kind, "track": track})


def times_taken_part(person_id: int | None, kind: str) -> int:
    """Count how often a person has taken part in programs of a kind."""
    return db.session.connection().scalar(_TIMES, {"person_id": person_id, "kind": kind}) or 0


def draft_of(person_id: int | None, round_id: int) -> Draft | None:
    """Return what a person has typed for a round and not sent."""
    return db.session.scalar(_DRAFT, {"person_id": person_id, "round_id": round_id})


def drafts_of(person_id: int | None) -> Sequence[tuple[Draft, Round, Program]]:
    """Return a person's drafts with their rounds and programs, the latest first."""
    rows = db.session.execute(
        select(Draft, Round, Program)
        .join(Round, Round.id == Draft.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(Draft.person_id == person_id)
        .order_by(Draft.saved_at.desc())
    )
    return [(draft, round_, program) for draft, round_, program in rows]


def files_of_draft(draft_id: int | None) -> Sequence[Attachment]:
    """Return the attachments of a draft in the order they were given."""
    if draft_id is None:
        return []
    return db.session.scalars(select(Attachment).where(Attachment.draft_id == draft_id).order_by(Attachment.id)).all()


def files_of_application(application_id: int) -> Sequence[Attachment]:
    """Return the attachments of an application in the order they were given."""
    return db.session.scalars(
        select(Attachment).where(Attachment.application_id == application_id).order_by(Attachment.id)
    ).all()


def file_by_public_id(public_id: str) -> tuple[Attachment, Application | None] | None:
    """Return an attachment and the application it belongs to, with what deciding on access needs."""
    row = db.session.execute(
        select(Attachment, Application)
        .outerjoin(Application, Application.id == Attachment.application_id)
        .where(Attachment.public_id == public_id)
        .options(_FAMILY)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def version_of_answers(application_id: int) -> int:
    """Return which version of an application's answers this is, from 1; what officers do with it does not count."""
    corrections = select(func.count()).where(Step.application_id == application_id, Step.action == "correct")
    return 1 + (db.session.scalar(corrections) or 0)


def steps_told(application_ids: Collection[int], now: datetime) -> dict[int, list[Step]]:
    """Return by application the lines of history its applicant may see now."""
    steps: dict[int, list[Step]] = defaultdict(list)
    if application_ids:
        for step in db.session.scalars(_TOLD_STEPS, {"ids": list(application_ids), "now": now}):
            steps[step.application_id].append(step)
    return steps


def ranks(application_ids: Collection[int]) -> dict[int, int]:
    """Return by application which number it is among those told that they wait in its round, from 1."""
    comes_first = or_(
        _ahead.waiting_priority > Application.waiting_priority,
        and_(_ahead.waiting_priority == Application.waiting_priority, _ahead.place < Application.place),
    )
    waits = and_(_ahead.told_status == Status.WAITLISTED, _ahead.holds_seat.is_(False))
    return _numbers(application_ids, waits, comes_first)


def seat_numbers(application_ids: Collection[int]) -> dict[int, int]:
    """Return by application which seat of its round it holds, counted in the order of arrival, from 1."""
    return _numbers(application_ids, _ahead.holds_seat.is_(True), _ahead.place < Application.place)


def _numbers(
    application_ids: Collection[int], counts: ColumnElement[bool], comes_first: ColumnElement[bool]
) -> dict[int, int]:
    """Count for each application those of its round that come before it and that count; the first is 1."""
    if not application_ids:
        return {}
    rows = db.session.execute(
        select(Application.id, func.count(_ahead.id))
        .outerjoin(_ahead, (_ahead.round_id == Application.round_id) & counts & comes_first)
        .where(Application.id.in_(application_ids))
        .group_by(Application.id)
    )
    return {row[0]: row[1] + 1 for row in rows}


def rows_for_standings(person_id: int, round_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return for each round the person's applications, live ones last, and draft: one row an application or draft."""
    asked = {"person_id": person_id, "round_ids": list(round_ids)}
    return db.session.connection().execute(_STANDINGS, asked).all()


def told(status: Status, told_status: Status, settles_at: datetime | None) -> Status:
    """Return the state the applicant may know: what was told while a decision can still be undone."""
    if settles_at is not None and settles_at > clock.now():
        return Status(told_status)
    return Status(status)


# Asked on the way of every application: made once; of tables where no object is needed, which spares the ORM's part.
_round, _sent, _draft = (model.__table__.c for model in (Round, Application, Draft))
_person_id: BindParameter[int] = bindparam("person_id")
_round_id: BindParameter[int] = bindparam("round_id")
_ids: BindParameter[int] = bindparam("ids", expanding=True)
_OWN = select(Application).where(Application.person_id == _person_id)
_LATEST_FIRST = (Application.submitted_at.desc(), Application.id.desc())
_OF_PERSON = _OWN.options(_FAMILY).order_by(*_LATEST_FIRST)
_LIVE_ONE = _OWN.where(Application.round_id == _round_id, Application.status.in_(LIVE))
_has_key = Application.key == bindparam("key")
_ALREADY_SENT = (
    _OWN.where(or_(_has_key, and_(Application.round_id == _round_id, Application.status.in_(LIVE))))
    .order_by(case((_has_key, 0), else_=1))
    .limit(1)
)
_LATEST = (
    _OWN.join(Round, Round.id == Application.round_id)
    .join(Program, Program.id == Round.program_id)
    .where(Program.kind == bindparam("kind"), Round.track == bindparam("track"))
    .order_by(*_LATEST_FIRST)
    .limit(1)
)
_DRAFT = select(Draft).where(Draft.person_id == _person_id, Draft.round_id == _round_id)
_TOLD_STEPS = (
    select(Step)
    .where(Step.application_id.in_(_ids), Step.visible_at <= bindparam("now"), Step.undone.is_(False))
    .order_by(Step.at, Step.id)
)
_program = Program.__table__.c
_TIMES = (
    select(func.count())
    .select_from(Application.__table__)
    .join(Round.__table__, _round.id == _sent.round_id)
    .join(Program.__table__, _program.id == _round.program_id)
    .where(
        _sent.person_id == _person_id,
        _program.kind == bindparam("kind"),
        _sent.status.in_((Status.ACTIVE, Status.COMPLETED, Status.INCOMPLETE)),
    )
)
_STANDINGS = (
    select(
        _round.id.label("round_id"),
        _sent.id,
        _sent.public_id,
        _sent.status,
        _sent.told_status,
        _sent.settles_at,
        _draft.id.label("draft_id"),
    )
    .select_from(Round.__table__)
    .outerjoin(Application.__table__, and_(_sent.round_id == _round.id, _sent.person_id == _person_id))
    .outerjoin(Draft.__table__, and_(_draft.round_id == _round.id, _draft.person_id == _person_id))
    .where(_round.id.in_(bindparam("round_ids", expanding=True)), or_(_sent.id.is_not(None), _draft.id.is_not(None)))
    .order_by(case((_sent.status.in_(LIVE), 1), else_=0), _sent.id)
)
