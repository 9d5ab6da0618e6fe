"""Who answers for personal data: the head of the division, and the privacy officer who does the work."""

from portal.accounts.queries import people_holding
from portal.core import clock
from portal.core.actors import Role
from portal.directory.models import Assignment
from portal.directory.queries import posts_of


def responsible(role: Role) -> Assignment | None:
    """Return the main post of the first person who holds a role today; None when nobody does."""
    today = clock.today()
    for person_id in people_holding(role, today):
        for post in posts_of(person_id):
            if post.is_main and post.valid_from <= today and (post.valid_to is None or today < post.valid_to):
                return post
    return None
