"""Cases: one's own, those of an institution, and the numbers an officer may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.db import db, writing
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.directory.models import Unit
from portal.kinds.psych_counseling import sealing
from portal.kinds.psych_counseling.models import (
    LIVE,
    Allowance,
    Asked,
    Case,
    Consent,
    Extension,
    Kind,
    Member,
    Opening,
    Provider,
    Rule,
    Session,
    State,
    Way,
)
from portal.programs.models import Program, Round

KEY = "psych_counseling"
PER_PAGE = 50


@dataclass(frozen=True)
class Desk:
    """What an officer, lead or head runs here."""

    program_id: int
    title: str
    owner_unit_id: int


@dataclass(frozen=True)
class Used:
    """A case with the sessions entered for it so far, counted."""

    case: Case
    attended: int
    used: int
    latest: date | None


def desk_or_missing(actor: Actor, *roles: Role) -> Desk:
    """Return the program of this kind that the actor runs in one of some roles; raises Missing."""
    found = desks_of(actor, *roles)
    if not found:
        raise Missing
    return found[0]


def desks_of(actor: Actor, *roles: Role) -> list[Desk]:
    """Return the programs of this kind that the actor runs in one of some roles."""
    chosen = select(Program.id, Program.title, Program.owner_unit_id, Unit.path).join(
        Unit, Unit.id == Program.owner_unit_id
    )
    rows = db.session.execute(chosen.where(Program.kind == KEY).order_by(Program.id))
    return [
        Desk(row.id, row.title, row.owner_unit_id)
        for row in rows
        if actor.is_everywhere(*roles) or actor.units_as(*roles) & {int(part) for part in row.path.split("/") if part}
    ]


def provider_or_missing(actor: Actor) -> Provider:
    """Return the institution the actor works for, inside a command unsettled and unended meanwhile; raises Missing."""
    chosen = select(Provider).join(Member, Member.provider_id == Provider.id)
    chosen = chosen.where(Member.account_id == actor.account_id, Member.ended_on.is_(None), Provider.is_active)
    found = db.session.scalar(chosen.with_for_update(read=True, of=Provider) if writing.get() else chosen)
    if found is None:
        raise Missing
    return found


def rule_on(day: date) -> Rule:
    """Return the rule in force on a day; raises Missing before the first."""
    found = db.session.scalar(select(Rule).where(Rule.valid_from <= day).order_by(Rule.valid_from.desc()).limit(1))
    if found is None:
        raise Missing("이용 횟수 기준이 정해지지 않았습니다. 담당 팀에 알려 주시기 바랍니다.")
    return found


def own_cases(actor: Actor) -> Sequence[Case]:
    """Return the actor's own cases of this year and the last, the newest first."""
    if actor.person_id is None:
        return []
    year = clock.today().year
    marks = [sealing.year_mark(actor.person_id, one) for one in (year, year - 1)]
    chosen = select(Case).join(Allowance).where(Allowance.mark.in_(marks))
    loaded = chosen.options(joinedload(Case.allowance), joinedload(Case.provider), joinedload(Case.round))
    return db.session.scalars(loaded.order_by(Case.id.desc())).all()


def own_live_case(actor: Actor) -> Case | None:
    """Return the actor's case that is not over, if there is one."""
    return next((one for one in own_cases(actor) if one.state in LIVE), None)


def own_live_case_or_missing(actor: Actor) -> Case:
    """Return the actor's case that is not over; raises Missing."""
    found = own_live_case(actor)
    if found is None:
        raise Missing
    return found


def is_own(actor: Actor, one: Case) -> bool:
    """Say whether a case is the actor's own."""
    return actor.person_id is not None and one.allowance.mark == sealing.year_mark(actor.person_id, one.allowance.year)


def allowance_of(person_id: int, year: int) -> Allowance | None:
    """Return what a person has used in a year, if anything was ever asked for."""
    return db.session.scalar(select(Allowance).where(Allowance.mark == sealing.year_mark(person_id, year)))


def consent_of(case_id: int) -> Consent | None:
    """Return what was agreed to for a case."""
    return db.session.scalar(select(Consent).where(Consent.case_id == case_id).order_by(Consent.id.desc()).limit(1))


def openings_of(case_ids: Collection[int]) -> Sequence[Opening]:
    """Return who was allowed to open some cases, the newest first."""
    chosen = select(Opening).where(Opening.case_id.in_(case_ids), Opening.state == Asked.APPROVED)
    return db.session.scalars(chosen.order_by(Opening.id.desc())).all()


def number_is_taken(number: str) -> bool:
    """Say whether a case has this number."""
    return db.session.scalar(select(func.count()).where(Case.number == number)) != 0


def cases_of_provider(provider_id: int, *, tab: str, page: int) -> Page[Used]:
    """Return an institution's cases: urgent ones first, then those nobody has called yet, then the newest."""
    wanted: dict[str, ColumnElement[bool]] = {
        "live": Case.state.in_(LIVE),
        "over": Case.state.not_in(LIVE),
    }
    mine = (Case.provider_id == provider_id, wanted.get(tab, Case.state.in_(LIVE)))
    first = (Case.urgent_on.is_(None), Case.state != State.REQUESTED, Case.id.desc())
    return _used(select(Case).where(*mine), first, page)


def counts_of_provider(provider_id: int) -> tuple[int, int]:
    """Return how many urgent requests and how many new ones wait for an institution."""
    urgent = func.sum(case((Case.urgent_on.is_not(None), 1), else_=0))
    new = func.sum(case((Case.state == State.REQUESTED, 1), else_=0))
    row = db.session.execute(select(urgent, new).where(Case.provider_id == provider_id, Case.state.in_(LIVE))).one()
    return row[0] or 0, row[1] or 0


