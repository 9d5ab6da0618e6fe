"""Who may take which list away, who approves, and whether what somebody held then is still held."""

from collections.abc import Iterable
from datetime import timedelta

from portal.core.actors import Actor, Role
from portal.exports.lists import ExportableList, Purpose
from portal.exports.models import Export
from portal.exports.queries import units_in

MOST_ROWS = 20_000
MOST_A_DAY = 30
KEPT_FOR = timedelta(hours=24)
FETCH_WITHIN = timedelta(days=7)
MAY_GROW = 1.1
"""A list that was approved may have grown by a tenth when its file is made."""


def purposes_open_to(actor: Actor, one: ExportableList) -> tuple[Purpose, ...]:
    """Return the purposes for which the actor may take the list; none: it is not theirs to take."""
    if not actor.roles & one.roles:
        return ()
    return tuple(purpose for purpose in one.purposes if purpose.roles is None or actor.roles & purpose.roles)


def may_take(actor: Actor, one: ExportableList, purpose: Purpose) -> bool:
    """Say whether the actor may take the list for the purpose."""
    return purpose in purposes_open_to(actor, one)


def needs_approval(purpose: Purpose, count: int) -> bool:
    """Say whether so many rows need a second person."""
    return count > purpose.most_rows


def rights_for(actor: Actor, one: ExportableList, purpose: Purpose) -> list[str]:
    """Return what the actor holds that lets them take the list."""
    counted = one.roles if purpose.roles is None else one.roles & purpose.roles
    return sorted(f"{held.role}:{held.unit_id or ''}" for held in actor.held if held.role in counted)


def may_fetch(actor: Actor, export: Export, one: ExportableList, purpose: Purpose) -> bool:
    """Say whether the actor may still have the file: it is theirs, and no right with which it was made is lost."""
    if export.account_id != actor.account_id or not may_take(actor, one, purpose):
        return False
    return set(export.rights) <= set(rights_for(actor, one, purpose))


def is_own(actor: Actor, export: Export) -> bool:
    """Say whether the actor asked for it, with this or another account."""
    is_same_person = actor.person_id is not None and actor.person_id == export.person_id
    return actor.account_id == export.account_id or is_same_person


def may_decide(actor: Actor, export: Export, roles: tuple[Role, ...], owner_path: str) -> bool:
    """Say whether the actor is a second person who answers for the unit or what stands above it."""
    if is_own(actor, export):
        return False
    return actor.is_everywhere(*roles) or not actor.units_as(*roles).isdisjoint(units_in(owner_path))


def names_and_more(names: Iterable[str], most: int = 3) -> str:
    """Return a few names and how many more there are."""
    listed = list(names)
    return ", ".join(listed[:most]) + (f" 외 {len(listed) - most}명" if len(listed) > most else "")
