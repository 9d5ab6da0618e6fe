"""Who may do what in the closed room; every rule is asked by its service and by the page."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.accounts.queries import has_reset_since
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.kinds.psych_counseling.models import (
    LIVE,
    Allowance,
    Asked,
    Case,
    Extension,
    Kind,
    Opening,
    Reopening,
    Rule,
    Settlement,
    State,
)
from portal.kinds.psych_counseling.queries import watch
from portal.kinds.psych_counseling.queries.cases import Desk, is_own

OPEN_FOR = timedelta(minutes=30)
TRUSTED_AFTER = timedelta(days=1)
PURGE_MONTH, PURGE_DAY = 3, 31

RUNS = (Role.OFFICER,)
REOPENS = (Role.OFFICER, Role.LEAD)
SEES_TOTALS = (Role.OFFICER, Role.LEAD, Role.HEAD)
WATCHES = (Role.LEAD, Role.HEAD)


def is_live(one: Case) -> bool:
    """Say whether a case goes on."""
    return one.state in LIVE


def left_of(allowance: Allowance | None, rule: Rule) -> int:
    """Return how many sessions are left this year."""
    if allowance is None:
        return rule.cap
    return max(0, rule.cap + allowance.extra - allowance.used)


def uses_up(kind: Kind, rule: Rule) -> bool:
    """Say whether a session counts against the year: one that was held, or one the person missed."""
    return kind == Kind.ATTENDED or (kind == Kind.NO_SHOW_CLIENT and rule.missed_counts)


def may_ask_extension(one: Case, latest: Extension | None) -> bool:
    """Say whether an institution may ask for more sessions now."""
    return is_live(one) and (latest is None or latest.state != Asked.ASKED)


def may_decide_extension(actor: Actor, extension: Extension) -> bool:
    """Say whether somebody may decide on more sessions: never for themselves."""
    return extension.state == Asked.ASKED and not is_own(actor, extension.case)


def may_watch(actor: Actor, desk: Desk, role: Role) -> bool:
    """Say whether somebody takes part in opening a number, as head or lead: in the role and on the very post.

    A role is given by administrators, a post by the directory. Whose password was set anew by a link waits a day.
    """
    if actor.person_id is None or not actor.units_as(role):
        return False
    is_there = actor.person_id == watch.holder_of_post(desk, role)
    return is_there and not has_reset_since(actor.account_id, clock.now() - TRUSTED_AFTER)


def may_decide_opening(actor: Actor, opening: Opening) -> bool:
    """Say whether somebody may approve opening a case: another person than who asked, and not the one concerned."""
    other = actor.account_id != opening.asked_by_id
    return opening.state == Asked.ASKED and other and Role.LEAD in actor.roles and not is_own(actor, opening.case)


def may_read_opening(actor: Actor, opening: Opening) -> bool:
    """Say whether somebody may read what was approved to be opened: who asked, for half an hour from the first look."""
    if actor.account_id != opening.asked_by_id or opening.state != Asked.APPROVED or opening.decided_at is None:
        return False
    return clock.now() < (opening.open_until or opening.decided_at + watch.LOOK_WITHIN)


def may_show_contact(one: Case) -> bool:
    """Say whether an institution may see how to reach somebody: as long as the case goes on."""
    return is_live(one)


def may_change_details(one: Case) -> bool:
    """Say whether a person may correct what they asked for: until the institution has called."""
    return one.state == State.REQUESTED


def may_decide_reopening(actor: Actor, asked: Reopening) -> bool:
    """Say whether somebody may open a settled month again: the lead, and never who asked."""
    return asked.state == Asked.ASKED and Role.LEAD in actor.roles and actor.account_id != asked.asked_by_id


def waits_for_reopening(settled: Settlement, asked: Iterable[Reopening]) -> bool:
    """Say whether somebody has asked already to open a settled month again."""
    place = (settled.provider_id, settled.month)
    return any(one.state == Asked.ASKED and (one.provider_id, one.month) == place for one in asked)


def may_price_from(day: date, last_settled: str) -> bool:
    """Say whether a price may begin, or be taken back, that begins on a day: no month from then on is settled."""
    return f"{day:%Y-%m}" > last_settled


def may_remove_rule(rule: Rule) -> bool:
    """Say whether a rule may be taken back: as long as it holds for no day yet."""
    return rule.valid_from > clock.today()


def purge_from(year: int) -> tuple[date, date]:
    """Return from when settled cases of a year are destroyed, and the day by which all are."""
    return date(year + 1, PURGE_MONTH, 1), date(year + 1, PURGE_MONTH, PURGE_DAY)
