"""Which parts of the seed are in the database."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class SeedPart(Model):
    """A part of the seed that has been loaded; it is never loaded again."""

    __tablename__ = "seed_part"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    loaded_at: Mapped[datetime]
