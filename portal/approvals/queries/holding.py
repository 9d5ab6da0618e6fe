"""In whose hands each step of a document is today: one SELECT for the page, the decision and the menu's number.

A step names a post. Asked are, in this order: who holds it; the heads of its unit and of the units above, the nearest
first, where it is vacant; and, for a head above whom there is nobody, the heads of the teams below in their order
(직제 순). Of each it is who holds the post, when absent the deputy, and when that one is absent too the deputy's own;
never further, and never in a circle. Whoever is barred from the document is passed over with all who stand in for them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from portal.approvals.models import UNTAKEN, Bar, DocumentStep, StepState
from portal.core import clock
from portal.core.db import db
from portal.directory.models import Absence, Assignment, Person, Post, ServiceState, Unit
from portal.directory.queries import in_force

BELOW = 1_000_000
"""Ranks from here on are those of the teams below."""
_day = bindparam("today", type_=Date)


@dataclass(frozen=True)
class Hand:
    """Somebody who may take a step today, and for whom; ``rank`` 0 is the post the line names."""

    person_id: int
    name: str
    for_id: int | None
    for_name: str
    post_id: int
    rank: int


@dataclass
class Hands:
    """Who may take one step today; nobody when every post is vacant or barred."""

    step_id: int
    document_id: int
    those: list[Hand] = field(default_factory=list)

    @property
    def people(self) -> frozenset[int]:
        """Return the ids of those who may take it."""
        return frozenset(one.person_id for one in self.those)

    @property
    def is_passed_up(self) -> bool:
        """Say whether somebody else than the named post's holder or deputy has it: the post is vacant."""
        return bool(self.those) and self.those[0].rank > 0

    def of(self, person_id: int | None) -> Hand | None:
        """Return how somebody may take it, if they may."""
        return next((one for one in self.those if one.person_id == person_id), None)


def hands_of(document_ids: Collection[int]) -> dict[int, Hands]:
    """Return by step in whose hands every step still to be taken of some documents is today."""
    if not document_ids:
        return {}
    acting, absent = aliased(Person), aliased(Person)
    best = _best(DocumentStep.document_id.in_(bindparam("ids", expanding=True)), UNTAKEN)
    query = (
        select(
            best.c.step_id, best.c.document_id, best.c.acting_id, acting.name, best.c.for_id, absent.name,
            best.c.post_id, best.c.rank,
        )
        .select_from(best)
        .outerjoin(acting, acting.id == best.c.acting_id)
        .outerjoin(absent, absent.id == best.c.for_id)
        .order_by(best.c.step_id, best.c.held_id)
    )  # fmt: skip
    found: dict[int, Hands] = {}
    for step, document, *hand, post, rank in db.session.execute(query, _asked(ids=list(document_ids))):
        person_id, name, for_id, for_name = hand
        hands = found.setdefault(step, Hands(step, document))
        hands.those.append(Hand(person_id, name, for_id, for_name or "", post, rank))
    return found


def documents_in_hand(person_id: int | None) -> list[int]:
    """Return the documents of which somebody may take a step now, what was passed over included."""
    best = _best(literal(value=True), (StepState.PENDING, StepState.LATER))
    query = select(best.c.document_id).where(best.c.acting_id == person_id).distinct()
    return list(db.session.scalars(query, _asked()))


def _asked(**more: object) -> dict[str, object]:
    return {"today": clock.today(), **more}


def _candidates(which: ColumnElement[bool], states: Collection[StepState]) -> Subquery:
    """Return who would take each step at each rank; nobody stands in for whom there is nobody."""
    named, own, unit, post = aliased(Post), aliased(Unit), aliased(Unit), aliased(Post)
    held, holder = aliased(Assignment), aliased(Person)
    away, deputy_away, second_away = aliased(Absence), aliased(Absence), aliased(Absence)
    taker = aliased(Person)
    acting = case(
        (away.id.is_(None), holder.id),
        (deputy_away.id.is_(None), away.deputy_id),
        (second_away.id.is_(None), deputy_away.deputy_id),
        else_=null(),
    )
    rank = case(
        (post.id == named.id, 0),
        (unit.parent_id == own.id, BELOW + unit.sort_order),
        else_=1 + func.length(own.path) - func.length(unit.path),
    )
    is_near = or_(own.path.startswith(unit.path), and_(named.is_head, unit.parent_id == own.id))
    is_asked = or_(post.id == named.id, and_(post.is_head, post.id != named.id))
    document = DocumentStep.document_id
    for_id = case((away.id.is_not(None), holder.id), else_=null()).label("for_id")
    step = (DocumentStep.id.label("step_id"), document.label("document_id"))
    return (
        select(*step, taker.id.label("acting_id"), for_id, post.id.label("post_id"), held.id.label("held_id"))
        .add_columns(rank.label("rank"))
        .select_from(DocumentStep)
        .join(named, named.id == DocumentStep.post_id)
        .join(own, own.id == named.unit_id)
        .join(unit, is_near)
        .join(post, and_(post.unit_id == unit.id, is_asked, in_force(post, on=_day)))
        .join(held, and_(held.post_id == post.id, in_force(held, on=_day)))
        .join(holder, and_(holder.id == held.person_id, holder.state == ServiceState.IN_SERVICE))
        .outerjoin(away, is_away(away, holder.id))
        .outerjoin(deputy_away, is_away(deputy_away, away.deputy_id))
        .outerjoin(second_away, is_away(second_away, deputy_away.deputy_id))
        .join(taker, and_(taker.id == acting, taker.state == ServiceState.IN_SERVICE))
        .where(DocumentStep.state.in_(states), which)
        .where(~_is_barred(document, taker.id), ~_is_barred(document, holder.id))
        .subquery()
    )


def _best(which: ColumnElement[bool], states: Collection[StepState]) -> Subquery:
    every = _candidates(which, states)
    nearest = func.min(every.c.rank).over(partition_by=every.c.step_id)
    ranked = select(every, nearest.label("nearest")).subquery()
    return select(ranked).where(ranked.c.rank == ranked.c.nearest).subquery()


def is_away(absence: type[Absence], person_id: ColumnElement[int] | object) -> ColumnElement[bool]:
    """Return the condition that an absence is somebody's, and is on today."""
    return and_(
        absence.person_id == person_id,
        absence.first_day <= _day,
        absence.last_day >= _day,
        absence.canceled_at.is_(None),
    )


def _is_barred(document_id: ColumnElement[int] | object, person_id: ColumnElement[int] | object) -> ColumnElement[bool]:
    return exists().where(Bar.document_id == document_id, Bar.person_id == person_id)


def count_in_hand(person_id: ColumnElement[int]) -> Select[int]:
    """Return the count of documents of which somebody may take a step now, for the menu's statement (``today``)."""
    best = _best(literal(value=True), (StepState.PENDING, StepState.LATER))
    return select(func.count(best.c.document_id.distinct())).where(best.c.acting_id == person_id)
