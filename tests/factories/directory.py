"""Units, people and posts; and one small division with the five people its report prints."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

import factory

from portal.accounts import passwords
from portal.accounts.models import Account, Grant
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Assignment, Category, Duty, Elsewhere, Person, Post, Synonym, Unit, UnitKind
from tests.databases import PASSWORD

LONG_AGO = date(2020, 1, 1)
number = count(1)


class Rows(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"


class UnitFactory(Rows):
    """A unit: ``UnitFactory(name="인사팀", parent=division, kind=UnitKind.TEAM)``."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"T{n:05d}")
    name = "총무과"
    full_name = factory.SelfAttribute("name")
    kind = UnitKind.DIVISION
    sort_order = factory.Sequence(lambda n: n)
    path = factory.Sequence(lambda n: f"?{n}")

    @factory.post_generation
    def placed(self, create, extracted, **kwargs):
        self.path = f"{self.parent.path if self.parent else '/'}{self.id}/"
        db.session.flush()


class PersonFactory(Rows):
    """An official."""

    class Meta:
        model = Person

    personal_no = factory.Sequence(lambda n: f"D{n:06d}")
    name = "홍길동"
    category = Category.GENERAL
    series = "교육행정"
    grade = "7급"
    hired_on = date(2015, 7, 1)
    updated_on = date(2025, 1, 2)
    mobile = "010-1234-5678"


def holder(
    name, unit, extension="", *, title="", is_head=False, duties=(), order=None, since=LONG_AGO, until=None, **more
):
    """Put a new person on a new post of a unit; return the assignment."""
    post = Post(unit_id=unit.id, title=title, is_head=is_head, sort_order=next(number) if order is None else order)
    person = PersonFactory(name=name, **more)
    db.session.add(post)
    db.session.flush()
    held = Assignment(
        person_id=person.id, post_id=post.id, extension=extension, valid_from=since, valid_to=until, location="3층"
    )
    db.session.add(held)
    for n, text in enumerate(duties):
        words, _, keywords = text.partition("|")
        db.session.add(
            Duty(post_id=post.id, text=words, keywords=keywords, sort_order=n, confirmed_on=date(2025, 3, 1))
        )
    db.session.flush()
    held.person, held.post = person, post
    return held


def account_for(person, *roles):
    """Give a person, or somebody from outside (None), an account."""
    login_id, name = (person.personal_no, person.name) if person else (f"outside{next(number)}", "바깥사람")
    account = Account(login_id=login_id, person=person, name=name, password_hash=passwords.hashed(PASSWORD))
    db.session.add(account)
    db.session.flush()
    for role in roles or (Role.EMPLOYEE,):
        db.session.add(Grant(account_id=account.id, role=role, valid_from=LONG_AGO, reason="시험"))
    db.session.flush()
    return account


@dataclass
class Office:
    """The rows of the small office, by name."""

    units: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)

    def add(self, name, unit, *args, **kwargs):
        self.people[name] = holder(name, self.units[unit], *args, **kwargs)


def small_office():
    """The division with its five printed people, a few invented ones, another division and a school."""
    office = Office()
    root = UnitFactory(name="서울특별시교육청", kind=UnitKind.OFFICE)
    office.units["root"] = root
    tree = [("총무과", UnitKind.DIVISION, root), ("감사관", UnitKind.DIVISION, root)]
    for name, kind, parent in tree:
        office.units[name] = UnitFactory(name=name, kind=kind, parent=parent)
    for name in ("총무팀", "인사팀", "인재개발팀", "민원팀"):
        office.units[name] = UnitFactory(
            name=name, kind=UnitKind.TEAM, parent=office.units["총무과"], full_name=f"총무과 {name}",
            is_assumed=name in ("총무팀", "민원팀"),
        )  # fmt: skip
    office.units["가온고등학교"] = UnitFactory(name="가온고등학교", kind=UnitKind.SCHOOL, parent=root)
    _people(office)
    _words()
    return office


def _people(office):
    printed = {"hired_on": None}
    office.add(
        "이대우", "총무과", "9915", title="과장", is_head=True, grade="3급", duties=["총무과 업무 총괄"], **printed
    )
    office.add("김산원", "인사팀", "9231", grade="6급", duties=["인사정책 총괄", "인사모니터링", "인사상담"], **printed)
    office.add(
        "류경숙", "인사팀", "9230", title="팀장", is_head=True, grade="5급", duties=["인사팀 업무 총괄"], **printed
    )
    office.add(
        "이주섭",
        "인재개발팀",
        "9301",
        title="팀장",
        is_head=True,
        grade="5급",
        duties=["인재개발팀 업무 총괄"],
        **printed,
    )
    office.add(
        "김은옥", "인재개발팀", "9238", grade="6급", duties=["신규공무원 멘토링", "저경력공무원 워크숍"], **printed
    )
    office.add("송인솔", "총무팀", "9205", duties=["공인 관리", "직원 후생복지"])
    office.add("박하솔", "총무팀", "9204", duties=["본청 당직 명령·당직표 관리"])
    office.add("전사민", "민원팀", "9332", duties=["고등학교 전·편입학 학생 배정|배정원서,재배정"])
    office.add("이연선", "민원팀", "9334", duties=["민원콜센터(서울교육콜센터) 운영"])
    office.add("김산", "감사관", "9501", duties=["감사 총괄"])
    office.add("까치우", "감사관", "9502")
    office.add("한솔", "가온고등학교", "7002", grade="8급", duties=["급여"])
    office.add("문가람", "가온고등학교", "7001", grade="6급", duties=["학교회계"])


def _words():
    db.session.add_all([Synonym(word="도장", means="공인"), Synonym(word="숙직", means="당직")])
    db.session.add_all([Synonym(word="결원배정", means="전편입학"), Synonym(word="1396", means="콜센터,민원")])
    db.session.add(
        Elsewhere(topic="맞춤형복지", keywords="맞춤형복지,복지포인트", unit_name="노사협력담당관", phone="9444")
    )
    db.session.flush()
