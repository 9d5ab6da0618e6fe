"""What happens to accounts and sessions, past tense; listeners read it in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.core.actors import Actor


@dataclass(frozen=True)
class SignedIn:
    """Somebody logged in, by a password, a link or the office's sign-on; the actor carries the address."""

    actor: Actor
    way: str


@dataclass(frozen=True)
class SignInFailed:
    """Somebody at the visitor's address could not log in; ``account_id`` is None for an unknown number."""

    visitor: Actor
    login_id: str
    account_id: int | None
    way: str


@dataclass(frozen=True)
class SignedOut:
    """Somebody logged out."""

    actor: Actor


@dataclass(frozen=True)
class AccountCreated:
    """An account came to be."""

    actor: Actor
    account_id: int


@dataclass(frozen=True)
class PasswordChanged:
    """An account has a new password; all its sessions have ended."""

    actor: Actor
    account_id: int


@dataclass(frozen=True)
class AccountDeactivated:
    """An account was closed; all its sessions have ended."""

    actor: Actor
    account_id: int
    reason: str


@dataclass(frozen=True)
class RoleGranted:
    """An account holds a role from a day on."""

    actor: Actor
    grant_id: int
    account_id: int
    role: str
    unit_id: int | None
    valid_from: date
    valid_to: date | None
    reason: str


@dataclass(frozen=True)
class RoleRevoked:
    """A grant ends on a day, for a reason."""

    actor: Actor
    grant_id: int
    account_id: int
    role: str
    unit_id: int | None
    valid_to: date
    reason: str


@dataclass(frozen=True)
class LinkMade:
    """Somebody made a one-time link for an account."""

    actor: Actor
    account_id: int
    link_id: int
    purpose: str
    expires_at: datetime


@dataclass(frozen=True)
class LinkApproved:
    """A second administrator let a one-time link work."""

    actor: Actor
    account_id: int
    link_id: int


@dataclass(frozen=True)
class LinkRevoked:
    """A one-time link stopped working before it was used."""

    actor: Actor
    account_id: int
    link_id: int


@dataclass(frozen=True)
class LinkRefused:
    """Somebody at the visitor's address tried a link that does not work."""

    visitor: Actor


@dataclass(frozen=True)
class Confirmed:
    """Somebody proved once more who they are, by a password or at the office's sign-on."""

    actor: Actor
    way: str


@dataclass(frozen=True)
class PasswordReset:
    """From the server's terminal an account got a password that must be changed at the log-in."""

    actor: Actor
    account_id: int


@dataclass(frozen=True)
class JoinedStaff:
    """The account of a candidate became an official's."""

    actor: Actor
    account_id: int


@dataclass(frozen=True)
class LeftStaff:
    """The account of an official became a candidate's again: the appointment was taken back."""

    actor: Actor
    account_id: int


@dataclass(frozen=True)
class AccountReopened:
    """A closed account may be used again."""

    actor: Actor
    account_id: int
    reason: str


@dataclass(frozen=True)
class AccountUnlocked:
    """An account that was stopped by wrong passwords may be tried again at once."""

    actor: Actor
    account_id: int


@dataclass(frozen=True)
class SessionsEnded:
    """Some sessions of an account were ended, by its owner or by an administrator."""

    actor: Actor
    account_id: int
    count: int


@dataclass(frozen=True)
class RightAsked:
    """An administrator asked for a right that another one gives."""

    actor: Actor
    request_id: int
    account_id: int
    role: str
    reason: str


@dataclass(frozen=True)
class RightDecided:
    """What was asked for was given, refused or taken back."""

    actor: Actor
    request_id: int
    account_id: int
    role: str
    state: str
    asked_by_id: int
    note: str


@dataclass(frozen=True)
class RightsReviewed:
    """Somebody has gone through all rights of a quarter."""

    actor: Actor
    quarter: str
    rights: int
