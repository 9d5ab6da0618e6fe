"""The closed room with somebody in it: an institution, a rule, a round that is open, and people on every side."""

from dataclasses import dataclass, field, replace
from datetime import date

from portal.accounts.models import Account
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.models import Assignment, Post, Unit
from portal.kinds.psych_counseling.models import Case, Member, Price, Provider, Rule, Way
from portal.kinds.psych_counseling.queries.cases import KEY
from portal.kinds.psych_counseling.services import applying
from portal.programs.models import Round, SelectionMethod
from portal.programs.queries import Offer, offer_of_round
from tests.factories.accounts import AccountFactory, GrantFactory
from tests.factories.directory import PersonFactory, UnitFactory
from tests.factories.programs import open_round

MOBILE = "010-2345-6789"
HINT = "문자로 먼저 연락 바랍니다 카나리아둥지"
SENT = {
    "way": "meeting", "contact_by": "휴대전화", "mobile": MOBILE, "mail": "", "hint": HINT, "discreet": "y",
    "region": "동북", "gender": "여성", "times": ["평일 저녁"], "consent": "y",
}  # fmt: skip
WISH = applying.Wish(Way.MEETING, "휴대전화", MOBILE, region="동북", gender="여성", times=("평일 저녁",), hint=HINT)


@dataclass
class Room:
    """Who stands around the closed room."""

    round: Round
    team: Unit
    provider: Provider
    accounts: dict[str, Account] = field(default_factory=dict)

    @property
    def offer(self) -> Offer:
        return offer_of_round(self.round.id)

    def actor(self, name: str) -> Actor:
        return acting(self.accounts[name], *self.roles(name))

    def roles(self, name: str) -> tuple[Held, ...]:
        above = self.team.parent_id
        held = {
            "provider": Held(Role.PROVIDER), "rival": Held(Role.PROVIDER), "officer": Held(Role.OFFICER, self.team.id),
            "lead": Held(Role.LEAD, self.team.id), "head": Held(Role.HEAD, above), "sysadmin": Held(Role.ADMIN),
            "auditor": Held(Role.AUDITOR), "school": Held(Role.INSTITUTION, self.team.id),
            "counselor": Held(Role.COUNSELOR, self.team.id), "stranger": Held(Role.OFFICER, above + 1),
        }  # fmt: skip
        return (held[name],) if name in held else ()


def acting(account: Account, *held: Held) -> Actor:
    """Return the actor an account becomes."""
    own = (Held(Role.EMPLOYEE),) if account.person_id else ()
    return Actor(account.id, account.person_id, account.name, held=(*own, *held), address="10.0.0.7")


STAFF = ("client", "other", "officer", "lead", "head", "sysadmin", "auditor", "school", "counselor", "stranger")


def room(**rule: int) -> Room:
    """Build the room; ``cap=2`` for a short year."""
    division = UnitFactory(name="총무과")
    other = UnitFactory(name="다른 팀", parent=division)
    assert other.id == division.id + 1
    team = UnitFactory(name="인사팀", parent=division)
    db.session.add(Rule(valid_from=date(2025, 1, 1), **{"cap": 8, "extension": 3, **rule}))
    houses = [Provider(name=name, phone="02-000-0000", regions=regions) for name, regions in HOUSES]
    db.session.add_all(houses)
    db.session.flush()
    db.session.add_all(Price(provider_id=one.id, valid_from=date(2025, 1, 1), amount=80_000) for one in houses)
    round_ = open_round(
        kind=KEY, owner=team, title="직무스트레스 전문 심리상담", selection=SelectionMethod.ELIGIBILITY_ONLY,
        capacity=None, year=clock.today().year, starts_on=clock.today().replace(day=1),
        eligibility={"all": [{"fact": "category", "in": ["general", "education"]}, {"state": ["in_service"]}]},
    )  # fmt: skip
    made = Room(round_, team, houses[0])
    for name in STAFF:
        called = NAMES.get(name, name)
        made.accounts[name] = AccountFactory(name=called, person=PersonFactory(name=called))
    _seat(made, lead=team, head=division)
    for name, house in (("provider", houses[0]), ("rival", houses[1])):
        made.accounts[name] = AccountFactory(name=house.name, person=None)
        db.session.add(Member(account_id=made.accounts[name].id, provider_id=house.id))
    for name, account in made.accounts.items():
        for held in made.roles(name):
            GrantFactory(account_id=account.id, role=held.role, unit_id=held.unit_id)
    db.session.commit()
    return made


def _seat(made: Room, **units: Unit) -> None:
    for name, unit in units.items():
        post = Post(unit_id=unit.id, is_head=True)
        db.session.add(post)
        db.session.flush()
        person_id = made.accounts[name].person_id
        db.session.add(Assignment(person_id=person_id, post_id=post.id, valid_from=date(2020, 1, 1)))


def asked(place: Room, who: str = "client", **wish: object) -> Case:
    """Let somebody ask."""
    return applying.ask(place.actor(who), place.offer, wish=replace(WISH, **wish))


HOUSES = (("마음이음 상담센터", ["동북", "강북·도심"]), ("다른 상담센터", ["강남·서초"]))
OFFICIALS = ("client", "other", "officer", "lead", "head", "sysadmin", "auditor", "school", "counselor", "stranger")
NAMES = {"client": "고은비", "other": "남다른"}
