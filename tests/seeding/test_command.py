"""``flask seed`` can be run again and again."""

import hashlib
import subprocess
import sys
from time import perf_counter

from sqlalchemy import select

from portal.core.db import Base, db
from portal.directory.models import Person
from portal.seeding import parts
from tests.house import source

TABLES_OF_USE = {"web_session", "login_attempt"}  # other tests log in meanwhile


def checksums():
    """Return what is in each table, as a number of rows and a checksum."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in TABLES_OF_USE:
            rows = sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
            found[table.name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def test_a_second_run_changes_nothing_and_is_quick(seeded):
    before = checksums()
    began = perf_counter()
    result = seeded.test_cli_runner().invoke(args=["seed"])
    seconds = perf_counter() - began
    assert result.output == "기초 자료가 이미 있습니다. 바뀐 것이 없습니다.\n"
    assert checksums() == before
    assert seconds < 2


def test_an_interrupted_part_is_loaded_whole_the_next_time(app, monkeypatch):
    runner = app.test_cli_runner()

    def fail(rows):
        parts.staff.load_printed(rows)
        rows.insert()
        raise KeyboardInterrupt

    whole = parts.PARTS
    broken = [parts.Part(part.name, part.label, fail) if part.name == "printed_people" else part for part in whole]
    app.config["PORTAL_MODE"] = "production"
    monkeypatch.setattr(parts, "PARTS", tuple(broken))
    assert runner.invoke(args=["seed"]).exit_code != 0
    assert db.session.scalars(select(Person)).all() == []
    monkeypatch.setattr(parts, "PARTS", whole)
    assert runner.invoke(args=["seed"]).exit_code == 0
    assert len(db.session.scalars(select(Person)).all()) == 5


def test_the_kept_report_compares_equal_to_itself():
    data = source.ROOT / "tests" / "seeding" / "data"
    order = [sys.executable, str(data / "compare_report.py"), str(data / "expected_report.txt")]
    done = subprocess.run(order, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split(",")[1].strip()) == (0, "0 missing or different")
