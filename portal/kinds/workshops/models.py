"""What a participant of a workshop tells besides the common facts."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class WorkshopDetails(Model):
    """A participant's answers; one row per application."""

    __tablename__ = "workshop_details"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    boarding: Mapped[str] = mapped_column(String(30))
    nights: Mapped[list[str]]
    roommate: Mapped[str] = mapped_column(String(60), default="")
    diet: Mapped[str] = mapped_column(String(200), default="")
    emergency: Mapped[str] = mapped_column(String(60))
    size: Mapped[str] = mapped_column(String(10), default="")
    expectation: Mapped[str] = mapped_column(String(300), default="")
    duty_arranged: Mapped[bool]
