"""A document's list as a spreadsheet, in the order and the columns in which it is printed as an enclosure."""

import re
from collections.abc import Callable

from portal.applications.exportable import HANDLERS
from portal.applications.list_messages import LIST_WORD, tally
from portal.applications.messages import REASONS
from portal.applications.queries import lists
from portal.applications.queries.lists import ListRow
from portal.approvals.models import Document
from portal.approvals.policies import decision_is_final
from portal.approvals.queries.documents import document_or_missing
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.core.sheets import Column, Value
from portal.exports.lists import NUMBER, ExportableList, Filters, Purpose, Rows, lined_up

PUBLIC_ID = re.compile(r"[0-9a-f]{32}")
OFFICE, GRADE, NAME, RESULT = Column("소속"), Column("직급"), Column("성명"), Column("결과")
RANK, REMARK, GROUNDS = Column("예비 순번"), Column("비고"), Column("선정 근거", width=40)
VALUES: dict[Column, Callable[[ListRow], Value]] = {
    OFFICE: lambda row: row.office,
    GRADE: lambda row: row.grade,
    NAME: lambda row: row.name,
    RESULT: lambda row: LIST_WORD[row.action],
    RANK: lambda row: row.rank if row.action == "waitlist" else None,
    REMARK: lambda row: "",
    GROUNDS: lambda row: " · ".join(
        part for part in (row.grounds, *(REASONS[code] for code in row.reason_codes), row.note) if part
    ),
}


class DecisionList(ExportableList):
    """What a document's page shows."""

    key = "decisions"
    label = "선정 명단"
    page = "/approvals"
    unit = "명"
    note = "붙임 명단에는 선정과 예비만 넣고, 반려·미선정의 사유는 결재 자료에만 넣습니다."
    roles = HANDLERS
    purposes = (
        Purpose("enclosure", "공문 붙임", (NUMBER, OFFICE, GRADE, NAME, RESULT, RANK, REMARK)),
        Purpose("approval", "결재 자료", (NUMBER, OFFICE, GRADE, NAME, RESULT, RANK, GROUNDS)),
    )

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the document's address and nothing else."""
        named = given.get("document", "")
        return {"document": named} if PUBLIC_ID.fullmatch(named) else {}

    def words(self, actor: Actor, filters: Filters) -> str:
        """Name the document and its numbers."""
        document = _document(actor, filters)
        return f"{document.title} ({tally(lists.counts_of_document(document.id))})"

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the rows of the document."""
        return len(_rows(actor, filters))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the rows in the printed order; an enclosure names only who takes part or waits."""
        rows = _rows(actor, filters)
        if purpose.key == "enclosure":
            rows = [row for row in rows if row.action in ("approve", "waitlist")]
        return lined_up(rows, purpose, VALUES)

    def owner_unit_id(self, actor: Actor, filters: Filters) -> int | None:
        """Return the team that owns the program."""
        return _document(actor, filters).round.program.owner_unit_id


def _document(actor: Actor, filters: Filters) -> Document:
    document = document_or_missing(filters.get("document", ""))
    if not decision_is_final(actor, document.round.program.owner_unit):
        raise Missing
    return document


def _rows(actor: Actor, filters: Filters) -> list[ListRow]:
    document = _document(actor, filters)
    return [row for row in lists.rows_of_document(document.id) if row.person_id != actor.person_id]
