"""Programs and rounds that are open: ``open_round(kind="mentoring", track="mentor")``."""

from datetime import date, timedelta

import factory

from portal.core import clock
from portal.core.db import db
from portal.directory.models import Unit
from portal.programs.models import Program, Round, SelectionMethod
from tests.factories.directory import UnitFactory


class ProgramFactory(factory.alchemy.SQLAlchemyModelFactory):
    """A workshop of a team of its own."""

    class Meta:
        model = Program
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    key = factory.Sequence(lambda n: f"program-{n}")
    kind = "workshop"
    title = "저경력공무원 워크숍"
    summary = "2박 3일 동안 동료와 함께 쉬고 배웁니다."
    owner_unit = factory.SubFactory(UnitFactory, name="인재개발팀")


class RoundFactory(factory.alchemy.SQLAlchemyModelFactory):
    """A first-come round that is open from yesterday for ten days, until a working day."""

    class Meta:
        model = Round
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    program = factory.SubFactory(ProgramFactory)
    name = "2025년 상반기"
    year = 2025
    starts_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=40))
    ends_on = factory.LazyAttribute(lambda round_: round_.starts_on + timedelta(days=2))
    reference_date = factory.LazyAttribute(lambda round_: round_.starts_on)
    apply_from = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    apply_to = factory.LazyFunction(lambda: clock.now() + timedelta(days=9))
    results_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=20))
    capacity = 160
    selection = SelectionMethod.FIRST_COME
    eligibility = factory.LazyFunction(dict)
    consent_purpose = "워크숍 운영"
    consent_items = "성명, 소속, 연락처"


def open_round(*, kind: str = "workshop", owner: Unit | None = None, title: str = "", **more) -> Round:
    """Add a round of a program of its own that takes applications now."""
    about = {"kind": kind, **({"owner_unit": owner} if owner else {}), **({"title": title} if title else {})}
    round_ = RoundFactory(program=ProgramFactory(**about), **more)
    db.session.commit()
    return round_


def closed(day: date | None = None) -> dict:
    """Return the window of a round whose deadline has passed."""
    return {"apply_from": clock.now() - timedelta(days=20), "apply_to": clock.now() - timedelta(minutes=1)}
