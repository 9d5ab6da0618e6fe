"""An import is taken back exactly, or not at all; killed in the middle nothing is half."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.directory.models import Person
from portal.rosters import applying, messages, policies, queries, services
from portal.rosters.models import Stage
from tests.factories.directory import account_for
from tests.factories.rosters import (
    ADMIN,
    NEW,
    applied,
    brought,
    picture,
    posts_of,
    row,
    sheet,
)

DAY = date(2025, 7, 1)


def test_undo_puts_everything_back_as_it_was(office):
    before = picture()
    roster = applied(
        [
            row(office, "김산원", 소속="총무과 민원팀", 직급="5급", 최초임용일="2010-01-01"),
            row(office, "류경숙", 상태="퇴직"),
            row(office, "박하솔", 내선="9777", 휴대전화="01099998888"),
            {"개인번호": "N0001", **NEW},
        ],
        DAY,
    )
    assert picture() != before
    services.undo(ADMIN, roster.public_id, version=roster.version)
    after = picture()
    for table in before:
        for old, new in zip(before[table], after[table], strict=True):
            kept = {k: v for k, v in old._mapping.items() if k != "updated_on"}
            assert kept == {k: v for k, v in new._mapping.items() if k != "updated_on"}
    with pytest.raises(Refusal):
        services.undo(ADMIN, roster.public_id, version=queries.roster_or_missing(roster.public_id).version)


def test_undo_is_refused_once_something_is_built_on_it(office):
    rows = [row(office, "김산원", 직급="5급"), {"개인번호": "N0001", **NEW}]
    roster = applied(rows, DAY)
    account_for(db.session.scalars(select(Person).where(Person.personal_no == "N0001")).one(), Role.EMPLOYEE)
    db.session.commit()
    with pytest.raises(Refusal, match="바탕으로"):
        services.undo(ADMIN, roster.public_id, version=roster.version)
    assert db.session.get(Person, office.people["김산원"].person_id).grade == "5급"  # nothing half undone


def test_undo_is_refused_when_a_person_changed_or_another_file_came(office):
    first = applied([row(office, "김산원", 직급="5급")], DAY)
    second = applied([row(office, "류경숙", 내선="9111")], DAY)
    with pytest.raises(Refusal, match="마지막"):
        services.undo(ADMIN, first.public_id, version=first.version)
    office.people["류경숙"].extension = "9112"
    db.session.commit()
    with pytest.raises(Refusal, match="류경숙"):
        services.undo(ADMIN, second.public_id, version=second.version)


def test_what_changed_since_the_preview_is_compared_again(office):
    roster = brought([row(office, "김산원", 직급="5급")], DAY)
    person = db.session.get(Person, office.people["김산원"].person_id)
    person.grade = "4급"
    db.session.commit()
    services.apply(ADMIN, roster.public_id, only_good=False, version=roster.version)
    found = queries.roster_or_missing(roster.public_id)
    assert (found.stage, found.remark) == (Stage.READY, messages.MOVED_ON)
    assert queries.lines_of(roster.id)[0].changes == {"grade": ["4급", "5급"]}
    assert db.session.get(Person, person.id).grade == "4급"


def test_killed_in_the_middle_nothing_is_half_and_it_goes_on(office, monkeypatch):
    monkeypatch.setattr(policies, "AT_ONCE", 1)
    before = picture()
    rows = [row(office, "김산원", 소속="총무과 민원팀"), {"개인번호": "N0001", **NEW}]
    roster = brought(rows, DAY)
    services.apply(ADMIN, roster.public_id, only_good=False, version=roster.version)
    assert queries.roster_or_missing(roster.public_id).stage == Stage.APPLYING
    monkeypatch.setattr(applying, "_begin", lambda *_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.work()
    assert picture() == before
    monkeypatch.undo()
    services.work()
    services.work()
    assert queries.roster_or_missing(roster.public_id).stage == Stage.DONE
    assert len(posts_of("새사람")) == 1


def test_a_long_file_is_compared_piece_by_piece(office, monkeypatch):
    monkeypatch.setattr(policies, "AT_ONCE", 1)
    monkeypatch.setattr(services, "CHUNK", 2)
    rows = [{"개인번호": f"N{n:04}", **NEW} for n in range(5)]
    roster = services.bring_in(ADMIN, sheet(rows), file_name="직원.xlsx", valid_from=DAY)
    assert (roster.stage, roster.checked) == (Stage.CHECKING, 0)
    assert services._check_some(roster.public_id)
    assert queries.roster_or_missing(roster.public_id).checked == 2
    services.work()
    found = queries.roster_or_missing(roster.public_id)
    assert (found.stage, found.counts) == (Stage.READY, {"new": 5})


def test_two_do_not_apply_the_same_file(office):
    roster = brought([row(office, "김산원", 직급="5급")], DAY)
    seen = roster.version
    services.apply(ADMIN, roster.public_id, only_good=False, version=seen)
    with pytest.raises(Stale):
        services.apply(ADMIN, roster.public_id, only_good=False, version=seen)
