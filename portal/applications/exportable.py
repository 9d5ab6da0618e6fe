"""The queue as a spreadsheet: what its purpose needs, never an answer, and nothing of sensitive kinds."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from portal.applications.extra import in_words
from portal.applications.messages import MARK, STATUS, TAB
from portal.applications.queries import exported, queue
from portal.applications.queue_forms import filters_from, query_of
from portal.core.actors import Actor, Role
from portal.core.korean import kdate
from portal.core.sheets import Column, Value
from portal.exports.lists import NUMBER, ExportableList, Filters, Purpose, Rows, Subject, lined_up
from portal.exports.models import FileFormat

BOTH = (FileFormat.XLSX, FileFormat.HWPX)
HANDLERS = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD})
SIGNATURE = Column("서명", width=14)
NAME, GRADE, OFFICE, STATE = Column("성명"), Column("직급"), Column("소속"), Column("상태")
PROGRAM, ROUND, RECEIPT = Column("프로그램"), Column("차수"), Column("접수번호", is_code=True)
SENT, HIRED, PLACE, MOBILE = Column("접수일시"), Column("최초임용일"), Column("순번"), Column("휴대전화", is_code=True)
ANSWERS = Column("추가 질문과 답", width=60)
SENT_ON, ELIGIBLE = Column("접수일"), Column("재직기간 등 확인")
VALUES: dict[Column, Callable[[Any], Value]] = {
    NAME: lambda row: row.name,
    GRADE: lambda row: row.grade,
    OFFICE: lambda row: row.office,
    PROGRAM: lambda row: row.program,
    ROUND: lambda row: row.round,
    RECEIPT: lambda row: row.receipt_no,
    SENT: lambda row: row.submitted_at,
    SENT_ON: lambda row: row.submitted_at.date(),
    HIRED: lambda row: row.hired_on,
    PLACE: lambda row: row.place,
    MOBILE: lambda row: row.mobile,
    STATE: lambda row: STATUS[row.status],
    ELIGIBLE: lambda row: row.eligibility_words,
    SIGNATURE: lambda row: "",
    ANSWERS: lambda row: "\n".join(f"{label}: {words}" for label, words in in_words(row.extra)),
}


ATTACHED = "대상자 명단"


class QueueList(ExportableList):
    """What the officers' queue shows under the same filters."""

    key = "queue"
    label = "신청 목록"
    page = "/admin/applications"
    note = (
        "신청서에 적은 내용은 차수의 추가 질문만 ‘추가 질문 답변 정리’에 넣고, "
        "상담처럼 비밀로 지키는 신청은 넣지 않습니다."
    )
    roles = HANDLERS
    purposes = (
        Purpose(
            "selection",
            "선정 심사·결재 자료",
            (NUMBER, RECEIPT, NAME, GRADE, OFFICE, HIRED, ELIGIBLE, PROGRAM, ROUND, SENT, PLACE, STATE),
            formats=BOTH,
        ),
        Purpose(
            "answers", "추가 질문 답변 정리", (NUMBER, RECEIPT, NAME, GRADE, OFFICE, PROGRAM, ROUND, STATE, ANSWERS)
        ),
        Purpose("attached", "공문 붙임 명단", (NUMBER, OFFICE, GRADE, NAME), formats=BOTH),
        Purpose("contact", "대상자 안내·연락", (NUMBER, NAME, OFFICE, MOBILE, PROGRAM, ROUND, STATE), most_rows=300),
        Purpose("attendance", "출석부·명찰", (NUMBER, OFFICE, GRADE, NAME, SIGNATURE), formats=BOTH),
        Purpose("statistics", "통계(성명 제외)", (PROGRAM, ROUND, OFFICE, GRADE, SENT_ON, STATE), most_rows=5_000),
    )

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the filters as the page's address has them."""
        return dict(parse_qsl(query_of(filters_from(given))))

    def words(self, actor: Actor, filters: Filters) -> str:
        """Say what the filters choose."""
        f = filters_from(filters)
        parts = [
            TAB[f.tab],
            _named(actor, f),
            f"소속 ‘{f.office}’" if f.office else "",
            f"직급 ‘{f.grade}’" if f.grade else "",
            f"{kdate(f.since)}부터 대기" if f.since else "",
            f"찾은 말 ‘{f.q}’" if f.q else "",
            MARK.get(f.mark, ""),
        ]
        return ", ".join(part for part in parts if part)

    def title(self, actor: Actor, filters: Filters, purpose: Purpose) -> str:
        """Name the program or round that the list is of; an attachment to a letter needs no more."""
        named = _named(actor, filters_from(filters))
        return f"{named} {ATTACHED}".strip() if purpose.key == "attached" else self.label

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the rows without those of sensitive kinds."""
        return exported.count_to_export(actor, filters_from(filters))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the rows in the order of the page."""
        return lined_up(exported.rows_to_export(actor, filters_from(filters)), purpose, VALUES)

    def subjects(self, actor: Actor, filters: Filters, purpose: Purpose) -> Iterable[Subject]:
        """Return the applicants whose names stand in the file."""
        if NAME in purpose.columns:
            yield from map(Subject, exported.people_to_export(actor, filters_from(filters)))

    def owner_unit_id(self, actor: Actor, filters: Filters) -> int | None:
        """Return the team that owns the program; of several programs, the one the actor handles or belongs to."""
        handled = sorted(actor.units_as(*HANDLERS))
        return exported.owner_of(filters_from(filters)) or next(iter(handled), actor.unit_id)


def _named(actor: Actor, f: queue.Filters) -> str:
    """Name the round or program that filters choose; nothing when they choose several."""
    rounds = queue.rounds_in_queue(actor)
    if f.round is not None:
        return next((f"{title} {name}" for _, title, round_, name in rounds if round_ == f.round), "")
    return next((title for program, title, _, _ in rounds if program == f.program), "")
