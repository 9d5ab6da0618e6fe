"""division.json says what source.txt prints, and its sums hold."""

import hashlib
import json
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from portal.seeding.division import DATA

DIVISION = json.loads((DATA / "division.json").read_text("utf-8"))
SOURCE = (DATA / "source.txt").read_text("utf-8")
LINES = SOURCE.split("\n")
PRINTED = (
    "printed", "title_printed", "group_printed", "period_printed", "note_printed", "target_printed", "unit_printed",
    "role_printed", "budget_items_printed_raw", "pages_printed", "label_printed",
)  # fmt: skip
OWN_LINE = {"group_printed": "group_source_line", "period_printed": "period_source_line"}
AMOUNTS = ("a", "b", "A", "final_2024", "committed", "spent")


def squeezed(text):
    return re.sub(r"[\s*]|</?(ul|li)>", "", text)


def printed_facts(node, path="division"):
    """Yield where it stands in the file, the words, and the lines they were printed on."""
    if isinstance(node, list):
        for number, part in enumerate(node):
            yield from printed_facts(part, f"{path}[{number}]")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in PRINTED and isinstance(value, str):
                lines = node[OWN_LINE.get(key, "source_line")]
                parts = value.split(" / ") if key.endswith("_raw") else [value]
                yield from ((f"{path}.{key}", part, lines if isinstance(lines, list) else [lines]) for part in parts)
            yield from printed_facts(value, f"{path}.{key}")


FACTS = list(printed_facts({key: value for key, value in DIVISION.items() if key != "invented"}))


def rate(part, whole):
    return float((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_source_is_the_one_that_was_read():
    assert hashlib.sha256(SOURCE.encode()).hexdigest() == DIVISION["meta"]["source_sha256"]
    assert len(FACTS) > 80


@pytest.mark.parametrize(("path", "words", "lines"), FACTS, ids=[f"{path} {words[:12]}" for path, words, _ in FACTS])
def test_printed_words_stand_on_their_line(path, words, lines):
    assert squeezed(words) in "".join(squeezed(LINES[line - 1]) for line in lines)


@pytest.mark.parametrize("contact", DIVISION["contacts"], ids=lambda contact: contact["name"])
def test_contacts_stand_on_their_line(contact):
    line = squeezed(LINES[contact["source_line"] - 1])
    assert contact["name"] in line
    assert contact["ext"] in line


@pytest.mark.parametrize("row", DIVISION["headcount"]["rows"], ids=lambda row: row["label"])
def test_headcount_adds_up(row):
    values = [value or 0 for value in row["values"]]
    assert sum(values[:9]) == values[9]
    assert values[10] + values[11] == values[12]
    assert values[9] + values[12] + values[13] == values[14]


@pytest.mark.parametrize("row", [*DIVISION["budget"]["rows"], DIVISION["budget"]["total"]])
def test_budget_row_holds(row):
    assert row["a"] + (row["b"] or 0) == row["A"]
    assert row["spent"] <= row["committed"] <= row["A"]
    assert rate(row["committed"], row["A"]) == row["committed_rate"]
    assert rate(row["spent"], row["A"]) == row["spent_rate"]
    assert [name for name in AMOUNTS if row[name] and f"{row[name]:,}" not in LINES[row["source_line"] - 1]] == []


@pytest.mark.parametrize("name", AMOUNTS)
def test_budget_total_is_the_sum(name):
    assert sum(row[name] or 0 for row in DIVISION["budget"]["rows"]) == DIVISION["budget"]["total"][name]


def test_listed_staff_are_the_headcount():
    staff = DIVISION["invented"]["staff"]["rows"]
    counted = [
        sum(row["grade_column"] == column for row in staff) or None for column in DIVISION["headcount"]["columns"]
    ]
    (present,) = (row["values"] for row in DIVISION["headcount"]["rows"] if row["label"] == "현원")
    primary = [n for n, column in enumerate(DIVISION["headcount"]["columns"]) if not column.endswith(("소계", "합계"))]
    assert [counted[n] for n in primary] == [present[n] for n in primary]
    assert len(staff) == len({row["ext"] for row in staff}) == 79
