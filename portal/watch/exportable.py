"""Allowances for duty as a spreadsheet: by the roster as it finally stood."""

from datetime import date

from portal.core.actors import Actor, Role
from portal.core.sheets import Column
from portal.exports.lists import NUMBER, ExportableList, Filters, Purpose, Rows
from portal.watch import messages, office, policies, queries
from portal.watch.months import month_in

NAME, GRADE, DAYS = Column("성명"), Column("직급"), Column("당직", width=48)
COUNT, AMOUNT = Column("횟수"), Column("금액(원)")
PAYING = Purpose("paying", "당직수당 지급", (NUMBER, NAME, GRADE, DAYS, COUNT, AMOUNT))


class AllowanceList(ExportableList):
    """What /admin/duty/ledger shows of allowances."""

    key = "duty-allowances"
    label = "당직수당"
    page = "/admin/duty/ledger"
    unit = "명"
    roles = frozenset({Role.DUTY, Role.HEAD})
    purposes = (PAYING,)

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep a month; without one it is this month."""
        return {"month": f"{_month(given):%Y-%m}"}

    def words(self, actor: Actor, filters: Filters) -> str:
        """Name the month."""
        return messages.month_name(_month(filters))

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the people."""
        return len(_lines(actor, filters))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return a line for everybody who was on duty in the month."""
        for number, line in enumerate(_lines(actor, filters), 1):
            yield [number, *line]


def _month(filters: Filters) -> date:
    return month_in(filters.get("month", ""))


def _lines(actor: Actor, filters: Filters) -> list[tuple[str, str, str, int, int]]:
    """Return the lines to who sits at the desk; to everybody else none."""
    setting = queries.setting()
    if setting is None or not (policies.runs(actor, setting.unit) or policies.commands(actor, setting.unit)):
        return []
    return office.allowances_of(_month(filters))
