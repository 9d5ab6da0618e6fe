"""Which applications an officer or counselor may see; every query of theirs begins here."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from portal.applications.models import Application
from portal.approvals.policies import FINAL_ROLES
from portal.core.actors import Actor, Role
from portal.directory.models import Unit
from portal.programs.kinds import sensitive_keys
from portal.programs.models import Program, Round

_owner, _above = Unit.__table__.alias("owner"), Unit.__table__.alias("above")


@dataclass(frozen=True)
class Scope:
    """All of an actor that decides what is visible, so that those who see the same share their statements.

    ``counselor_id`` is the person who sees what is in their own hands.
    """

    everywhere: bool
    units: tuple[int, ...]
    counselor_id: int | None
    is_counselor: bool


def scope_of(actor: Actor) -> Scope:
    """Return what the actor's roles let them see."""
    is_counselor = Role.COUNSELOR in actor.roles
    return Scope(
        everywhere=actor.is_everywhere(*FINAL_ROLES),
        units=tuple(sorted(actor.units_as(*FINAL_ROLES))),
        counselor_id=actor.person_id if is_counselor else None,
        is_counselor=is_counselor,
    )


def programs_in(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on Program: its owning team is a unit the actor decides for, or below one."""
    if scope.everywhere:
        return true()
    if not scope.units:
        return false()
    is_below = _owner.c.path.startswith(_above.c.path)
    return exists().where(_owner.c.id == Program.owner_unit_id, _above.c.id.in_(scope.units), is_below)


@lru_cache(maxsize=128)
def visible_in(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on Application: of a program the actor handles, or a sensitive one assigned to them."""
    handled = Application.round_id.in_(_rounds_where(programs_in(scope)))
    if scope.counselor_id is None:
        return handled
    sensitive = Application.round_id.in_(_rounds_where(Program.kind.in_(sensitive_keys())))
    return or_(handled, and_(Application.assignee_id == scope.counselor_id, sensitive))


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Application that the actor may see it."""
    return visible_in(scope_of(actor))


def applications_visible_to(actor: Actor) -> Select[Application]:
    """Return the query of every application the actor may see, joined to its round and program."""
    return (
        select(Application)
        .join(Round, Round.id == Application.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(is_visible_to(actor))
    )


def _rounds_where(condition: ColumnElement[bool]) -> Select[int]:
    return select(Round.id).join(Program, Program.id == Round.program_id).where(condition)
