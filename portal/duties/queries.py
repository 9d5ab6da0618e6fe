"""What each division does, which team answers for it, and whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from portal.core.db import db
from portal.core.korean import search_key
from portal.directory.models import Unit
from portal.directory.queries import Holder, holders_of, in_force
from portal.duties.models import Function, FunctionTeam


@dataclass(frozen=True)
class TeamRow:
    """A team that answers for a function, and who of it; a vacant post is None."""

    code: str
    name: str
    path: str
    is_assumed: bool
    main: Holder | None
    deputy: Holder | None


@dataclass(frozen=True)
class FunctionRow:
    """A function of a division as it is printed, with the teams that answer for it."""

    division: str
    division_path: str
    text: str
    teams: list[TeamRow]

    def says(self, key: str) -> bool:
        """Say whether a key stands in the function, a team or the name or number of somebody responsible."""
        people = [person for team in self.teams for person in (team.main, team.deputy) if person]
        texts = (self.text, self.division, *(team.name for team in self.teams), *(person.name for person in people))
        return any(key in search_key(text) for text in texts) or any(key == person.extension for person in people)

    def belongs_to(self, path: str) -> bool:
        """Say whether a unit answers for it: the division itself, or one of the teams."""
        return self.division_path == path or any(team.path.startswith(path) for team in self.teams)


def functions(*, matching: str = "", of_unit: Unit | None = None) -> list[tuple[str, list[FunctionRow]]]:
    """Return the divisions in their order, each with its functions and who answers for them today."""
    rows = _rows()
    posts = {post_id for row in rows for post_id in (row.main_post_id, row.deputy_post_id) if post_id}
    holders = holders_of(posts)
    found: dict[int, FunctionRow] = {}
    for row in rows:
        function = found.setdefault(row.id, FunctionRow(row.division, row.division_path, row.text, []))
        if row.team is not None:
            main, deputy = holders.get(row.main_post_id), holders.get(row.deputy_post_id)
            team = TeamRow(row.code, row.team, row.path, row.is_assumed, main, deputy)
            function.teams.append(team)
    key = search_key(matching)
    wanted = (
        one
        for one in found.values()
        if (not key or one.says(key)) and (of_unit is None or one.belongs_to(of_unit.path))
    )
    return [(division, list(rows)) for division, rows in groupby(wanted, lambda one: one.division)]


def _rows() -> Sequence[Row[*tuple[Any, ...]]]:
    division, team = aliased(Unit), aliased(Unit)
    return db.session.execute(
        select(
            Function.id,
            Function.text,
            division.name.label("division"),
            division.path.label("division_path"),
            FunctionTeam.main_post_id,
            FunctionTeam.deputy_post_id,
            team.code,
            team.name.label("team"),
            team.path,
            team.is_assumed,
        )
        .join(division, division.id == Function.unit_id)
        .outerjoin(FunctionTeam, FunctionTeam.function_id == Function.id)
        .outerjoin(team, (team.id == FunctionTeam.unit_id) & in_force(team))
        .where(in_force(division))
        .order_by(division.sort_order, Function.sort_order, FunctionTeam.sort_order, FunctionTeam.id)
    ).all()
