"""Who may look people up, and what they may see."""

from portal.core.actors import Actor, Role

COLLEAGUES = tuple(role for role in Role if role not in (Role.CANDIDATE, Role.PROVIDER))
"""Candidates and outside institutions have no directory (domain §3.1)."""


def may_see_service_dates(actor: Actor, person_id: int) -> bool:
    """Say whether the actor may see when somebody was hired: only one's own, it is personnel data."""
    return actor.person_id == person_id
