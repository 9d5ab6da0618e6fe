"""From asking for a month to the draft: who is left out, why somebody was chosen, what is said when nobody can be."""

from datetime import date, timedelta

import pytest

from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal
from portal.directory.models import Absence, ServiceState
from portal.watch import messages, queries
from portal.watch.models import Excuse, RosterState, WatchBar
from portal.watch.services import rostering, rules, solving
from tests.factories.scene import account
from tests.factories.watch import APRIL, guard, month, seat, shift

MANY = tuple(
    f"{family}{given}" for family in "김이박최정강" for given in ("하나", "두리", "세찬", "네모", "다섯", "여섯")
)


@pytest.fixture
def place(clock, app):
    return guard(*MANY)


def solved(place):
    roster = rostering.ask(place.runner, APRIL)
    solving.work()
    return queries.roster_or_missing(roster.public_id)


def on_duty(roster):
    return {turn.person_id for one in queries.shifts_of(roster.id) for turn in one.turns}


def test_a_month_is_found_with_its_chiefs_and_reasons(place):
    earlier = shift(place, date(2025, 3, 20), "김하나", "이하나")
    roster = solved(place)
    shifts = queries.shifts_of(roster.id)
    assert roster.state == RosterState.DRAFT and len(shifts) == 30 + 8
    for one in shifts:
        assert len(one.turns) == 2 and one.turns[0].is_chief and not one.turns[1].is_chief
    names = {place.people[name].person_id for name in ("김하나", "이하나")}
    early = [one for one in shifts if one.day < earlier.day + timedelta(days=14)]
    assert not {turn.person_id for one in early for turn in one.turns} & names, "the month before counts"
    chief = next(one.turns for one in shifts if any(t.person_id == place.people["김하나"].person_id for t in one.turns))
    assert chief[0].person_id == place.people["김하나"].person_id, "the higher grade answers"
    words = messages.why(shifts[0].turns[0].why, shifts[0].group)
    assert "가장 적음" in words and "가능한" in words


def test_whoever_may_not_be_on_duty_is_not(place):
    people = {name: place.people[name] for name in ("김하나", "김두리", "김세찬", "김네모", "김다섯")}
    people["김하나"].person.state = ServiceState.ON_LEAVE
    people["김두리"].person.series = "운전"
    db.session.add(WatchBar(word="운전"))
    away = Absence(person_id=people["김세찬"].person_id, first_day=APRIL, last_day=date(2025, 4, 30), reason="병가")
    db.session.add(away)
    place.setting.distance_days = 7
    days = {"first_day": APRIL, "last_day": None}
    rules.excuse(place.runner, people["김네모"].person_id, Excuse.TRAINING, **days)
    rules.excuse(place.actor("김다섯"), people["김다섯"].person_id, Excuse.OWN, **days)
    late = account("박늦음")
    seat(late, place.division, since=date(2025, 4, 20))
    db.session.commit()
    roster = solved(place)
    barred = {one.person_id for one in people.values()}
    assert roster.state == RosterState.DRAFT and not on_duty(roster) & barred
    for one in queries.shifts_of(roster.id):
        assert one.day >= date(2025, 4, 20) or late.person_id not in {turn.person_id for turn in one.turns}


def test_a_month_that_cannot_be_filled_says_the_day_the_rule_and_what_would_help(clock, app):
    place = guard("김하나", "이두리", "박세찬", "최네모", "정다섯", "강여섯", "조일곱", "윤여덟")
    place.day.is_active = False
    db.session.commit()
    roster = solved(place)
    assert roster.state == RosterState.IMPOSSIBLE
    said = " ".join(roster.faults)
    assert "2명 가운데" in said and "이 달 다른 당직과 간격이 짧은 분" in said
    assert roster.faults[-1].startswith("최소 간격을 14일에서 4일로")
    place.setting.distance_days = 4
    db.session.commit()
    assert solved(place).state == RosterState.DRAFT


def test_where_no_distance_helps_more_people_are_named(clock, app):
    place = guard("김하나")
    roster = solved(place)
    assert roster.state == RosterState.IMPOSSIBLE and "더 정하시거나" in roster.faults[-1]


def test_only_who_runs_the_roster_asks_and_never_for_what_is_ordered_or_over(place):
    for actor in (place.commander, place.actor("김하나")):
        with pytest.raises(NotAllowed):
            rostering.ask(actor, APRIL)
    with pytest.raises(Refusal):
        rostering.ask(place.runner, date(2025, 2, 1))
    month(place, date(2025, 5, 1))
    with pytest.raises(Refusal, match="이미 명령"):
        rostering.ask(place.runner, date(2025, 5, 1))


def test_a_draft_thrown_away_while_the_solver_worked_is_not_filled(place, monkeypatch):
    roster = rostering.ask(place.runner, APRIL)
    real = solving.solve

    def meanwhile(problem):
        gone = queries.roster_or_missing(roster.public_id)
        gone.state = RosterState.DRAFT
        db.session.commit()
        return real(problem)

    monkeypatch.setattr(solving, "solve", meanwhile)
    solving.work()
    assert on_duty(roster) == set()
