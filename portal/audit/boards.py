"""Writes down what becomes of what the teams tell everybody."""

from portal.audit.listeners import note
from portal.boards.events import PostMoved
from portal.boards.models import BoardPost
from portal.core.db import db
from portal.core.events import listen

LONGEST = 200


@listen(PostMoved)
def note_post(event: PostMoved) -> None:
    """Note a post put up, changed, taken down or put up again; of long words their beginning."""
    post = db.session.get_one(BoardPost, event.post_id)
    note(
        event.actor,
        f"board_post.{event.action}",
        object_type="board_post",
        object_ref=post.public_id,
        object_name=post.title,
        subject_id=None,
        before=_short(event.before),
        after=_short(event.after),
        reason="",
    )


def _short(values: object) -> dict[str, object]:
    assert isinstance(values, dict)
    return {name: value[:LONGEST] if isinstance(value, str) else value for name, value in values.items()}
