"""What waits for somebody here, for the bell and the first page; asked by mark, so that no row names a reader."""

from sqlalchemy import bindparam, func, or_, select

from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.kinds.psych_counseling import sealing
from portal.kinds.psych_counseling.models import (
    LIVE,
    Allowance,
    Asked,
    Case,
    Extension,
    Member,
    Opening,
    Provider,
    State,
)
from portal.kinds.psych_counseling.queries import watch
from portal.kinds.psych_counseling.queries.cases import desks_of
from portal.kinds.psych_counseling.queries.settlements import reopenings_asked
from portal.programs.models import Round

_case, _allowance = Case.__table__.c, Allowance.__table__.c
_member, _provider = Member.__table__.c, Provider.__table__.c
COUNT_OF_NEWS = (
    select(func.count())
    .select_from(Case.__table__.join(Allowance.__table__, _allowance.id == _case.allowance_id))
    .where(_allowance.mark.in_(bindparam("marks", expanding=True)), _case.has_news)
    .scalar_subquery()
)
"""In how many cases of one person something is new, as part of another SELECT; ``marks_of`` gives its parameter."""

COUNT_OF_CALLS = (
    select(func.count())
    .select_from(
        Case.__table__.join(Provider.__table__, _provider.id == _case.provider_id).join(
            Member.__table__, _member.provider_id == _provider.id
        )
    )
    .where(
        _member.account_id == bindparam("partner"),
        _member.ended_on.is_(None),
        _provider.is_active,
        _case.state.in_(LIVE),
        or_(_case.urgent_on.is_not(None), _case.state == State.REQUESTED),
    )
    .scalar_subquery()
)
"""How many people an institution has still to call, urgent ones included; ``partner_of`` gives its parameter."""


def partner_of(actor: Actor) -> int | None:
    """Return the account under which the actor works for an institution."""
    return actor.account_id if Role.PROVIDER in actor.roles else None


def marks_of(actor: Actor) -> list[str]:
    """Return the marks under which the actor's own cases of this year and the last stand."""
    if actor.person_id is None:
        return []
    year = clock.today().year
    return [sealing.year_mark(actor.person_id, one) for one in (year, year - 1)]


def waiting_at_desk(actor: Actor) -> int:
    """Count what waits for the actor at the owner's desk: requests for more sessions, or to open a number."""
    waiting = 0
    for role, asked in ((Role.OFFICER, Extension), (Role.LEAD, Opening)):
        programs = [desk.program_id for desk in desks_of(actor, role)] if role in actor.roles else []
        if programs:
            chosen = select(func.count()).select_from(asked).join(Case).join(Round, Round.id == Case.round_id)
            chosen = chosen.where(Round.program_id.in_(programs), asked.state == Asked.ASKED)
            waiting += db.session.scalar(chosen) or 0
    if Role.LEAD in actor.roles and desks_of(actor, Role.LEAD):
        waiting += reopenings_asked()
    return waiting + _to_be_opened(actor)


def _to_be_opened(actor: Actor) -> int:
    """Count the numbers that the actor asked to open, was allowed to, and has not looked at yet."""
    if Role.HEAD not in actor.roles:
        return 0
    mine = (Opening.asked_by_id == actor.account_id, Opening.state == Asked.APPROVED, Opening.read_count == 0)
    return (
        db.session.scalar(select(func.count()).where(*mine, Opening.decided_at > clock.now() - watch.LOOK_WITHIN)) or 0
    )
