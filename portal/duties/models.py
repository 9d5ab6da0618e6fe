"""The division's functions and the teams that answer for them."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Model
from portal.directory.models import Post, Unit


class Function(Model):
    """One function of a division as its report prints it (주요 기능)."""

    __tablename__ = "function"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sort_order: Mapped[int]
    text: Mapped[str] = mapped_column(String(120))
    source_line: Mapped[str] = mapped_column(String(20), default="")

    teams: Mapped[list["FunctionTeam"]] = relationship(back_populates="function", order_by="FunctionTeam.sort_order")


class FunctionTeam(Model):
    """A team answers for a function, with a main and a deputy post."""

    __tablename__ = "function_team"
    __table_args__ = (UniqueConstraint("function_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    function_id: Mapped[int] = mapped_column(ForeignKey("function.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    main_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    deputy_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    sort_order: Mapped[int] = mapped_column(default=0)

    function: Mapped[Function] = relationship(back_populates="teams")
    unit: Mapped[Unit] = relationship()
    main_post: Mapped[Post | None] = relationship(foreign_keys=[main_post_id])
    deputy_post: Mapped[Post | None] = relationship(foreign_keys=[deputy_post_id])
