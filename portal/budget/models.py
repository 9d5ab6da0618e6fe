"""Budget lines as the report prints them, and what was committed and spent."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class BudgetLine(Model):
    """One project of a year's budget; amounts in thousand won, None where nothing is printed."""

    __tablename__ = "budget_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    sort_order: Mapped[int]
    project: Mapped[str] = mapped_column(String(100))
    budget_items: Mapped[list[str]]
    original: Mapped[int]
    supplementary: Mapped[int | None]
    previous_final: Mapped[int]
    pages: Mapped[str] = mapped_column(String(40), default="")
    source_line: Mapped[str] = mapped_column(String(20), default="")


class Execution(Model):
    """What was committed (원인행위) and spent (지출) on a line up to a day, cumulative, in thousand won."""

    __tablename__ = "budget_execution"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    as_of: Mapped[date]
    committed: Mapped[int]
    spent: Mapped[int]
    source_line: Mapped[str] = mapped_column(String(20), default="")
