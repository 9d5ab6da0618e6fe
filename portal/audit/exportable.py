"""The trail as a spreadsheet: what the auditor's page shows, and hidden what it hides."""

from typing import Any

from werkzeug.datastructures import MultiDict

from portal.audit import messages, queries
from portal.audit.forms import TrailForm
from portal.audit.models import AuditEntry
from portal.core.actors import Actor, Role
from portal.core.korean import kdate
from portal.core.sheets import Column
from portal.exports.lists import ExportableList, Filters, Purpose, Rows
from portal.exports.policies import MOST_ROWS

COLUMNS = (
    Column("일시"),
    Column("행위자"),
    Column("권한"),
    Column("행위"),
    Column("대상"),
    Column("대상자"),
    Column("바뀐 내용", width=48),
    Column("사유", width=32),
    Column("접속 주소", is_code=True),
)


class TrailList(ExportableList):
    """What /admin/audit shows; above the cap another auditor approves."""

    key = "trail"
    label = "감사 기록"
    page = "/admin/audit"
    roles = frozenset({Role.AUDITOR})
    approvers = (Role.AUDITOR, Role.HEAD)
    note = "상담처럼 비밀로 지키는 신청은 화면과 같이 대상자를 가리고 사유를 넣지 않습니다."
    purposes = (Purpose("audit", "감사", COLUMNS), Purpose("review", "월간 접속기록 점검", COLUMNS))

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the filters that the page would take."""
        form = TrailForm(MultiDict(dict(given)))
        form.validate()
        good = [field.name for field in form if field.data and not field.errors and field.name in given]
        return {name: str(given[name]) for name in good}

    def words(self, actor: Actor, filters: Filters) -> str:
        """Say what was looked for."""
        wanted = _wanted(filters)
        days = f"{_day(wanted.first_day, '처음')} ~ {_day(wanted.last_day, '지금')}"
        parts = [
            f"기간 {days}" if wanted.first_day or wanted.last_day else "",
            f"행위자 {wanted.who}" if wanted.who else "",
            f"행위 {messages.ACTION.get(wanted.action, wanted.action)}" if wanted.action else "",
            f"찾은 말 ‘{wanted.text}’" if wanted.text else "",
            "한 가지 대상" if wanted.object_ref else "",
        ]
        return ", ".join(part for part in parts if part)

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the acts."""
        return queries.count_of_acts(_wanted(filters))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the acts, the newest first."""
        for entry in queries.acts(_wanted(filters), count=MOST_ROWS).entries:
            yield _row(entry)

    def owner_unit_id(self, actor: Actor, filters: Filters) -> int | None:
        """Belong to no unit: whoever approves holds the role everywhere."""
        return None


def _wanted(filters: Filters) -> queries.Wanted:
    form = TrailForm(MultiDict(dict(filters)))
    form.validate()
    return queries.Wanted(**form.to_dict())


def _row(entry: AuditEntry) -> list[Any]:
    changes = (
        f"{label}: {before} → {after}" if before else f"{label}: {after}"
        for label, before, after in messages.changes(entry)
    )
    return [
        entry.at,
        messages.actor_name(entry),
        messages.roles(entry),
        messages.ACTION.get(entry.action, entry.action),
        f"{messages.OBJECT.get(entry.object_type, entry.object_type)} {entry.object_name}".strip(),
        messages.subject_name(entry),
        "\n".join(changes),
        entry.reason or (messages.HIDDEN if entry.is_sensitive else ""),
        messages.address(entry),
    ]


def _day(day: Any, otherwise: str) -> str:
    return kdate(day) if day else otherwise
