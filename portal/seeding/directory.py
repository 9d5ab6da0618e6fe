"""Words for the directory's search, and the holidays by decree."""

from datetime import date

from portal.core import clock
from portal.directory.models import DirectoryVersion, Elsewhere, Synonym
from portal.seeding.division import words
from portal.seeding.rows import Rows

DECREED = {date(2025, 1, 27): "임시공휴일", date(2025, 6, 3): "대통령 선거일"}
"""Announced during the year; kept here whichever release of the holiday library knows them."""


def load(rows: Rows) -> None:
    """Load synonyms, what others answer for, and holidays by decree."""
    for word, means in words("directory")["synonyms"].items():
        rows.add(Synonym, word=word, means=means)
    for row in words("directory")["elsewhere"]:
        where = {"unit_name": row["unit"], "phone": row.get("phone", "")}
        rows.add(Elsewhere, topic=row["topic"], keywords=row["keywords"], **where)
    for day, name in DECREED.items():
        rows.add(clock.Holiday, day=day, name=name)
    rows.add(DirectoryVersion, number=1, changed_at=clock.now())
