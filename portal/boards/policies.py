"""Who reads the boards, and who writes on them for which team."""

from datetime import date

from portal.boards import messages
from portal.boards.models import Board, BoardPost, PostState
from portal.core.actors import Actor, Role
from portal.directory.models import Unit

READERS = tuple(role for role in Role if role not in (Role.CANDIDATE, Role.PROVIDER))
"""Candidates for appointment and outside institutions have no boards."""
WRITERS = (Role.OFFICER, Role.LEAD, Role.HEAD)
MOST_FILES = 10


def units_to_write_for(actor: Actor) -> frozenset[int]:
    """Return the units for which the actor may write, themselves named; what lies below them counts as well."""
    own = {actor.unit_id} if actor.is_everywhere(*WRITERS) else set()
    return actor.units_as(*WRITERS) | {one for one in own if one is not None}


def may_write(actor: Actor) -> bool:
    """Say whether the actor writes for any team at all."""
    return bool(units_to_write_for(actor))


def may_change(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor may write, change and take down what this team tells."""
    above = {int(part) for part in unit.path.split("/") if part}
    return not units_to_write_for(actor).isdisjoint(above)


def may_read(actor: Actor, post: BoardPost, today: date) -> bool:
    """Say whether the actor may see a post: what is up in its days; one's own team's at any time."""
    return is_shown(post, today) or may_change(actor, post.unit)


def is_shown(post: BoardPost, today: date) -> bool:
    """Say whether everybody sees a post today."""
    is_over = post.shown_until is not None and post.shown_until < today
    return post.state == PostState.UP and post.shown_from <= today and not is_over


def obstacle(post: BoardPost, *, has_files: bool, today: date) -> str:
    """Say what stands in the way of putting a post up; empty when nothing does."""
    if post.shown_until is not None and post.shown_until < today:
        return messages.OVER_ALREADY
    return messages.NEEDS_FILE if post.board == Board.FORMS and not has_files else ""
