"""Asking and answering."""

from datetime import timedelta

from sqlalchemy.orm.exc import StaleDataError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.privacy import messages, queries
from portal.privacy.events import RequestAnswered, RequestAsked
from portal.privacy.models import Outcome, PrivacyRequest, RequestKind
from portal.privacy.policies import DAYS_TO_ANSWER, MOST_OPEN, is_own


@command
def ask(actor: Actor, *, kind: RequestKind, about: str, text: str) -> PrivacyRequest:
    """Ask about one's own data; raises Missing for nobody, Refusal when too many wait already.

    The same words sent twice are one request as long as it waits.
    """
    if actor.account_id is None:
        raise Missing
    sent_twice = queries.same_open_request(actor.account_id, kind=kind, about=about, text=text)
    if sent_twice is not None:
        return sent_twice
    if queries.open_count(actor.account_id) >= MOST_OPEN:
        raise Refusal(messages.TOO_MANY.format(count=MOST_OPEN))
    request = PrivacyRequest(
        account_id=actor.account_id,
        kind=kind,
        about=about,
        text=text,
        asked_at=clock.now(),
        due_on=clock.today() + timedelta(days=DAYS_TO_ANSWER),
    )
    db.session.add(request)
    db.session.flush()
    emit(RequestAsked(request.id, actor))
    return request


@command
def answer(actor: Actor, public_id: str, *, version: int, outcome: Outcome, words: str) -> PrivacyRequest:
    """Answer a request once; raises Missing, NotAllowed for one's own, Stale when somebody was faster."""
    request = queries.request_or_missing(public_id)
    if is_own(actor, request):
        raise NotAllowed(messages.OWN)
    if request.version != version or request.answered_at is not None:
        raise Stale(messages.STALE)
    request.outcome, request.answer, request.answered_at = outcome, words, clock.now()
    request.answered_by_id, request.answered_by_name = actor.account_id, actor.name
    try:
        db.session.flush()
    except StaleDataError:
        raise Stale(messages.STALE) from None
    emit(RequestAnswered(request.id, actor, outcome))
    return request
