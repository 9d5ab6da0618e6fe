"""What was published stays as it was, whatever becomes of the sessions behind it."""

from datetime import date

import pytest

from portal.core.db import db
from portal.kinds.psych_counseling import cube, messages
from portal.kinds.psych_counseling.models import Kind, Release, Session, Way
from portal.kinds.psych_counseling.queries import sums
from portal.kinds.psych_counseling.services import applying, counseling, publishing
from portal.kinds.psych_counseling.totals import Standing
from tests.factories.psych import asked, room

pytestmark = pytest.mark.usefixtures("clock")
PEOPLE = ("client", "other", "officer", "lead", "head", "sysadmin")


def enter(place, cases, day, way=Way.PHONE):
    for one in cases:
        counseling.enter_session(
            place.actor("provider"), one.public_id, entry=counseling.Entry(day, way, Kind.ATTENDED)
        )


def published(place):
    return [(one.until, one.now) for one in cube.of_program(place.round.program_id)]


def test_a_month_is_published_once_it_is_past_and_stays(app, clock, as_):
    place = room()
    cases = [asked(place, who) for who in PEOPLE]
    enter(place, cases, date(2025, 3, 12))
    assert (publishing.publish(), published(place)) == (0, [])
    clock.freeze(clock.at(date(2025, 4, 1)))
    assert (publishing.publish(), publishing.publish()) == (1, 0)
    march = [(date(2025, 3, 31), Standing(6, 0, 6))]
    assert published(place) == march
    session = db.session.query(Session).first()
    counseling.remove_session(place.actor("provider"), session.case.public_id, session.id)
    enter(place, cases[:2], date(2025, 3, 31), Way.MEETING)
    assert (publishing.publish(), published(place)) == (0, march)
    clock.freeze(clock.at(date(2025, 5, 2)))
    assert (publishing.publish(), published(place)) == (0, march)
    enter(place, cases, date(2025, 5, 2), Way.MEETING)
    enter(place, cases, date(2025, 4, 30))
    clock.freeze(clock.at(date(2025, 6, 1)))
    assert publishing.publish() == 1
    assert published(place) == [(date(2025, 5, 31), Standing(6, 8, 11))]
    [shown] = cube.of_program(place.round.program_id)
    assert [(one.name, one.people, one.sessions) for one in shown.periods] == [
        ("2025. 3.", 6, 6), ("2025. 4. ~ 2025. 5.", 0, 13),
    ]  # fmt: skip
    page = as_(place.accounts["lead"]).get("/admin/support/totals").text
    assert [word in page for word in ("6명", "19회", "8회", "11회", "2025. 4. ~ 2025. 5.")] == [True] * 5


def test_few_people_are_on_no_page(app, clock, as_):
    place = room()
    enter(place, [asked(place, who) for who in PEOPLE[:4]], date(2025, 3, 12))
    clock.freeze(clock.at(date(2025, 4, 1)))
    assert (publishing.publish(), db.session.query(Release).count()) == (0, 0)
    page = as_(place.accounts["head"]).get("/admin/support/totals").text
    assert "아직 보여 드릴 합계가 없습니다." in page
    assert "4회" not in page


def test_who_asks_anew_is_one_person(app, clock):
    place = room()
    for _ in range(2):
        one = asked(place)
        enter(place, [one], clock.today())
        applying.cancel(place.actor("client"))
    assert sums.figures_of(place.round.id, date(2025, 12, 31)) == (1, 2)


def test_what_was_published_cannot_be_changed(app, clock):
    place = room()
    enter(place, [asked(place, who) for who in PEOPLE], date(2025, 3, 12))
    clock.freeze(clock.at(date(2025, 4, 1)))
    publishing.publish()
    db.session.query(Release).one().people = 7
    with pytest.raises(RuntimeError):
        db.session.commit()
    db.session.rollback()


def test_months_are_named_in_one_way():
    assert messages.span_words(date(2025, 4, 1), date(2025, 4, 30)) == "2025. 4."
    assert messages.span_words(date(2025, 11, 1), date(2026, 1, 31)) == "2025. 11. ~ 2026. 1."
