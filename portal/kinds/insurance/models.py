"""The contract."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Model


class InsuranceContract(Model):
    """A contract of a round as it stood on a day: the number of insured is a snapshot and never counted again.

    A later count of the same contract is another row with a later ``as_of``.
    """

    __tablename__ = "insurance_contract"
    __table_args__ = (
        UniqueConstraint("round_id", "as_of", name="uq_insurance_contract_one_count_a_day"),
        CheckConstraint("insured_count > 0", name="insures_somebody"),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    insurer: Mapped[str] = mapped_column(String(60), default="")
    insured_count: Mapped[int]
    insured_text: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date]
    first_day: Mapped[date]
    last_day: Mapped[date]
    coverage_text: Mapped[str] = mapped_column(String(600))
    is_fictional: Mapped[bool] = mapped_column(default=False)
    source_line: Mapped[str] = mapped_column(String(20), default="")
