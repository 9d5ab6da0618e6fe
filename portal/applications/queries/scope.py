"""Which applications an officer or counselor may see; every query of theirs begins here."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from portal.applications.models import Application
from portal.approvals.policies import FINAL_ROLES
from portal.core.actors import Actor, Role
from portal.directory.models import Unit
from portal.programs.kinds import sensitive_keys
from portal.programs.models import Program, Round

_owner, _above = Unit.__table__.alias("owner"), Unit.__table__.alias("above")


def programs_handled_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Program: its owning team is a unit the actor decides for, or below one."""
    if actor.is_everywhere(*FINAL_ROLES):
        return true()
    units = actor.units_as(*FINAL_ROLES)
    if not units:
        return false()
    is_below = _owner.c.path.startswith(_above.c.path)
    return exists().where(_owner.c.id == Program.owner_unit_id, _above.c.id.in_(sorted(units)), is_below)


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Application: of a program the actor handles, or a sensitive one assigned to them."""
    handled = Application.round_id.in_(_rounds_where(programs_handled_by(actor)))
    if Role.COUNSELOR not in actor.roles or actor.person_id is None:
        return handled
    sensitive = Application.round_id.in_(_rounds_where(Program.kind.in_(sensitive_keys())))
    return or_(handled, and_(Application.assignee_id == actor.person_id, sensitive))


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
