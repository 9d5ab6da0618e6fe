"""Who may sign in, how often one may try, and how long a session lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.accounts import queries
from portal.core import clock
from portal.core.actors import Actor, Role

SENSITIVE = frozenset({Role.COUNSELOR, Role.PROVIDER, Role.ADMIN})
"""Roles whose sessions end sooner when nothing is done."""

THROTTLE_PERIOD = timedelta(minutes=5)
FAILURES_PER_ACCOUNT = 5
FAILURES_PER_ADDRESS = 20
RENEWAL_PERIOD = timedelta(minutes=1)
ATTEMPTS_KEPT = timedelta(days=1)


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


def may_manage_accounts(actor: Actor) -> bool:
    """Say whether somebody may create and close accounts and grant roles."""
    return actor.is_everywhere(Role.ADMIN)


def may_change_password(actor: Actor, account_id: int) -> bool:
    """Say whether somebody may set an account's password: one's own, or as an administrator."""
    return actor.account_id == account_id or may_manage_accounts(actor)


def may_grant_to(actor: Actor, account_id: int) -> bool:
    """Say whether somebody may change an account's roles; nobody changes their own."""
    return may_manage_accounts(actor) and actor.account_id != account_id
