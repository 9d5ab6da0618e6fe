"""A division whose people are on duty: its head, who runs the roster, colleagues of several grades, two kinds."""

from dataclasses import dataclass
from datetime import date, time
from itertools import count

from portal.accounts.models import Account
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.models import Assignment, Post, Unit
from portal.watch import calendar, queries
from portal.watch.models import Days, RosterState, WatchKind, WatchRoster, WatchSetting, WatchShift, WatchTurn
from portal.watch.services._core import name_chiefs
from tests.factories.scene import account, actor_of, unit

APRIL = date(2025, 4, 1)
number = count(1)


@dataclass
class Guard:
    """The division, its head, the duty officer, and its colleagues by name."""

    division: Unit
    head: Account
    officer: Account
    people: dict[str, Account]
    setting: WatchSetting
    day: WatchKind
    night: WatchKind

    def actor(self, name: str) -> Actor:
        return actor_of(self.people[name])

    @property
    def runner(self) -> Actor:
        return actor_of(self.officer, Held(Role.DUTY, self.division.id))

    @property
    def commander(self) -> Actor:
        return actor_of(self.head, Held(Role.HEAD, self.division.id))


def seat(who: Account, place: Unit, *, title: str = "", is_head: bool = False, since: date = date(2020, 1, 1)) -> None:
    """Give somebody a post."""
    post = Post(unit_id=place.id, title=title, is_head=is_head, sort_order=next(number))
    db.session.add(post)
    db.session.flush()
    db.session.add(Assignment(person_id=who.person_id, post_id=post.id, valid_from=since, extension="9200"))
    db.session.flush()


def guard(*names: str, grades: str = "7급") -> Guard:
    """Add the division with colleagues of these names; the grade goes down by one with each after the first."""
    division = unit("총무과")
    team = unit("총무팀", division)
    head, officer = account("이과장", Role.HEAD, team=division), account("박당직", Role.DUTY, team=division)
    seat(head, division, title="과장", is_head=True)
    people = {name: account(name) for name in names or ("김하나", "이두리", "박세찬", "최네모", "정다섯", "강여섯")}
    for place, who in enumerate(people.values()):
        who.person.grade = "6급" if place == 0 else grades
        seat(who, team)
    setting = WatchSetting(unit_id=division.id, phone="02-399-9000")
    day = WatchKind(
        name="일직", days=Days.FREE, begins=time(9), ends=time(18), people=2, allowance=50_000, sort_order=1
    )
    night = WatchKind(
        name="숙직", days=Days.EVERY, begins=time(18), ends=time(9), people=2, allowance=60_000, sort_order=2
    )
    db.session.add_all([setting, day, night])
    db.session.commit()
    return Guard(division, head, officer, people, setting, day, night)


def month(place: Guard, first: date = APRIL, state: RosterState = RosterState.ORDERED) -> WatchRoster:
    """Return the roster of a month without shifts."""
    found = queries.roster_of(first)
    if found is None:
        found = WatchRoster(month=first, state=state, asked_at=clock.now(), ordered_at=clock.now(), faults=[])
        db.session.add(found)
        db.session.commit()
    return found


def shift(
    place: Guard, day: date, *names: str, kind: WatchKind | None = None, roster: WatchRoster | None = None
) -> WatchShift:
    """Put some colleagues on duty on a day."""
    kind = kind or place.night
    starts_at, ends_at = calendar.hours_of(kind, day)
    made = WatchShift(
        roster_id=(roster or month(place, day.replace(day=1))).id, kind_id=kind.id, day=day,
        group=calendar.group_of(day), starts_at=starts_at, ends_at=ends_at, people=kind.people,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    for name in names:
        db.session.add(WatchTurn(shift_id=made.id, person_id=place.people[name].person_id, why={}))
    db.session.flush()
    db.session.refresh(made)
    name_chiefs(made.turns)
    db.session.commit()
    return made


def turn(made: WatchShift, who: Account) -> WatchTurn:
    """Return somebody's turn on a shift."""
    return next(one for one in made.turns if one.person_id == who.person_id)
