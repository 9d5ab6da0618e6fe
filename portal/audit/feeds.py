"""Writes down that somebody opened or closed an address of their calendar; the address itself is not copied."""

from portal.audit.listeners import note
from portal.core.events import listen
from portal.feeds.events import FeedMade, FeedRevoked

ACTIONS = {FeedMade: "make", FeedRevoked: "revoke"}


@listen(FeedMade, FeedRevoked)
def note_feed(event: FeedMade | FeedRevoked) -> None:
    """Note an address made or closed."""
    note(
        event.actor,
        f"feed.{ACTIONS[type(event)]}",
        object_type="feed",
        object_ref=str(event.actor.account_id),
        object_name="",
        subject_id=event.actor.person_id,
        before={},
        after={},
        reason="",
    )
