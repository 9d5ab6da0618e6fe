"""The personal data of an import lies here for a month after its last step, and no longer."""

from datetime import date, timedelta

import pytest

from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Refusal
from portal.rosters import policies, queries, services
from portal.rosters.models import Roster, RosterLine, Stage
from tests.factories.rosters import ADMIN, NEW, applied, brought
from tests.factories.scene import account

DAY = date(2025, 7, 1)


def rows_of(roster: Roster) -> int:
    return db.session.query(RosterLine).filter_by(roster_id=roster.id).count()


def test_rows_are_deleted_a_month_after_the_last_step_and_the_way_back_with_them(office, clock):
    done = applied([{"개인번호": "N0001", **NEW}], DAY)
    looked_at = brought([{"개인번호": "N0002", **NEW}], DAY)
    clock.freeze(clock.now() + policies.KEPT_FOR)
    services.forget()
    assert (rows_of(done), rows_of(looked_at)) == (1, 1)
    clock.freeze(clock.now() + timedelta(minutes=1))
    services.forget()
    services.forget()
    db.session.expire_all()
    assert (rows_of(done), rows_of(looked_at)) == (0, 0)
    assert (done.stage, looked_at.stage) == (Stage.DONE, Stage.DISCARDED)
    assert (done.rows, bool(done.sha256), done.counts["new"]) == (1, True, 1)
    assert db.session.query(AuditEntry).filter_by(action="roster.forget").count() == 2
    with pytest.raises(Refusal, match="30일"):
        services.undo(ADMIN, done.public_id, version=done.version)


def test_what_was_taken_back_lately_is_kept_another_month(office, clock):
    roster = applied([{"개인번호": "N0001", **NEW}], DAY)
    clock.freeze(clock.now() + timedelta(days=20))
    services.undo(ADMIN, roster.public_id, version=roster.version)
    clock.freeze(clock.now() + timedelta(days=20))
    services.forget()
    assert rows_of(queries.roster_or_missing(roster.public_id)) == 1


def test_page_of_a_forgotten_import_says_so(office, as_, clock):
    roster = applied([{"개인번호": "N0001", **NEW}], DAY)
    clock.freeze(clock.now() + policies.KEPT_FOR + timedelta(days=1))
    services.forget()
    page = as_(account("관리자", Role.ADMIN)).get(f"/admin/people-import/{roster.public_id}").text
    assert "올린 행은 지웠습니다" in page
    assert "N0001" not in page and "되돌리기" not in page
