"""Accounts, one-time links, grants of roles, sessions and tries to log in."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.actors import Role
from portal.core.db import Model
from portal.directory.models import Person, ServiceState


class Purpose(StrEnum):
    """What a one-time link is for."""

    SIGN_IN = "sign_in"
    PASSWORD = "password"  # noqa: S105 - a word for setting one


class Way(StrEnum):
    """How somebody came in."""

    PASSWORD = "password"  # noqa: S105 - a word for typing one
    LINK = "link"
    OFFICE = "office"


class Account(Model):
    """A way to log in; ``login_id`` is the personal number, or a short name for the demonstration's personas.

    ``generation`` moves when the password changes or the account is closed; sessions of an older one are dead.
    ``person_id`` is None for somebody from outside; an empty ``password_hash`` fits no password.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login_id: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    password_changed_at: Mapped[datetime | None]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str] = mapped_column(String(200), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    generation: Mapped[int] = mapped_column(default=1)
    last_login_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()


class OneTimeLink(Model):
    """A link that lets an account do one thing once; the address holds a random token, this row its SHA-256.

    One for an account with far-reaching rights works only after a second administrator has approved it.
    """

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    needs_second: Mapped[bool] = mapped_column(default=False)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Grant(Model):
    """A role, for one unit and its descendants or (None) everywhere, from ``valid_from`` to before ``valid_to``.

    With a ``home_unit_id`` it counts only while the person's main post is in that unit or below it. Rows are never
    deleted: the law wants them for three years.
    """

    __tablename__ = "grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(200))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    home_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    end_reason: Mapped[str] = mapped_column(String(200), default="")


class RequestState(StrEnum):
    """Where the asking for a right stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class GrantRequest(Model):
    """An administrator asks for a right that only another administrator may give."""

    __tablename__ = "grant_request"
    __table_args__ = (
        Index(
            "uq_grant_request_one_pending",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    follows_post: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(String(200))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(String(12), default=RequestState.PENDING, index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class GrantReview(Model):
    """An administrator has gone through all rights of a quarter ("2025-1")."""

    __tablename__ = "grant_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6), index=True)
    rights: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")
    done_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    done_at: Mapped[datetime]


class WebSession(Model):
    """One browser's session on the server; the cookie holds a random id, this row its SHA-256.

    ``confirmed_at`` is when the person last proved who it is, at the log-in or when asked again.
    """

    __tablename__ = "web_session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    generation: Mapped[int] = mapped_column(default=0)
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    way: Mapped[Way] = mapped_column(String(12), default=Way.PASSWORD)
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
