"""Making and closing the address of one's own calendar."""

import hashlib
from secrets import token_hex

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing
from portal.core.events import emit
from portal.core.transaction import command
from portal.feeds import messages, policies, queries
from portal.feeds.events import FeedMade, FeedRevoked
from portal.feeds.models import CalendarFeed


@command
def make(actor: Actor) -> str:
    """Make the address of one's own calendar and return its token, told this once; an older one stops working."""
    if not policies.may_subscribe(actor) or actor.account_id is None:
        raise Missing(messages.NO_CALENDAR)
    queries.lock_account(actor.account_id)
    token = token_hex(16)
    feed = queries.feed_of(actor.account_id)
    if feed is None:
        db.session.add(CalendarFeed(account_id=actor.account_id, token_hash=hash_of(token), made_at=clock.now()))
    else:
        feed.token_hash, feed.made_at = hash_of(token), clock.now()
    db.session.flush()
    emit(FeedMade(actor))
    return token


@command
def revoke(actor: Actor) -> None:
    """Close the address of one's own calendar; once closed it stays so, however often that is asked."""
    feed = queries.feed_of(actor.account_id)
    if feed is not None:
        db.session.delete(feed)
        db.session.flush()
        emit(FeedRevoked(actor))


def hash_of(token: str) -> str:
    """Return what the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
