"""The trail of who did what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model
from portal.directory.models import Person


class AuditEntry(Model):
    """One act: who, when, on what, about whom, before and after, why; written once, never changed.

    ``is_sensitive`` marks acts on counseling and the like: their reasons and answers are never written here, and the
    subject's name is shown masked.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_object", "object_type", "object_ref"),
        Index("ix_audit_entry_action_id", "action", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    actor_name: Mapped[str] = mapped_column(String(40))
    actor_roles: Mapped[list[str]] = mapped_column(default=list)
    address: Mapped[str] = mapped_column(String(45), default="")
    action: Mapped[str] = mapped_column(String(40))
    object_type: Mapped[str] = mapped_column(String(30))
    object_ref: Mapped[str] = mapped_column(String(40))
    object_name: Mapped[str] = mapped_column(String(160), default="")
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(600), default="")
    is_sensitive: Mapped[bool] = mapped_column(default=False)

    subject: Mapped[Person | None] = relationship()


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse(_mapper: object, _connection: object, _entry: AuditEntry) -> None:
    raise RuntimeError("The audit trail is append-only.")


class AuditLink(Model):
    """The place of an entry in the chain: ``hash`` is SHA-256 over the hash before it and the whole entry.

    Triggers of the database refuse to change or delete entries and links (안전성 확보조치 기준 §8).
    """

    __tablename__ = "audit_link"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), unique=True)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditReview(Model):
    """The privacy officer's signature under a month of the trail."""

    __tablename__ = "audit_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(unique=True)
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    signed_by_name: Mapped[str] = mapped_column(String(40))
    signed_at: Mapped[datetime]
    remark: Mapped[str] = mapped_column(String(600), default="")
    figures: Mapped[dict[str, Any]]
