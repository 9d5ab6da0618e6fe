"""Accounts for everybody in a demonstration, with one password, and the roles of those who have one."""

from typing import Any

from sqlalchemy import select

from portal.accounts.models import Account, Grant
from portal.accounts.passwords import hashed
from portal.config import DEMO_PASSWORD
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Assignment, Post, Unit
from portal.directory.queries import in_force
from portal.seeding import queries
from portal.seeding.division import words
from portal.seeding.organization import KNOWN_FROM
from portal.seeding.rows import Rows

_REASON = "체험 자료"
_TEAM_WORDS = {
    "인사팀": ("인사상담", "인사모니터링", "책임보험", "심리상담"),
    "인재개발팀": ("멘토링", "워크숍", "실무수습", "교육훈련"),
}
_NOT_OFFICERS = ("9234",)
"""Who counsels sees her own cases and not the queue of the team."""


def load(rows: Rows) -> None:
    """Load one account a person; the people of the demonstration log in with short names."""
    short = _short_log_in_ids()
    password_hash = hashed(DEMO_PASSWORD)
    accounts: dict[int, int] = {}
    for person_id, personal_no, name in queries.people_without_account():
        accounts[person_id] = rows.add(
            Account,
            login_id=short.get(person_id, personal_no),
            person_id=person_id,
            name=name,
            password_hash=password_hash,
            is_demo=True,
        )
    sitting = _main_units()
    for person_id, role, unit_id in _roles():
        rows.add(
            Grant,
            account_id=accounts[person_id],
            role=role,
            unit_id=unit_id,
            home_unit_id=_home(sitting[person_id], unit_id),
            valid_from=KNOWN_FROM,
            reason=_REASON,
        )


def _main_units() -> dict[int, Unit]:
    """Return the unit of everybody's main post on the day of the demonstration."""
    chosen = (
        select(Assignment.person_id, Unit)
        .join(Post, Post.id == Assignment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Assignment.is_main, in_force(Assignment, on=queries.KNOWN_ON))
    )
    return dict(db.session.execute(chosen).all())


def _home(sits_in: Unit, unit_id: int | None) -> int:
    """Return the unit a right hangs on: its own if the person sits there or below, else the one of the main post."""
    return unit_id if unit_id is not None and f"/{unit_id}/" in sits_in.path else sits_in.id


def personas() -> dict[str, int]:
    """Return the people of the demonstration by log-in id."""
    return {login_id: person_id for person_id, login_id in _short_log_in_ids().items()}


def _short_log_in_ids() -> dict[int, str]:
    cast: dict[str, Any] = words("personas")
    people = queries.people_by_extension()
    ids = {people[extension]: login_id for login_id, extension in cast["division"].items()}
    for row in cast["person"]:
        if "login_id" in row:
            ids[queries.assignment_at(row["unit"], row["at"]).person_id] = row["login_id"]
    return ids


def _roles() -> list[tuple[int, Role, int | None]]:
    people, units, cast = queries.people_by_extension(), queries.division_unit_ids(), personas()
    roles: list[tuple[int, Role, int | None]] = [
        (people["9230"], Role.LEAD, units["인사팀"]),
        (people["9301"], Role.LEAD, units["인재개발팀"]),
        (cast["head"], Role.HEAD, units[queries.DIVISION]),
        (cast["counselor"], Role.COUNSELOR, units["인사팀"]),
        (cast["duty"], Role.DUTY, units[queries.DIVISION]),
        (cast["reporter"], Role.REPORTER, units[queries.DIVISION]),
        (cast["sysadmin"], Role.ADMIN, None),
        (cast["auditor"], Role.AUDITOR, None),
        (cast["privacy"], Role.PRIVACY, None),
    ]
    excepted = {people[extension] for extension in _NOT_OFFICERS}
    for team, duties in _TEAM_WORDS.items():
        officers = queries.clerks_with_duty(units[team], duties) - excepted
        roles += [(person_id, Role.OFFICER, units[team]) for person_id in sorted(officers)]
    return roles + [(person, Role.INSTITUTION, unit) for unit, person in queries.managers_of_institutions().items()]
