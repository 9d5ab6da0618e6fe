"""A practicum: its team and officer, schools with the people who speak for them, candidates, wishes, offers."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from portal.accounts.models import Account, Grant
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.models import Assignment, Post, Unit, UnitKind
from portal.kinds.practicum.models import Candidate, HostOffer, Placement
from portal.kinds.practicum.orders import Facts, Mark, Offered, Wished
from portal.kinds.practicum.services import hosting, placing, wishing
from portal.programs.models import Program, Round, SelectionMethod
from tests.factories.scene import account, actor_of, unit

number = count(1)


@dataclass
class Practicum:
    """The rows of the practicum."""

    team: Unit
    program: Program
    round: Round
    officer: Account

    @property
    def desk(self) -> Actor:
        """Return the officer as an actor."""
        return actor_of(self.officer, Held(Role.OFFICER, self.team.id))


def practicum() -> Practicum:
    """Add a round whose wishes are taken now and which begins in forty days."""
    team = unit("인재개발팀", unit("총무과"))
    program = Program(key=f"practicum{team.id}", kind="practicum", title="신규임용후보자 실무수습", owner_unit=team)
    db.session.add(program)
    round_ = add_round(program, "2차", in_days=40)
    return Practicum(team, program, round_, account("문실습", Role.OFFICER, team=team))


def add_round(program: Program, name: str, *, in_days: int, lasts: int = 42) -> Round:
    """Add a round that begins some days from now."""
    starts_on = clock.today() + timedelta(days=in_days)
    round_ = Round(
        program=program, name=name, year=starts_on.year, starts_on=starts_on, ends_on=starts_on + timedelta(days=lasts),
        reference_date=starts_on, apply_from=clock.now() - timedelta(days=2), apply_to=clock.now() + timedelta(days=9),
        results_on=clock.today() + timedelta(days=20), selection=SelectionMethod.DESIGNATION,
        eligibility={"outside": "임용후보자 명부에 오른 분"},
    )  # fmt: skip
    db.session.add(round_)
    db.session.commit()
    return round_


def school(name: str = "가온고등학교", *, area: str = "동작관악") -> Unit:
    """Add a school of an area."""
    new = unit(name)
    new.kind, new.district = UnitKind.SCHOOL, area
    db.session.commit()
    return new


def speaker_for(place: Unit, name: str = "오미란") -> Account:
    """Add an official of a school who speaks for it."""
    who = account(name, Role.INSTITUTION, team=place)
    post = Post(unit_id=place.id)
    db.session.add(post)
    db.session.flush()
    db.session.add(Assignment(person_id=who.person_id, post_id=post.id, valid_from=date(2020, 1, 1)))
    db.session.commit()
    return who


def host(who: Account, place: Unit) -> Actor:
    """Return who speaks for a school as an actor."""
    return actor_of(who, Held(Role.INSTITUTION, place.id))


def facts(**more) -> Facts:
    """Return what the office knows of a candidate."""
    n = next(number)
    given = {
        "exam_year": 2025, "exam_no": f"{10_000 + n}", "name": f"김후보{n}", "birth_date": date(1999, 3, 2),
        "mobile": f"010-1234-{n:04d}", "district": "관악구", "series": "교육행정",
        "list_valid_until": clock.today() + timedelta(days=500), **more,
    }  # fmt: skip
    return Facts(**given)


def candidate(**more) -> Candidate:
    """Add a candidate who cannot log in yet."""
    new = Candidate(**vars(facts(**more)), registered_at=clock.now())
    db.session.add(new)
    db.session.commit()
    return new


def with_account(one: Candidate) -> Account:
    """Give a candidate an account with the tests' password."""
    new = account(one.name)
    person, new.person = new.person, None
    db.session.query(Grant).filter_by(account_id=new.id).delete()
    db.session.delete(person)
    db.session.add(Grant(account_id=new.id, role=Role.CANDIDATE, valid_from=date(2020, 1, 1), reason="시험"))
    one.account_id = new.id
    db.session.commit()
    return new


def as_candidate(one: Candidate) -> Actor:
    """Return a candidate with an account as an actor."""
    return Actor(one.account_id, None, one.name, held=(Held(Role.CANDIDATE),))


def wished(place: Practicum, one: Candidate | None = None, *, choices=(("동작관악", None),), **more) -> Placement:
    """Let a candidate wish for a place, through the officer; return the placement."""
    one = one or candidate()
    wish = wishing.wish_for(place.desk, one.public_id, place.round.id, wished=Wished(choices, **more))
    return db.session.query(Placement).filter_by(wish_id=wish.id).one()


def offered(place: Practicum, unit_: Unit, *, seats: int = 1, **more) -> HostOffer:
    """Let a school offer seats for the whole round."""
    given = {"first_day": place.round.starts_on, "last_day": place.round.ends_on, **more}
    return hosting.offer(place.desk, unit_.id, place.round.id, offered=Offered(seats, **given))


def mark(placement: Placement, offer: HostOffer | None = None) -> Mark:
    """Return a placement as a page shows it."""
    return Mark(placement.public_id, placement.version, offer.public_id if offer else "")


def proposed(place: Practicum, unit_: Unit, one: Candidate | None = None) -> Placement:
    """Propose a candidate to a school that has a seat."""
    placement = wished(place, one)
    return placing.propose(place.desk, mark(placement, offered(place, unit_)))


def accepted(place: Practicum, unit_: Unit, one: Candidate | None = None) -> Placement:
    """Let a school accept a candidate."""
    placement = proposed(place, unit_, one)
    return hosting.accept(
        place.desk, unit_.id, placement.public_id, version=placement.version, supervisor="오미란",
        supervisor_phone="02-555-0100",
    )  # fmt: skip


def ordered(place: Practicum, unit_: Unit, one: Candidate | None = None) -> Placement:
    """Make a placement final."""
    return placing.order(place.desk, mark(accepted(place, unit_, one)), order_no="총무과-12345")
