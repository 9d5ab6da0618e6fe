"""The head of the closed trail is kept outside the database: its end cannot be cut off, nor the whole written anew."""

from pathlib import Path

import pytest

from portal.audit import anchors as ordinary
from portal.core import anchors
from portal.core.db import db
from portal.kinds.psych_counseling.models import Trail
from portal.kinds.psych_counseling.services import trail
from tests.audit.test_chain import without_triggers as without_triggers
from tests.factories.psych import asked, room

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def verify(app, tmp_path):
    """The command that an administrator runs, with the file outside in a folder of its own."""
    app.config["AUDIT_ANCHORS"] = str(tmp_path / "outside" / "anchors.log")
    return lambda: app.test_cli_runner().invoke(args=["audit-verify"])


def head():
    return db.session.query(Trail).order_by(Trail.position.desc()).first().hash


def test_cutting_off_the_end_is_found(verify, without_triggers, caplog):
    place = room()
    asked(place)
    asked(place, "other")
    assert verify().exit_code == 0
    assert anchors.kept(trail.ANCHOR) == [head()]
    without_triggers("DELETE FROM psych_trail WHERE position = 2")
    assert trail.first_broken_line() is None
    answer = verify()
    assert (answer.exit_code, "닫힌 기록이 2번째에서 이어지지 않습니다." in answer.output) == (1, True)
    assert "The closed trail is broken at 2" in caplog.text
    asked(place, "lead")  # what is written over the gap does not heal it
    assert verify().exit_code == 1
    assert len(anchors.kept(trail.ANCHOR)) == 1, "a broken trail leaves no new head outside"


def test_taking_everything_away_is_found(verify, without_triggers):
    asked(room())
    assert verify().exit_code == 0
    without_triggers("DELETE FROM psych_trail")
    assert verify().exit_code == 1


def test_both_heads_are_kept_beside_each_other_and_once(verify):
    place = room()
    asked(place)
    assert (verify().exit_code, verify().exit_code) == (0, 0)
    asked(place, "other")
    assert verify().exit_code == 0
    assert len(anchors.kept(trail.ANCHOR)) == 2
    assert anchors.kept(trail.ANCHOR)[-1] == head()
    assert ordinary.kept() == []
    assert len(anchors.lines()) == 2


def test_the_night_finds_it_too(app, tmp_path, without_triggers):
    app.config["AUDIT_ANCHORS"] = str(tmp_path / "anchors.log")
    asked(room())
    assert trail.verify() is None
    without_triggers("DELETE FROM psych_trail")
    assert trail.verify() == 1


def test_what_stands_outside_does_not_count_what_is_done_here(verify, app):
    asked(room())
    verify()
    lines = Path(app.config["AUDIT_ANCHORS"]).read_text(encoding="utf-8").splitlines()
    [line] = [line for line in lines if line.startswith(trail.ANCHOR)]
    assert line.split("\t")[:2] == [trail.ANCHOR, head()]