def live_numbers(provider_id: int) -> Sequence[tuple[str, Way]]:
    """Return the numbers of an institution that go on, with their ways."""
    mine = (Case.provider_id == provider_id, Case.state.in_(LIVE))
    return [
        (row[0], Way(row[1]))
        for row in db.session.execute(select(Case.number, Case.way).where(*mine).order_by(Case.number))
    ]


def case_of_provider_or_missing(provider_id: int, public_id: str, *, to_change: bool = False) -> Case:
    """Return a case of an institution, *to_change* one at a time; raises Missing."""
    chosen = select(Case).where(Case.public_id == public_id, Case.provider_id == provider_id)
    chosen = chosen.options(joinedload(Case.allowance), joinedload(Case.round))
    found = db.session.scalar(chosen.with_for_update(of=Case) if to_change else chosen)
    if found is None:
        raise Missing
    return found


def cases_by_number(provider_id: int, numbers: Collection[str], *, to_change: bool = False) -> Mapping[str, Case]:
    """Return the cases of an institution by their numbers, *to_change* one at a time; another's are not among them."""
    chosen = select(Case).where(Case.provider_id == provider_id, Case.number.in_(numbers)).order_by(Case.id)
    chosen = chosen.options(joinedload(Case.allowance))
    return {one.number: one for one in db.session.scalars(chosen.with_for_update(of=Case) if to_change else chosen)}


def case_by_number(program_id: int, number: str) -> Case | None:
    """Return the case of a program with a number."""
    return db.session.scalar(
        select(Case)
        .join(Round, Round.id == Case.round_id)
        .where(Round.program_id == program_id, Case.number == number)
        .options(joinedload(Case.allowance))
    )


def sessions_by_case(case_ids: Collection[int]) -> Mapping[int, list[Session]]:
    """Return the sessions of some cases in their order."""
    found: dict[int, list[Session]] = {case_id: [] for case_id in case_ids}
    chosen = select(Session).where(Session.case_id.in_(case_ids)).order_by(Session.held_on)
    for one in db.session.scalars(chosen):
        found[one.case_id].append(one)
    return found


def sessions_of(case_id: int) -> Sequence[Session]:
    """Return the sessions of a case in their order."""
    return db.session.scalars(select(Session).where(Session.case_id == case_id).order_by(Session.held_on)).all()


def days_entered(case_ids: Collection[int]) -> Mapping[tuple[int, date], tuple[Way, Kind]]:
    """Return what is entered already for some cases, by case and day."""
    chosen = select(Session.case_id, Session.held_on, Session.way, Session.kind).where(Session.case_id.in_(case_ids))
    return {(row[0], row[1]): (Way(row[2]), Kind(row[3])) for row in db.session.execute(chosen)}


def session_on(case_id: int, day: date) -> Session | None:
    """Return what is entered for a case on a day."""
    return db.session.scalar(select(Session).where(Session.case_id == case_id, Session.held_on == day))


def session_or_missing(case_id: int, session_id: int) -> Session:
    """Return a session of a case; raises Missing."""
    found = db.session.scalar(select(Session).where(Session.id == session_id, Session.case_id == case_id))
    if found is None:
        raise Missing
    return found


def latest_extension(case_id: int) -> Extension | None:
    """Return the last request for more sessions of a case."""
    chosen = select(Extension).where(Extension.case_id == case_id).order_by(Extension.id.desc()).limit(1)
    return db.session.scalar(chosen)


def extensions_asked(program_id: int) -> Sequence[Extension]:
    """Return the requests for more sessions that wait for an officer, the oldest first."""
    return db.session.scalars(
        select(Extension)
        .join(Case)
        .join(Round, Round.id == Case.round_id)
        .where(Round.program_id == program_id, Extension.state == Asked.ASKED)
        .options(joinedload(Extension.case).joinedload(Case.allowance))
        .order_by(Extension.id)
    ).all()


def extension_or_missing(program_id: int, extension_id: int) -> Extension:
    """Return a request for more sessions of a program; raises Missing."""
    found = db.session.scalar(
        select(Extension)
        .join(Case)
        .join(Round, Round.id == Case.round_id)
        .where(Round.program_id == program_id, Extension.id == extension_id)
        .options(joinedload(Extension.case).joinedload(Case.allowance))
    )
    if found is None:
        raise Missing
    return found


def cases_of_program(program_id: int, *, tab: str, page: int) -> Page[Used]:
    """Return the cases of a program for its officers, the newest first."""
    chosen = select(Case).join(Round, Round.id == Case.round_id).where(Round.program_id == program_id)
    states = {"requested": [State.REQUESTED], "open": [State.OPEN], "over": [State.CLOSED, State.CANCELED]}
    if tab in states:
        chosen = chosen.where(Case.state.in_(states[tab]))
    return _used(chosen, (Case.id.desc(),), page)


def _used(chosen: Select[Case], order: tuple[ColumnElement[Any], ...], page: int) -> Page[Used]:
    total = db.session.scalar(select(func.count()).select_from(chosen.with_only_columns(Case.id).subquery())) or 0
    found = db.session.scalars(
        chosen.options(joinedload(Case.allowance)).order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    counted = {
        row.case_id: row
        for row in db.session.execute(
            select(
                Session.case_id,
                func.sum(case((Session.kind == Kind.ATTENDED, 1), else_=0)).label("attended"),
                func.sum(case((Session.uses_up, 1), else_=0)).label("used"),
                func.max(Session.held_on).label("latest"),
            )
            .where(Session.case_id.in_([one.id for one in found]))
            .group_by(Session.case_id)
        )
    }
    items = [
        Used(one, row.attended, row.used, row.latest) if (row := counted.get(one.id)) else Used(one, 0, 0, None)
        for one in found
    ]
    return Page(items, page, total, PER_PAGE)
