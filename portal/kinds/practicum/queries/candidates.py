"""Who is on the list of candidates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.kinds.practicum.models import Candidate, CandidateState, Choice, Placement, StagedList, Wish, WishDraft
from portal.programs.models import Round

PER_PAGE = 50
NOT_FOUND = "찾으시는 임용후보자가 없습니다."


@dataclass(frozen=True)
class Wanted:
    """What an officer looks for in the list; an empty part means everything."""

    text: str = ""
    state: str = CandidateState.REGISTERED


@dataclass(frozen=True)
class Line:
    """A candidate, and where the last placement stands, if there was one."""

    candidate: Candidate
    placement: Placement | None


def candidates_listed(wanted: Wanted, *, page: int = 1) -> Page[Line]:
    """Return one page of the list, those whose place on it ends first on top."""
    fitting = _fitting(wanted)
    total = count_listed(wanted)
    found = db.session.scalars(_in_order(fitting).limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return Page(_lines(found), page, total, PER_PAGE)


def count_listed(wanted: Wanted) -> int:
    """Count whom an officer looks for in the list."""
    return db.session.scalar(select(func.count()).select_from(Candidate).where(*_fitting(wanted))) or 0


def all_candidates_listed(wanted: Wanted) -> Sequence[Line]:
    """Return everybody whom an officer looks for, in the order of the pages."""
    return _lines(db.session.scalars(_in_order(_fitting(wanted))).all())


def counts_by_state() -> dict[str, int]:
    """Count the candidates by where they stand on the list."""
    return dict(db.session.execute(select(Candidate.state, func.count()).group_by(Candidate.state)).all())


def candidate_or_missing(public_id: str) -> Candidate:
    """Return a candidate; raises Missing."""
    found = db.session.scalar(
        select(Candidate)
        .where(Candidate.public_id == public_id)
        .options(joinedload(Candidate.person), joinedload(Candidate.appointed_unit), joinedload(Candidate.account))
    )
    if found is None:
        raise Missing(NOT_FOUND)
    return found


def candidate_held(public_id: str) -> Candidate:
    """Return a candidate as the database has it now, for whoever changes it next to wait; raises Missing."""
    found = db.session.scalar(
        select(Candidate)
        .where(Candidate.public_id == public_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing(NOT_FOUND)
    return found


def candidate_of(actor: Actor) -> Candidate:
    """Return the candidate whose account the actor uses; raises Missing for everybody else."""
    found = candidacy_of(actor)
    if found is None:
        raise Missing
    return found


def wishes_of(candidate_id: int) -> Sequence[Wish]:
    """Return every wish a candidate has sent, with the consents given, the newest first."""
    return db.session.scalars(
        select(Wish)
        .where(Wish.candidate_id == candidate_id)
        .options(joinedload(Wish.round).joinedload(Round.program), selectinload(Wish.choices).joinedload(Choice.unit))
        .order_by(Wish.submitted_at.desc(), Wish.id.desc())
    ).all()


def candidacy_of(actor: Actor) -> Candidate | None:
    """Return what is kept of the actor as a candidate, now or before the appointment, if there is anything."""
    if actor.account_id is None:
        return None
    return db.session.scalar(select(Candidate).where(Candidate.account_id == actor.account_id))


def candidates_by_exam_no(pairs: Collection[tuple[int, str]]) -> dict[tuple[int, str], Candidate]:
    """Return the candidates with some exam years and numbers."""
    if not pairs:
        return {}
    chosen = select(Candidate).where(tuple_(Candidate.exam_year, Candidate.exam_no).in_(list(pairs)))
    return {(one.exam_year, one.exam_no): one for one in db.session.scalars(chosen)}


def candidates_to_invite(ids: Collection[str]) -> Sequence[Candidate]:
    """Return the registered candidates among some public ids, by number."""
    return db.session.scalars(
        select(Candidate)
        .where(Candidate.public_id.in_(list(ids)), Candidate.state == CandidateState.REGISTERED)
        .order_by(Candidate.exam_year, Candidate.exam_no)
    ).all()


def staged_list_or_missing(actor: Actor, public_id: str) -> StagedList:
    """Return a list that the actor read in and has not decided on; raises Missing for others."""
    found = db.session.scalar(
        select(StagedList).where(
            StagedList.public_id == public_id,
            StagedList.account_id == actor.account_id,
        )
    )
    if found is None:
        raise Missing
    return found


def _fitting(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(Candidate.state == wanted.state)
    if wanted.text:
        number, name = Candidate.exam_no, Candidate.name
        conditions.append(or_(*(one.contains(wanted.text, autoescape=True) for one in (number, name))))
    return conditions


def _in_order(fitting: list[ColumnElement[bool]]) -> Select[Candidate]:
    order = (Candidate.list_valid_until, Candidate.exam_year, Candidate.exam_no)
    return select(Candidate).where(*fitting).order_by(*order)


def _lines(found: Sequence[Candidate]) -> Sequence[Line]:
    last = _last_placements([one.id for one in found])
    return [Line(one, last.get(one.id)) for one in found]


def _last_placements(candidate_ids: Collection[int]) -> dict[int, Placement]:
    chosen = (
        select(Placement)
        .where(Placement.candidate_id.in_(candidate_ids))
        .options(joinedload(Placement.round), joinedload(Placement.offer))
        .order_by(Placement.id)
    )
    return {one.candidate_id: one for one in db.session.scalars(chosen)} if candidate_ids else {}


def standing_wish(candidate_id: int, round_id: int) -> Wish | None:
    """Return what a candidate wishes for in a round and has not taken back."""
    return db.session.scalar(
        select(Wish).where(Wish.candidate_id == candidate_id, Wish.round_id == round_id, Wish.withdrawn_at.is_(None))
    )


def draft_of(candidate_id: int, round_id: int) -> WishDraft | None:
    """Return what a candidate has typed for a round and not sent."""
    return db.session.scalar(
        select(WishDraft).where(WishDraft.candidate_id == candidate_id, WishDraft.round_id == round_id)
    )
