"""The report's own words, its plans and its budget table."""

from typing import Any

from sqlalchemy import select

from portal.budget.models import BudgetLine, Execution
from portal.core.db import db
from portal.programs.models import Program
from portal.reports.models import PlanGroup, PlanItem, ReportText
from portal.seeding import queries
from portal.seeding.division import facts, line, repaired, repaired_pages
from portal.seeding.programs import YEAR
from portal.seeding.rows import Rows
from portal.seeding.staff import AS_OF


def load_texts(rows: Rows) -> None:
    """Load what the report says in words, and its date, structure and headcount as printed."""
    report = facts()["report"]
    _texts(rows, "title", [report["title"]])
    _texts(rows, "section", report["sections"])
    _texts(rows, "purpose", report["purpose"])
    _texts(rows, "legal_basis", report["legal_basis"])
    _texts(rows, "as_of", [facts()["meta"]["as_of"]])
    _texts(rows, "structure", [facts()["organization"]["structure"]])
    _texts(rows, "headcount", facts()["headcount"]["rows"])
    authors = [{**contact, "printed": contact["role_printed"] or ""} for contact in facts()["contacts"]]
    _texts(rows, "author", authors)
    budget = facts()["budget"]
    _texts(rows, "budget_unit", [{"printed": budget["unit_printed"], "source_line": budget["source_line"]}])


def _texts(rows: Rows, section: str, printed: list[dict[str, Any]]) -> None:
    for order, fact in enumerate(printed):
        rows.add(
            ReportText,
            section=section,
            sort_order=order,
            level=fact.get("level"),
            text=repaired(fact["printed"]).removeprefix("□ "),
            source_line=line(fact["source_line"]),
        )


def load_plans(rows: Rows) -> None:
    """Load the plans under their headings."""
    programs = dict(db.session.execute(select(Program.key, Program.id)).all())
    for group_order, group in enumerate(facts()["plans"]):
        group_id = rows.add(
            PlanGroup,
            title=repaired(group["group_printed"]),
            sort_order=group_order,
            source_line=line(group["group_source_line"]),
        )
        for order, item in enumerate(group["items"]):
            rows.add(
                PlanItem,
                group_id=group_id,
                program_id=programs.get(item["program"]),
                sort_order=order,
                title=repaired(item["printed"]).partition(": '")[0],
                printed=item["printed"],
                start_month=item["start_month"] or "",
                end_month=item["end_month"] or "",
                round_number=item.get("round"),
                source_line=line(item["source_line"]),
            )


def load_budget(rows: Rows) -> None:
    """Load the budget lines and what was spent by the report's date."""
    unit_id = queries.division_unit_ids()[queries.DIVISION]
    for order, row in enumerate(facts()["budget"]["rows"]):
        printed_on = line(row["source_line"])
        line_id = rows.add(
            BudgetLine,
            unit_id=unit_id,
            year=YEAR,
            sort_order=order,
            project=row["project"],
            budget_items=[repaired(item) for item in row["budget_items_printed"]],
            original=row["a"],
            supplementary=row["b"],
            previous_final=row["final_2024"],
            pages=repaired_pages(row["pages_printed"]),
            source_line=printed_on,
        )
        spent = {"committed": row["committed"], "spent": row["spent"], "source_line": printed_on}
        rows.add(Execution, line_id=line_id, as_of=AS_OF, **spent)
