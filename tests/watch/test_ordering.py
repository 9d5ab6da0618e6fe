"""The order of a month, and people put on duty by hand: what is warned of, what is refused, who is told."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.db import SEOUL, db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.notifications.models import Notice
from portal.watch import messages, queries
from portal.watch.models import RosterState
from portal.watch.services import rostering
from tests.factories.watch import APRIL, guard, month, shift, turn


@pytest.fixture
def place(clock, app):
    return guard()


def draft(place, *names):
    roster = month(place, state=RosterState.DRAFT)
    return roster, shift(place, APRIL, *names)


def order(place, roster, reason="", actor=None):
    version = queries.roster_or_missing(roster.public_id).version
    return rostering.order(actor or place.commander, roster.public_id, version=version, late_reason=reason)


def test_seven_days_ahead_is_in_time_and_six_are_late(place, clock):
    roster, _shift = draft(place, "김하나", "이두리")
    clock.freeze(datetime(2025, 3, 26, 9, 0, tzinfo=SEOUL))
    with pytest.raises(Refusal, match=r"3\. 25\.") as refused:
        order(place, roster)
    assert refused.value.field == "late_reason"
    assert order(place, roster, "인사발령").late_reason == "인사발령"


def test_in_time_no_reason_is_kept(place, clock):
    roster, _shift = draft(place, "김하나", "이두리")
    clock.freeze(datetime(2025, 3, 25, 23, 0, tzinfo=SEOUL))
    ordered = order(place, roster, "그냥")
    assert (ordered.state, ordered.late_reason, ordered.ordered_by) == (RosterState.ORDERED, "", "이과장")
    told = db.session.scalars(select(Notice).order_by(Notice.person_id)).all()
    assert {one.person_id for one in told} == {place.people[name].person_id for name in ("김하나", "이두리")}
    assert "4. 1.(화) 숙직 18:00~익일 09:00" in told[0].body
    assert db.session.scalar(select(AuditEntry.action)) == "watch_roster.order"


def test_one_person_alone_is_refused(place):
    roster, _shift = draft(place, "김하나")
    with pytest.raises(Refusal, match="2명 이상"):
        order(place, roster)


def test_only_the_commander_orders_and_only_a_draft(place):
    roster, _shift = draft(place, "김하나", "이두리")
    for actor in (place.runner, place.actor("김하나")):
        with pytest.raises(NotAllowed):
            order(place, roster, actor=actor)
    version = roster.version
    order(place, roster)
    with pytest.raises(Stale):
        rostering.order(place.commander, roster.public_id, version=version, late_reason="")
    with pytest.raises(Refusal):
        order(place, roster)


def put(place, made, name, *, instead="", anyway=False):
    old = turn(made, place.people[instead]) if instead else None
    return rostering.put(
        place.runner, made.public_id, turn_id=old.public_id if old else "", version=old.version if old else 0,
        person_id=place.people[name].person_id, reason="병가", anyway=anyway,
    )  # fmt: skip


def test_somebody_is_put_on_duty_with_a_reason_and_both_are_told(place):
    made = shift(place, APRIL, "이두리", "박세찬")
    changed = put(place, made, "김하나", instead="이두리")
    assert (changed.reason, messages.why(changed.why, made.group), changed.is_chief) == ("병가", "직접 지정", True)
    told = set(db.session.scalars(select(Notice.person_id)))
    assert told == {place.people[name].person_id for name in ("김하나", "이두리")}
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "watch_turn.put"))
    assert (entry.before, entry.reason) == ({"who": "이두리"}, "병가") and entry.after["who"] == "김하나"


def test_rules_are_told_in_words_and_only_soft_ones_give_way(place):
    made = shift(place, APRIL, "이두리", "박세찬")
    shift(place, date(2025, 4, 5), "김하나", "최네모")
    with pytest.raises(Refusal, match="4일 간격"):
        put(place, made, "김하나", instead="이두리")
    assert put(place, made, "김하나", instead="이두리", anyway=True).person.name == "김하나"
    shift(place, APRIL, "정다섯", "강여섯", kind=place.day)
    with pytest.raises(Refusal, match="이미 다른 당직"):
        put(place, made, "정다섯", instead="박세찬", anyway=True)
    with pytest.raises(Refusal, match="이미 이 당직"):
        put(place, made, "김하나", instead="박세찬", anyway=True)
    with pytest.raises(Refusal, match="시작한"):
        put(place, shift(place, date(2025, 3, 10), "최네모", "박세찬"), "이두리", instead="박세찬")


def test_empty_seats_are_filled_by_hand_and_the_month_becomes_a_draft(place):
    roster, made = draft(place, "김하나")
    roster.state, roster.faults = RosterState.IMPOSSIBLE, ["모자랍니다"]
    db.session.commit()
    put(place, made, "이두리")
    kept = queries.roster_or_missing(roster.public_id)
    assert (kept.state, kept.faults) == (RosterState.DRAFT, [])
    with pytest.raises(Stale):
        put(place, made, "박세찬")
    assert order(place, roster).state == RosterState.ORDERED
