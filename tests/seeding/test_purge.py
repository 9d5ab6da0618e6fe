"""71 people and 248 sessions outlive the destruction of everything that they are counted from."""

from datetime import date

import pytest

from portal.core import clock
from portal.core.db import db
from portal.core.keys import keyring
from portal.kinds.psych_counseling import cube
from portal.kinds.psych_counseling.models import Allowance, Case, Consent, Count, Session
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services import publishing, purging, trail

PRINTED = (71, 248)
SOURCES = (Case, Session, Consent, Allowance)


@pytest.fixture
def at(to_change):
    """Move the clock to a day."""
    yield lambda day: clock.freeze(clock.at(day))
    clock.unfreeze()


def shown(program_id):
    return [(one.until, one.now.people, one.now.sessions) for one in cube.of_program(program_id)]


def test_the_printed_figures_survive_the_purge_of_the_year(at):
    round_ = db.session.query(Case).first().round
    round_id, program_id = round_.id, round_.program_id
    [(_until, people, sessions)] = shown(program_id)
    assert (people, sessions) < PRINTED
    at(date(2025, 8, 1))
    assert publishing.publish() == 1
    page = [(date(2025, 7, 31), *PRINTED)]
    assert shown(program_id) == page
    refs = [one.key_ref for one in db.session.query(Case)]
    assert all(keyring().holds(ref) for ref in refs)

    at(date(2026, 3, 1))
    assert 0 < purging.purge() < len(refs)  # July is not settled, and whoever came in July waits
    assert sums.figures_of(round_id, date(2026, 12, 31)) == PRINTED
    at(date(2026, 3, 31))
    purging.purge()
    assert [db.session.query(table).count() for table in SOURCES] == [0, 0, 0, 0]
    assert not [ref for ref in refs if keyring().holds(ref)]
    assert sums.figures_of(round_id, date(2026, 12, 31)) == PRINTED
    assert (publishing.publish(), shown(program_id)) == (0, page)
    kept = {(row.axis, row.value): (row.people, row.sessions) for row in db.session.query(Count)}
    assert kept["all", ""] == PRINTED
    for axis in ("month", "way"):
        lines = [figures for (along, _value), figures in kept.items() if along == axis]
        assert tuple(map(sum, zip(*lines, strict=True))) == PRINTED, axis
    assert trail.first_broken_line() is None
