"""Who has a calendar to subscribe to."""

from portal.core.actors import Actor
from portal.directory.policies import COLLEAGUES

READERS = COLLEAGUES
"""Candidates for appointment and outside institutions apply for nothing that a calendar could hold."""


def may_subscribe(actor: Actor) -> bool:
    """Say whether the actor is an official with applications of their own."""
    return actor.person_id is not None and not actor.roles.isdisjoint(READERS)
