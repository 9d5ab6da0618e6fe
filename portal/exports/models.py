"""What was taken away: each file with who, why, what, how many, and the fingerprint of its bytes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model, public_id_column


class ExportStatus(StrEnum):
    """Where a file stands: waiting for the second person, ready to be fetched, refused, or gone."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"
    EXPIRED = "expired"


class FileFormat(StrEnum):
    """What kind of file it is."""

    XLSX = "xlsx"
    HWPX = "hwpx"


class Export(Model):
    """A list taken as a file, or asked for; it stays when the file is gone.

    ``rights`` are the roles with which it was made: whoever lost one of them no longer fetches the file.
    ``stored_as`` is empty until the file is made and after it is deleted; ``key`` is the form's, so that a form sent
    twice makes one.
    """

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint("row_count >= 0", name="rows_not_negative"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> account_id", name="decided_by_another"),
        Index("ix_export_account_id_requested_at", "account_id", "requested_at"),
        Index("ix_export_status_expires_at", "status", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id_column()
    key: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(80))
    list_key: Mapped[str] = mapped_column(String(30))
    list_label: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(30))
    purpose_label: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(300))
    file_format: Mapped[FileFormat] = mapped_column(String(4), default=FileFormat.XLSX, server_default=FileFormat.XLSX)
    filters: Mapped[dict[str, Any]]
    filter_words: Mapped[str] = mapped_column(String(400), default="")
    columns: Mapped[list[str]]
    row_count: Mapped[int]
    rights: Mapped[list[str]]
    owner_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    status: Mapped[ExportStatus] = mapped_column(String(10))
    requested_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by_name: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(String(300), default="")
    file_name: Mapped[str] = mapped_column(String(160), default="")
    stored_as: Mapped[str] = mapped_column(String(64), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    downloads: Mapped[int] = mapped_column(default=0)
    downloaded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ExportSubject(Model):
    """Somebody whose personal data a file holds; their own page tells them of it."""

    __tablename__ = "export_subject"
    __table_args__ = (
        Index("ix_export_subject_export_id", "export_id"),
        Index("ix_export_subject_person_id", "person_id"),
        Index("ix_export_subject_record", "record"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(ForeignKey("export.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    record: Mapped[str] = mapped_column(String(32), default="")
