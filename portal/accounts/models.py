"""Accounts, grants of roles, sessions and tries to log in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.actors import Role
from portal.core.db import Model
from portal.directory.models import Person, ServiceState


class Account(Model):
    """A way to log in; ``login_id`` is the personal number, or a short name for the demonstration's personas.

    ``generation`` moves when the password changes or the account is closed; sessions of an older one are dead.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    generation: Mapped[int] = mapped_column(default=1)
    last_login_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()


class Grant(Model):
    """A role, for one unit and its descendants or (None) everywhere, from ``valid_from`` to before ``valid_to``."""

    __tablename__ = "grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class WebSession(Model):
    """One browser's session on the server; the cookie holds a random id, this row its SHA-256."""

    __tablename__ = "web_session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    generation: Mapped[int] = mapped_column(default=0)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(45), default="")
    user_agent: Mapped[str] = mapped_column(String(200), default="")


class LoginAttempt(Model):
    """One failed try to log in; kept for the throttle."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index("ix_login_attempt_login_id_at", "login_id", "at"),
        Index("ix_login_attempt_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45))
    at: Mapped[datetime]


def opens_portal(*, is_active: bool, person_state: str | None) -> bool:
    """Say whether an account opens the portal: it is not closed, and its official has not retired."""
    return is_active and person_state != ServiceState.RETIRED
