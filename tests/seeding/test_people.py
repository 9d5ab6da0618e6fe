"""The invented office holds together, and its people can log in."""

import re
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Account, Grant
from portal.accounts.personas import PERSONAS
from portal.config import DEMO_PASSWORD
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Absence, Assignment, Duty, Person, Post, Unit, UnitKind

LATER = {"candidate", "provider"}
HERE = [persona.login_id for persona in PERSONAS if persona.login_id not in LATER]


def in_force(day):
    return (Assignment.valid_from <= day) & (Assignment.valid_to.is_(None) | (Assignment.valid_to > day))


def test_everybody_has_one_main_post_today(seeded, today):
    chosen = select(Assignment.person_id).where(Assignment.is_main, in_force(today))
    held = Counter(db.session.scalars(chosen))
    assert set(held.values()) == {1}
    assert set(held) == set(db.session.scalars(select(Person.id)))


def test_a_transfer_of_tomorrow_does_not_count_today(seeded, today):
    chosen = select(Assignment).where(Assignment.valid_from > today)
    (coming,) = db.session.scalars(chosen).all()
    chosen = select(Assignment).where(Assignment.person_id == coming.person_id, in_force(today))
    (present,) = db.session.scalars(chosen).all()
    assert present.valid_to == coming.valid_from
    assert present.post_id != coming.post_id


def test_names_and_numbers_are_well_formed(seeded):
    for name, personal_no, mobile in db.session.execute(select(Person.name, Person.personal_no, Person.mobile)):
        assert re.fullmatch(r"[가-힣]{2,4}", name), name
        assert re.fullmatch(r"B10\d{6}", personal_no)
        assert re.fullmatch(r"(010-\d{4}-\d{4})?", mobile)
    for (extension,) in db.session.execute(select(Assignment.extension).distinct()):
        assert re.fullmatch(r"(\d{3,4})?", extension)
    assert not [text for text in db.session.scalars(select(Duty.text)) if not text or "\x00" in text]


def test_one_name_stands_twice_in_one_team(seeded):
    chosen = (
        select(Unit.name, Person.name)
        .join(Post, Post.unit_id == Unit.id)
        .join(Assignment, Assignment.post_id == Post.id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Unit.full_name == "서부교육지원청 행정지원국 재정지원과")
    )
    assert Counter(name for _, name in db.session.execute(chosen))["김민지"] == 2


def test_schools_have_unlike_names_and_an_office(seeded):
    chosen = (
        select(Unit.name, func.count(Post.id))
        .join(Post, Post.unit_id == Unit.id)
        .where(Unit.kind == UnitKind.SCHOOL)
        .group_by(Unit.id, Unit.name)
    )
    schools = db.session.execute(chosen).all()
    assert len(schools) == len({name for name, _ in schools}) == 1322
    assert min(posts for _, posts in schools) >= 2
    assert {"가온고등학교", "나래고등학교", "다솜중학교", "라온초등학교", "마루특수학교"} <= {
        name for name, _ in schools
    }


def test_paths_lead_from_the_root_and_order_follows_the_tree(seeded):
    units = {unit.id: unit for unit in db.session.scalars(select(Unit))}
    assert len({unit.sort_order for unit in units.values()}) == len(units)
    for unit in units.values():
        parent = units.get(unit.parent_id)
        assert unit.path == f"{parent.path if parent else '/'}{unit.id}/"
        assert parent is None or parent.sort_order < unit.sort_order


def test_some_are_away_today_with_somebody_else_in_their_place(seeded, today):
    away = db.session.scalars(select(Absence).where(Absence.first_day <= today, Absence.last_day >= today)).all()
    assert len(away) > 40
    assert not [one for one in away if one.deputy_id in (None, one.person_id)]


@pytest.mark.parametrize("login_id", HERE)
def test_persona_logs_in(seeded, login_id):
    client = seeded.test_client()
    answer = client.post("/login", data={"login_id": login_id, "password": DEMO_PASSWORD})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def test_personas_are_the_printed_people_and_hold_their_roles(seeded):
    names = dict(db.session.execute(select(Account.login_id, Account.name).where(Account.login_id.in_(HERE))).all())
    assert set(names) == set(HERE)
    printed = {"officer": "김산원", "lead": "류경숙", "trainer_lead": "이주섭", "head": "이대우"}
    assert printed.items() <= names.items()
    chosen = select(Account.login_id, Grant.role).join(Grant, Grant.account_id == Account.id)
    held = {(login_id, Role(role)) for login_id, role in db.session.execute(chosen) if login_id in names}
    assert held == {
        ("officer", Role.OFFICER), ("trainer", Role.OFFICER), ("lead", Role.LEAD), ("trainer_lead", Role.LEAD),
        ("head", Role.HEAD), ("counselor", Role.COUNSELOR), ("duty", Role.DUTY), ("reporter", Role.REPORTER),
        ("sysadmin", Role.ADMIN), ("auditor", Role.AUDITOR), ("school", Role.INSTITUTION),
        ("privacy", Role.PRIVACY),
    }  # fmt: skip


def test_everybody_has_a_demonstration_account_with_the_one_hash(seeded):
    assert db.session.scalar(select(func.count(Account.person_id))) == db.session.scalar(select(func.count(Person.id)))
    of_people = select(Account.password_hash).where(Account.person_id.is_not(None))
    assert len(set(db.session.scalars(of_people))) == 1
    assert set(db.session.scalars(select(Account.is_demo))) == {True}


def test_demonstration_begins_in_the_morning_of_its_day(seeded):
    assert clock.today().isoformat() == "2025-07-31"
    assert clock.now().hour >= 9
    assert clock.holiday_name(date(2025, 6, 3)) == "대통령 선거일"
    assert not clock.is_working_day(date(2025, 1, 27))
