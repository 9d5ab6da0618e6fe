"""Accounts and the roles they hold; every password is tests.databases.PASSWORD."""

from datetime import date

import factory

from portal.accounts import passwords
from portal.accounts.models import Account, Grant
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.models import Assignment, Post, Unit, UnitKind
from tests.databases import PASSWORD
from tests.factories.directory import PersonFactory

LONG_AGO = date(2020, 1, 1)
ADMIN = Actor(name="관리자", held=(Held(Role.ADMIN),))


class AccountFactory(factory.alchemy.SQLAlchemyModelFactory):
    """An official's account: ``AccountFactory(login_id="100200")``; ``person=None`` for somebody from outside."""

    class Meta:
        model = Account
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    person = factory.SubFactory(PersonFactory)
    login_id = factory.Sequence(lambda n: f"{100_000 + n}")
    name = "홍길동"
    password_hash = factory.LazyFunction(lambda: passwords.hashed(PASSWORD))


class GrantFactory(factory.alchemy.SQLAlchemyModelFactory):
    """A role: ``GrantFactory(account_id=account.id, role=Role.OFFICER, unit_id=team.id)``."""

    class Meta:
        model = Grant
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    role = Role.OFFICER
    valid_from = LONG_AGO
    reason = "시험"


def give_post(account: Account, unit_name: str, *, since: date = LONG_AGO, until: date | None = None) -> Unit:
    """Put the account's person on a new post of a new unit."""
    code = f"A{account.id}-{unit_name}"[:20]
    unit = Unit(code=code, name=unit_name, full_name=unit_name, kind=UnitKind.TEAM, path=f"/{code}/", sort_order=1)
    db.session.add(unit)
    db.session.flush()
    post = Post(unit_id=unit.id)
    db.session.add(post)
    db.session.flush()
    db.session.add(Assignment(person_id=account.person_id, post_id=post.id, valid_from=since, valid_to=until))
    db.session.flush()
    return unit
