"""The index follows the days and the changes of the directory."""

from datetime import timedelta

import pytest

from portal.core import clock as portal_clock
from portal.core.actors import SYSTEM
from portal.core.db import db
from portal.directory import queries, services
from portal.directory.index import current_index
from portal.directory.models import Assignment
from portal.directory.results import look_up
from tests.factories.directory import holder, small_office


@pytest.fixture
def office(app, clock):
    made = small_office()
    services.note_change(SYSTEM)
    return made


def first(text):
    found = look_up(text, unit_code="", page=1, own_unit_id=None).page.items
    return ("".join(found[0].name), "".join(found[0].unit)) if found else None


def test_transfer_dated_tomorrow_is_unseen_today_and_stands_at_midnight(office, clock):
    held = office.people["송인솔"]
    tomorrow = clock.today() + timedelta(days=1)
    held.valid_to = tomorrow
    new_post = holder("전임자", office.units["감사관"], until=clock.today()).post_id
    db.session.add(Assignment(person_id=held.person_id, post_id=new_post, extension="9777", valid_from=tomorrow))
    db.session.commit()
    services.note_change(SYSTEM)
    assert first("송인솔") == ("송인솔", "총무과 총무팀")
    assert first("9777") is None
    clock.freeze(clock.now() + timedelta(days=1))
    assert first("송인솔") == ("송인솔", "감사관")
    assert first("9777") == ("송인솔", "감사관")
    assert queries.person_facts(held.person_id).extension == "9777"


def test_unit_that_is_no_more_is_not_listed(office, clock):
    team = office.units["민원팀"]
    for name in ("전사민", "이연선"):
        office.people[name].valid_to = clock.today()
    team.valid_to = clock.today()
    db.session.commit()
    services.note_change(SYSTEM)
    assert first("민원팀") is None
    assert queries.unit_by_code(team.code) is None


def test_people_of_a_unit_that_is_no_more_break_nothing(office, clock):
    office.units["민원팀"].valid_to = clock.today()
    db.session.commit()
    services.note_change(SYSTEM)
    assert first("전사민") is None
    assert first("김산원") is not None


def test_change_is_seen_by_the_next_search_and_only_then_read_anew(office):
    before = current_index()
    assert current_index() is before
    office.people["송인솔"].extension = "9888"
    db.session.commit()
    services.note_change(SYSTEM)
    assert current_index() is not before
    assert first("9888") == ("송인솔", "총무과 총무팀")


def test_what_is_kept_stays_small(office):
    for n in range(600):
        look_up(f"없는말{n}", unit_code="", page=1, own_unit_id=None)
    assert len(current_index().kept) <= 512


def test_head_and_contact_of_a_unit(office):
    head = queries.head_of(office.units["인사팀"].id)
    assert (head.name, head.title, head.extension) == ("류경숙", "팀장", "9230")
    assert queries.head_of(office.units["감사관"].id) is None
    assert queries.contact_lines([post := office.people["김은옥"].post_id]) == {post: "인재개발팀 김은옥 ☎9238"}


def test_vacant_post_is_answered_for_by_its_unit(office):
    held = office.people["김은옥"]
    held.valid_to = portal_clock.today()
    db.session.commit()
    assert queries.contact_lines([held.post_id]) == {held.post_id: "인재개발팀"}


def test_facts_of_somebody_without_a_post_have_no_unit(office):
    held = office.people["김은옥"]
    held.valid_to = portal_clock.today()
    db.session.commit()
    facts = queries.person_facts(held.person_id)
    assert (facts.unit_id, facts.unit_name, facts.extension) == (None, "", "")


def test_descendants_and_ancestors_of_a_unit(office):
    division, team = office.units["총무과"], office.units["인사팀"]
    below = queries.descendants_of(division)
    assert below == {office.units[name].id for name in ("총무과", "총무팀", "인사팀", "인재개발팀", "민원팀")}
    assert [unit.name for unit in queries.ancestors_of(team)] == ["서울특별시교육청", "총무과", "인사팀"]
    assert queries.division_path_of(team.id) == division.path == queries.division_path_of(division.id)
