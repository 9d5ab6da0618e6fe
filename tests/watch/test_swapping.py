"""Swaps: a table of who may do what from where, crossing wishes, and what a change of hands does."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core.db import SEOUL, db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.directory.models import Absence
from portal.notifications.models import Notice
from portal.watch import queries
from portal.watch.models import Excuse, SwapState
from portal.watch.services import rostering, rules, swapping
from portal.watch.workflow import SWAP
from tests.factories.watch import guard, shift, turn

S = SwapState
ACTS = ("take", "refuse", "withdraw", "approve", "decline", "pass")


@pytest.fixture
def place(clock, app):
    found = guard()
    found.first = shift(found, date(2025, 4, 1), "김하나", "이두리")
    found.second = shift(found, date(2025, 4, 21), "박세찬", "최네모")
    return found


def own(place, made, name):
    return turn(made, place.people[name])


def asked(place, *, taker="박세찬", back=True, who="김하나"):
    given = own(place, place.first, who)
    wanted = own(place, place.second, taker).public_id if back else ""
    return swapping.ask(
        place.actor(who), given.public_id, taker_id=None, return_turn_id=wanted, reason="출장", version=given.version
    )


def act(place, swap, what, *, version=None):
    version = swap.version if version is None else version
    if what == "take":
        return swapping.take(place.actor("박세찬"), swap.public_id, version=version)
    if what == "refuse":
        return swapping.refuse(place.actor("박세찬"), swap.public_id, version=version)
    if what == "withdraw":
        return swapping.withdraw(place.actor("김하나"), swap.public_id, version=version)
    if what == "pass":
        return swapping.let_go(place.runner, swap.turn)
    return swapping.decide(
        place.commander, swap.public_id, approved=what == "approve", note="인원 부족", version=version
    )


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("what", [one for one in ACTS if one != "pass"])
def test_from_each_state_only_the_acts_of_the_table_lead_on(place, state, what):
    swap = asked(place)
    if state is not S.OPEN:
        swap.taken_at, swap.state = swap.asked_at, state
        db.session.commit()
    if (state, what) in SWAP:
        assert act(place, swap, what).state == SWAP[state, what]
    else:
        with pytest.raises(Stale):
            act(place, swap, what)
        assert queries.swap_or_missing(swap.public_id).state == state


def test_the_two_change_places_when_the_commander_approves(place):
    swap = act(place, asked(place), "take")
    act(place, swap, "approve")
    first, second = (queries.shift_or_missing(one.public_id) for one in (place.first, place.second))
    assert {one.person.name for one in first.turns} == {"박세찬", "이두리"}
    assert {one.person.name for one in second.turns} == {"김하나", "최네모"}
    assert second.turns[0].person.name == "김하나" and second.turns[0].is_chief, "the higher grade answers"
    assert sum(one.is_chief for one in first.turns) == 1
    told = db.session.execute(select(Notice.person_id, Notice.title).order_by(Notice.id)).all()
    people = {name: who.person_id for name, who in place.people.items()}
    assert told == [
        (people["박세찬"], "당직 변경에 동의를 부탁받으셨습니다."),
        (people["김하나"], "동료가 당직 변경에 동의하였습니다."),
        (place.head.person_id, "승인하실 당직 변경이 있습니다."),
        *[(one, "당직 변경이 승인되었습니다.") for one in sorted((people["김하나"], people["박세찬"]))],
    ]
    noted = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert noted == ["watch_swap.ask", "watch_swap.take", "watch_swap.approve", "watch_turn.swap", "watch_turn.swap"]


def test_own_swaps_are_nobodys_to_take_and_others_are_not_to_be_seen(place):
    swap = asked(place, taker=None, back=False)
    with pytest.raises(NotAllowed):
        swapping.take(place.actor("김하나"), swap.public_id, version=swap.version)
    for name in ("김하나", "이두리"):
        with pytest.raises(Missing):
            swapping.refuse(place.actor(name), swap.public_id, version=swap.version)
    with pytest.raises(Refusal, match="이미 다른 당직"):
        swapping.take(place.actor("이두리"), swap.public_id, version=swap.version)
    assert swapping.take(place.actor("정다섯"), swap.public_id, version=swap.version).state == S.TAKEN


def test_what_a_colleague_was_asked_for_nobody_else_takes(place):
    swap = asked(place)
    with pytest.raises(Missing):
        swapping.take(place.actor("정다섯"), swap.public_id, version=swap.version)
    with pytest.raises(NotAllowed):
        swapping.decide(place.runner, swap.public_id, approved=True, note="", version=swap.version)


def test_crossing_wishes_do_not_both_stand(place):
    asked(place)
    given, wanted = own(place, place.second, "박세찬"), own(place, place.first, "김하나")
    with pytest.raises(Refusal, match="이미 진행 중"):
        swapping.ask(
            place.actor("박세찬"), given.public_id, taker_id=None, return_turn_id=wanted.public_id, reason="병원",
            version=given.version,
        )  # fmt: skip


def test_a_commander_who_is_party_leaves_it_to_another(place):
    swap = act(place, asked(place), "take")
    swap.asker_id = place.head.person_id
    swap.turn.person_id = place.head.person_id
    db.session.commit()
    with pytest.raises(NotAllowed, match="다른 당직명령자"):
        act(place, swap, "approve")


def test_who_stands_in_for_the_head_decides_and_only_while_the_head_is_away(place, clock):
    swap = act(place, asked(place), "take")
    deputy = place.actor("강여섯")
    with pytest.raises(NotAllowed):
        swapping.decide(deputy, swap.public_id, approved=True, note="", version=swap.version)
    today = clock.today()
    db.session.add(
        Absence(
            person_id=place.head.person_id, first_day=today, last_day=today, reason="출장", deputy_id=deputy.person_id
        )
    )
    db.session.commit()
    assert swapping.decide(deputy, swap.public_id, approved=True, note="", version=swap.version).state == S.APPROVED


def test_nobody_takes_what_the_rules_forbid(place):
    days = {"first_day": date(2025, 3, 1), "last_day": None}
    person_id = place.people["정다섯"].person_id
    rules.excuse(place.actor("정다섯"), person_id, Excuse.OWN, **days)
    given, actor = own(place, place.first, "김하나"), place.actor("김하나")
    asked_for = {"taker_id": person_id, "return_turn_id": "", "reason": "출장", "version": given.version}
    with pytest.raises(Refusal, match="당직 제외"):
        swapping.ask(actor, given.public_id, **asked_for)


def test_a_duty_that_has_begun_is_not_swapped_and_the_wish_passes(place, clock):
    swap = asked(place)
    clock.freeze(datetime(2025, 4, 1, 19, 0, tzinfo=SEOUL))
    with pytest.raises(Refusal, match="이미 시작"):
        act(place, swap, "take")
    assert swapping.let_pass() == 1 and swapping.let_pass() == 0
    assert queries.swap_or_missing(swap.public_id).state == S.PAST_DUE


def test_a_turn_that_was_given_to_somebody_else_ends_the_wish(place):
    swap = asked(place)
    given = own(place, place.first, "김하나")
    rostering.put(
        place.runner, place.first.public_id, turn_id=given.public_id, person_id=place.people["강여섯"].person_id,
        reason="병가", version=given.version, anyway=False,
    )  # fmt: skip
    assert queries.swap_or_missing(swap.public_id).state == S.PAST_DUE
    with pytest.raises(Stale):
        act(place, swap, "take")


def test_an_older_page_decides_nothing(place):
    swap = asked(place)
    act(place, swap, "take")
    with pytest.raises(Stale):
        act(place, swap, "withdraw", version=1)
