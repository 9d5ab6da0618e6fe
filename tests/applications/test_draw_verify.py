"""``flask draw-verify ROUND``: the same order again, and a word on whether it is the one that was kept."""

from datetime import timedelta
from hashlib import sha256

import pytest

from portal.applications.queries import choosing as queries
from portal.applications.records import Result
from portal.applications.selection.draw import lot
from portal.applications.services import choosing
from portal.core.db import db
from portal.programs.models import SelectionMethod
from tests.factories.deciding import office, officer_of, unseated

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def drawn(app, clock):
    place = office(capacity=2, selection=SelectionMethod.DRAW)
    choosing.publish_due_draws()
    for n in range(5):
        unseated(place, f"신청자{n}")
    clock.freeze(place.round.apply_to + timedelta(minutes=1))
    return place.round.id, choosing.run(officer_of(place), place.round.id)


def test_the_command_prints_the_order_that_was_kept(app, drawn):
    round_id, run = drawn
    kept = queries.order_drawn(run.id)
    answer = app.test_cli_runner().invoke(args=["draw-verify", str(round_id)])
    assert answer.exit_code == 0
    assert answer.output.splitlines()[:5] == [f"{place} {receipt}" for place, receipt in enumerate(kept, 1)]
    assert "기록한 순서와 같습니다." in answer.output


def test_the_command_fails_where_somebody_changed_the_record(app, drawn):
    round_id, run = drawn
    first, second = db.session.query(Result).filter_by(run_id=run.id).order_by(Result.draw_place).limit(2)
    first.draw_place, second.draw_place = second.draw_place, first.draw_place
    db.session.commit()
    answer = app.test_cli_runner().invoke(args=["draw-verify", str(round_id)])
    assert answer.exit_code == 1 and "기록한 순서와 다릅니다." in answer.output


def test_the_command_says_when_nothing_was_drawn(app):
    answer = app.test_cli_runner().invoke(args=["draw-verify", "99"])
    assert answer.exit_code == 1 and "추첨한 기록이 없는 차수" in answer.output


def test_the_lot_is_the_published_formula():
    """Anybody can check this one by hand: printf 'seed\\n2025-AAAAAAAA' | sha256sum."""
    assert lot("seed", "2025-AAAAAAAA") == sha256(b"seed\n2025-AAAAAAAA").hexdigest()
