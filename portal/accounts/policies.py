"""Who may sign in, how often one may try, and how long a session lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.accounts import queries
from portal.accounts.models import Account, GrantRequest, Purpose, opens_portal
from portal.core import clock
from portal.core.actors import Actor, Role

SENSITIVE = frozenset({Role.COUNSELOR, Role.PROVIDER, Role.ADMIN})
"""Roles whose sessions end sooner when nothing is done."""

THROTTLE_PERIOD = timedelta(minutes=5)
FAILURES_PER_ACCOUNT = 5
FAILURES_PER_ADDRESS = 20
RENEWAL_PERIOD = timedelta(minutes=1)
ATTEMPTS_KEPT = timedelta(days=1)
CONFIRMED_FOR = timedelta(minutes=10)
LINK_LASTS = {Purpose.SIGN_IN: timedelta(days=7), Purpose.PASSWORD: timedelta(days=1)}
INVITING = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD})
"""Roles that let candidates and contract institutions in; everybody else is an administrator's matter."""
FROM_OUTSIDE = ({Role.CANDIDATE}, {Role.PROVIDER})
"""What somebody from outside may hold whom an officer let in: one of these and nothing besides."""
GIVEN = frozenset(Role) - {Role.EMPLOYEE}
"""Roles that are given; an official is one without it."""
BY_ONE = frozenset({Role.INSTITUTION, Role.DUTY, Role.REPORTER, Role.CANDIDATE})
"""Roles that neither decide on people nor reach what is sealed: one administrator gives them."""
BY_TWO = GIVEN - BY_ONE
"""Roles that one administrator asks for and another gives; into such an account nobody gets alone by a new password."""
FOR_A_UNIT = GIVEN - {Role.ADMIN, Role.AUDITOR, Role.PROVIDER, Role.CANDIDATE, Role.PRIVACY}
"""Roles that are held for a unit and those below it."""
WATCHING = frozenset({Role.ADMIN, Role.AUDITOR})
WATCHED = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD, Role.COUNSELOR, Role.PROVIDER})
"""Whoever gives rights or reads the trail does none of the work that is given or read."""
ALONE = frozenset({Role.PROVIDER, Role.CANDIDATE})
"""Roles of people from outside, who hold nothing besides."""


@dataclass(frozen=True)
class Timing:
    """How long a session lasts without use, in the hands of a sensitive role, and at most."""

    idle: timedelta
    idle_sensitive: timedelta
    longest: timedelta

    def idle_of(self, roles: Iterable[Role]) -> timedelta:
        """Return how long somebody with these roles may do nothing."""
        return min(self.idle, self.idle_sensitive) if SENSITIVE.intersection(roles) else self.idle

    def end(self, *, created_at: datetime, last_seen_at: datetime, roles: Iterable[Role]) -> datetime:
        """Return when a session ends if nothing more is done."""
        return min(last_seen_at + self.idle_of(roles), created_at + self.longest)


def may_try_to_log_in(login_id: str, address: str) -> bool:
    """Say whether neither the account nor the address failed too often in the last minutes."""
    of_account, of_address = queries.failures_since(clock.now() - THROTTLE_PERIOD, login_id, address)
    return of_account < FAILURES_PER_ACCOUNT and of_address < FAILURES_PER_ADDRESS


def may_try_a_link(address: str) -> bool:
    """Say whether the address did not fail too often in the last minutes."""
    return queries.failures_since(clock.now() - THROTTLE_PERIOD, "", address)[1] < FAILURES_PER_ADDRESS


def may_come_by_office(account: Account) -> bool:
    """Say whether the office's sign-on opens an account: it is open, and an official's whose first day has come."""
    person = account.person
    if person is None or not opens_portal(is_active=account.is_active, person_state=person.state):
        return False
    return queries.has_begun(person.hired_on)


def is_confirmed(confirmed_at: datetime | None) -> bool:
    """Say whether somebody proved a short while ago who they are."""
    return confirmed_at is not None and clock.now() - confirmed_at < CONFIRMED_FOR


def may_manage_accounts(actor: Actor) -> bool:
    """Say whether somebody may create and close accounts and grant roles."""
    return actor.is_everywhere(Role.ADMIN)


def may_grant_to(actor: Actor, account_id: int) -> bool:
    """Say whether somebody may change an account's roles; nobody changes their own."""
    return may_manage_accounts(actor) and actor.account_id != account_id


def may_hold_together(role: Role, held: Iterable[Role]) -> bool:
    """Say whether a role goes with those that somebody holds already."""
    others = set(held) - {role, Role.EMPLOYEE}
    if others and (role in ALONE or others & ALONE):
        return False
    return not (role in WATCHING and others & WATCHED) and not (role in WATCHED and others & WATCHING)


def may_be_held_by(role: Role, account: Account) -> bool:
    """Say whether a role is for such an account: those of the office for officials, the others for people from outside.

    An official has one account, so that nobody gives a role to a second account of their own.
    """
    return (account.person_id is None) == (role in ALONE)


def may_decide_request(actor: Actor, asked: GrantRequest) -> bool:
    """Say whether somebody may give or refuse what was asked for: neither who asked nor whom it is for."""
    return may_grant_to(actor, asked.account_id) and actor.account_id != asked.asked_by_id


def may_approve_link(actor: Actor, account_id: int, made_by_id: int | None) -> bool:
    """Say whether somebody may let a link work that another administrator made for a third."""
    return may_grant_to(actor, account_id) and actor.account_id != made_by_id


def may_invite_candidates(actor: Actor) -> bool:
    """Say whether somebody may make accounts for candidates."""
    return bool(actor.roles & INVITING) or may_manage_accounts(actor)


def may_see_off(actor: Actor, account: Account) -> bool:
    """Say whether somebody may turn a candidate's account into an official's: who invites candidates, never one's own.

    A candidate whose time on the list is over may hold no role any more; other roles are an administrator's matter.
    """
    if actor.account_id == account.id:
        return False
    is_candidate = account.person_id is None and queries.roles_given(account.id) <= {Role.CANDIDATE}
    return may_manage_accounts(actor) or (may_invite_candidates(actor) and is_candidate)


def may_shut_out(actor: Actor, account: Account) -> bool:
    """Say whether somebody may end what an account from outside may do: who lets such people in, never one's own."""
    is_partner = account.person_id is None and queries.roles_given(account.id) <= {Role.PROVIDER}
    lets_in = bool(actor.roles & INVITING) and actor.account_id != account.id
    return may_see_off(actor, account) or (lets_in and is_partner)


def may_make_link(actor: Actor, account: Account) -> bool:
    """Say whether somebody may make a one-time link: an administrator for others, an officer for people from outside.

    A link for an institution opens what is sealed: like any far-reaching one it needs an administrator's approval.
    """
    if actor.account_id == account.id:
        return False
    invites = may_invite_candidates(actor) and account.person_id is None
    return may_manage_accounts(actor) or (invites and queries.roles_given(account.id) in FROM_OUTSIDE)
