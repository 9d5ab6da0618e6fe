"""Requests about one's own data (개인정보 보호법 §35~§37)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.core.db import Model, public_id_column


class RequestKind(StrEnum):
    """What is asked for."""

    CORRECTION = "correction"
    DELETION = "deletion"
    CONSENT = "consent"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of it."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


class PrivacyRequest(Model):
    """One request; it is answered once, within ten days (개인정보 보호법 시행령 §41④, §43).

    It belongs to the account it came from, so that candidates may ask, and keep their requests when they are appointed.
    """

    __tablename__ = "privacy_request"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered_with_outcome"),
        Index("ix_privacy_request_answered_at_due_on", "answered_at", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    outcome: Mapped[Outcome | None] = mapped_column(String(8))
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_by_name: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int] = mapped_column(default=1)

    account: Mapped[Account] = relationship(foreign_keys=[account_id])

    __mapper_args__ = {"version_id_col": version}
