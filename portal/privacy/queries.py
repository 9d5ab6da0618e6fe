"""Every SELECT of requests about one's own data."""

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlalchemy.orm import joinedload

from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.privacy.models import PrivacyRequest, RequestKind

PER_PAGE = 30
COUNT_OF_UNANSWERED: ScalarSelect[int] = (
    select(func.count())
    .where(PrivacyRequest.answered_at.is_(None), PrivacyRequest.account_id != bindparam("account_id"))
    .scalar_subquery()
)
"""How many requests of others wait for an answer."""


def own_requests(actor: Actor) -> Sequence[PrivacyRequest]:
    """Return what the actor asked for, the newest first."""
    own = select(PrivacyRequest).where(PrivacyRequest.account_id == actor.account_id)
    return db.session.scalars(own.order_by(PrivacyRequest.id.desc())).all()


def open_count(account_id: int) -> int:
    """Count somebody's requests that wait for an answer."""
    waiting = (PrivacyRequest.account_id == account_id, PrivacyRequest.answered_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(PrivacyRequest).where(*waiting)) or 0


def same_open_request(account_id: int, *, kind: RequestKind, about: str, text: str) -> PrivacyRequest | None:
    """Return somebody's request of the same words that waits for an answer."""
    same = (PrivacyRequest.kind == kind, PrivacyRequest.about == about, PrivacyRequest.text == text)
    waiting = (PrivacyRequest.account_id == account_id, PrivacyRequest.answered_at.is_(None))
    return db.session.scalar(select(PrivacyRequest).where(*waiting, *same))


def requests(*, page: int) -> Page[PrivacyRequest]:
    """Return all requests: those that wait by the day they are due, then the answered ones, the newest first."""
    total = db.session.scalar(select(func.count()).select_from(PrivacyRequest)) or 0
    waiting_first = (PrivacyRequest.answered_at.is_not(None), PrivacyRequest.answered_at.desc(), PrivacyRequest.due_on)
    items = db.session.scalars(
        select(PrivacyRequest)
        .options(joinedload(PrivacyRequest.account))
        .order_by(*waiting_first, PrivacyRequest.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return Page(items, page, total, PER_PAGE)


def request_or_missing(public_id: str) -> PrivacyRequest:
    """Return a request; raises Missing."""
    found = db.session.scalar(
        select(PrivacyRequest).where(PrivacyRequest.public_id == public_id).options(joinedload(PrivacyRequest.account))
    )
    if found is None:
        raise Missing
    return found
