"""What the division printed (division.json), read as it stands, and the scanning faults in its words."""

import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
SUBTOTALS = ("일반직 소계", "교육전문직 소계", "합계")
"""Columns of the headcount table that are sums of others."""

_REPAIRS = (
    ("공무워", "공무원"),
    ("총 무 과", "총무과"),
    ("조 직", "조직"),
    ("합. 계", "합계"),
)


@lru_cache
def facts() -> dict[str, Any]:
    """Return the whole of division.json."""
    read: dict[str, Any] = json.loads((DATA / "division.json").read_text("utf-8"))
    return read


def invented(key: str) -> Any:
    """Return one of the things that the division did not print."""
    return facts()["invented"][key]


@lru_cache
def words(name: str) -> dict[str, Any]:
    """Return a file of our own words: ``programs`` for data/programs.toml."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def line(source_line: int | list[int]) -> str:
    """Write the line or lines something is printed on: "31" or "13,104"."""
    return ",".join(map(str, source_line)) if isinstance(source_line, list) else str(source_line)


def repaired(printed: str) -> str:
    """Return printed words without the faults of the scan; the meaning stays."""
    for fault, right in _REPAIRS:
        printed = printed.replace(fault, right)
    return printed.replace("●", "").strip()


def repaired_pages(printed: str) -> str:
    """Return page numbers without the lost circle marks: "⊕188- 198 ⊕61" → "188-198, 61"."""
    ranges = re.sub(r"-\s+", "-", printed).replace("⊕", " ").split()
    return ", ".join(ranges)
