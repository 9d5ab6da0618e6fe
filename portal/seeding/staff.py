"""The division's people: the five its report prints, and in a demonstration the rest of the 79."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from portal.directory.models import Assignment, Category, Duty, Person, Post
from portal.duties.models import Function, FunctionTeam
from portal.seeding import queries
from portal.seeding.division import facts, invented, line, words
from portal.seeding.organization import KNOWN_FROM
from portal.seeding.rows import Rows

CATEGORIES = {"일반직": Category.GENERAL, "교육전문직": Category.EDUCATION, "별정": Category.SPECIAL}
AS_OF = date(2025, 7, 31)
_SERIES = {"기록연구사": "기록연구", "전문경력관": "비상대비", "초등": "교육전문", "중등": "교육전문", "별정": "별정직"}
_GRADES = {"초등": "장학사", "중등": "장학사", "별정": "별정직"}
_HEADS = ("과장", "팀장")


@dataclass
class Loader:
    """Makes a person with post, assignment and duties from one row of the division's list."""

    rows: Rows
    dice: Random
    units: dict[str, int] = field(default_factory=lambda: queries.division_unit_ids())
    made: int = 0

    def add(self, row: dict[str, Any], source_line: str = "") -> None:
        """Add one row; who is printed keeps the line and nothing that the report does not say."""
        self.made += 1
        is_fictional = bool(row["fictional"])
        person_id = self.rows.add(
            Person,
            **self._person(row, is_fictional),
            is_fictional=is_fictional,
            source_line=source_line,
            updated_on=AS_OF,
        )
        unit_id = self.units[row["team"] or queries.DIVISION]
        title = row["title"] if row["title"] != "주무관" else ""
        post_id = self.rows.add(
            Post,
            unit_id=unit_id,
            title=title,
            is_head=title in _HEADS,
            headcount_column=row["grade_column"],
            sort_order=self.made,
        )
        begins = self._begins(row["hired_on"])
        self.rows.add(
            Assignment,
            person_id=person_id,
            post_id=post_id,
            extension=row["ext"],
            location="본청",
            valid_from=begins,
            source_line=source_line,
        )
        self.give_duties(post_id, row)

    def _person(self, row: dict[str, Any], is_fictional: bool) -> dict[str, Any]:
        column = row["grade_column"]
        hired_on = date.fromisoformat(row["hired_on"]) if row["hired_on"] else None
        return {
            "personal_no": queries.personal_number(self.made),
            "name": row["name"],
            "category": CATEGORIES[row["category"]],
            "series": _SERIES.get(column, "교육행정"),
            "grade": _GRADES.get(column, column),
            "gender": self.dice.choice("FM") if is_fictional else "",
            "hired_on": hired_on,
            "mobile": mobile(self.dice) if is_fictional else "",
            "email": email(queries.personal_number(self.made)) if is_fictional else "",
        }

    def _begins(self, hired_on: str | None) -> date:
        if hired_on is None:
            return KNOWN_FROM
        arrived = date(self.dice.choice((2022, 2023, 2024)), self.dice.choice((1, 7)), 1)
        return max(arrived, date.fromisoformat(hired_on))

    def give_duties(self, post_id: int, row: dict[str, Any]) -> None:
        """Write down what a post does."""
        more = words("staff")["more_duties"].get(row["ext"], []) if row["duties"] else []
        for order, text in enumerate([*row["duties"], *more]):
            keywords = words("staff")["keywords"].get(text, "")
            self.rows.add(
                Duty,
                post_id=post_id,
                text=text,
                keywords=keywords,
                sort_order=order,
                is_main=order == 0,
                confirmed_on=AS_OF,
            )


def mobile(dice: Random) -> str:
    """Make up a mobile number."""
    return f"010-{dice.randrange(2000, 10000)}-{dice.randrange(10000):04}"


def email(personal_no: str) -> str:
    """Make up an address that no mail server will ever take (RFC 2606)."""
    return f"{personal_no.lower()}@sen.example"


def load_printed(rows: Rows) -> None:
    """Load the five people whom the report prints, without what it does not say of them.

    That the head is of grade 3 and the leaders of grade 5 follows from the headcount table.
    """
    loader = Loader(rows, Random("the printed five"))
    printed = {contact["name"]: contact for contact in facts()["contacts"]}
    for row in invented("staff")["rows"]:
        if row["name"] in printed:
            known = row if row["title"] in _HEADS else {**row, "grade_column": ""}
            loader.add({**known, "duties": []}, line(printed[row["name"]]["source_line"]))


def load_others(rows: Rows) -> None:
    """Load the people of the division that are invented, and what we assume of the printed ones."""
    held = queries.assignments_by_extension()
    loader = Loader(rows, Random("the other seventy-four"), made=len(held))
    for row in invented("staff")["rows"]:
        assignment = held.get(row["ext"])
        if assignment is None:
            loader.add(row)
        else:
            assignment.person.grade = assignment.post.headcount_column = row["grade_column"]
            loader.give_duties(assignment.post_id, row)


def load_functions(rows: Rows) -> None:
    """Load the printed functions and the teams that answer for them."""
    units = queries.division_unit_ids()
    teams = sorted(words("staff")["function"], key=lambda row: row["order"])
    for function in facts()["functions"]:
        function_id = rows.add(
            Function,
            unit_id=units[function["department"]],
            sort_order=function["order"],
            text=function["printed"],
            source_line=line(function["source_line"]),
        )
        for order, row in enumerate(row for row in teams if row["order"] == function["order"]):
            rows.add(FunctionTeam, function_id=function_id, unit_id=units[row["team"]], sort_order=order)


def appoint(_rows: Rows) -> None:
    """Say which posts answer for the functions, and who stands in for whom."""
    posts = queries.posts_by_extension()
    units = queries.division_unit_ids()
    for row in words("staff")["function"]:
        answer = queries.function_team(row["order"], units[row["team"]])
        answer.main_post_id = posts[row["main"]]
        answer.deputy_post_id = posts[row["deputy"]]
    for main, deputy in queries.neighbors_in_division():
        main.deputy_post_id = deputy
