"""Who acts: all that a policy may know of a user."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The roles of the office (domain §3.1); a grant ties one to a person and, if need be, a unit."""

    EMPLOYEE = "employee"
    CANDIDATE = "candidate"
    INSTITUTION = "institution"
    OFFICER = "officer"
    LEAD = "lead"
    HEAD = "head"
    COUNSELOR = "counselor"
    PROVIDER = "provider"
    DUTY = "duty"
    REPORTER = "reporter"
    ADMIN = "admin"
    AUDITOR = "auditor"
    PRIVACY = "privacy"


@dataclass(frozen=True)
class Held:
    """One role in force today, for one unit or (None) everywhere."""

    role: Role
    unit_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """A person who is signed in, or nobody.

    ``unit_id`` is the unit of the main post today; ``address`` is the client's network address.
    """

    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    title: str = ""
    held: tuple[Held, ...] = field(default_factory=tuple)
    address: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held today, whatever their unit."""
        return frozenset(held.role for held in self.held)

    def units_as(self, *roles: Role) -> frozenset[int]:
        """Return the units for which one of the roles is held."""
        return frozenset(h.unit_id for h in self.held if h.role in roles and h.unit_id is not None)

    def is_everywhere(self, *roles: Role) -> bool:
        """Say whether one of the roles is held without a unit, that is for all of them."""
        return any(h.role in roles and h.unit_id is None for h in self.held)

    # What Flask-Login asks of a user.
    @property
    def is_authenticated(self) -> bool:
        """Say whether somebody is signed in."""
        return self.account_id is not None

    @property
    def is_active(self) -> bool:
        """Say whether the account may be used; a deactivated one never becomes an actor."""
        return self.is_authenticated

    @property
    def is_anonymous(self) -> bool:
        """Say whether nobody is signed in."""
        return not self.is_authenticated

    def get_id(self) -> str | None:
        """Return the account's id as the session keeps it."""
        return None if self.account_id is None else str(self.account_id)


NOBODY = Actor()
SYSTEM = Actor(name="시스템")
"""The portal itself, when time and not a person moves something."""
