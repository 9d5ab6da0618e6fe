"""Who is away and who stands in: no circle, no chain over two, and the directory knows at once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.approvals import messages
from portal.approvals.queries.absences import absences_of, colleagues_of
from portal.approvals.services.absences import cancel, register
from portal.approvals.wishes import Away
from portal.audit.models import AuditEntry
from portal.core import clock as portal_clock
from portal.core.db import db
from portal.core.errors import Missing, Refusal
from portal.directory.queries.card import card_or_missing
from tests.factories.approvals import away, desk, seat
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")


def days(count: int = 1, *, ahead: int = 0) -> tuple[date, date]:
    first = portal_clock.today() + timedelta(days=ahead)
    return first, first + timedelta(days=count - 1)


def test_an_absence_is_registered_shown_in_the_directory_and_canceled():
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    absence = register(here.lead, Away(*days(3), "출장", deputy.person.public_id))
    card = card_or_missing(here.lead_account.person.public_id)
    assert (card.is_absent, card.deputy.startswith("박대리")) == (True, True)
    cancel(here.lead, absence.id)
    assert card_or_missing(here.lead_account.person.public_id).is_absent is False
    acts = db.session.scalars(select(AuditEntry).where(AuditEntry.object_type == "absence")).all()
    assert [one.action for one in acts] == ["absence.register", "absence.cancel"]
    assert "출장" not in str([one.after for one in acts]), "why somebody is away is not copied"


def test_an_absence_that_has_begun_ends_yesterday(clock):
    here = desk()
    absence = register(here.lead, Away(*days(5), "연가"))
    clock.freeze(clock.now() + timedelta(days=2))
    cancel(here.lead, absence.id)
    assert (absence.last_day, absence.canceled_at) == (clock.today() - timedelta(days=1), None)
    with pytest.raises(Refusal, match="이미 끝났거나"):
        cancel(here.lead, absence.id)


def test_nobody_cancels_anothers_absence():
    here = desk()
    absence = register(here.lead, Away(*days(), "연가"))
    with pytest.raises(Missing):
        cancel(here.head, absence.id)


def test_nobody_stands_in_for_themselves_nor_in_a_circle():
    here = desk()
    with pytest.raises(Refusal, match=messages.ABSENT_SELF):
        register(here.lead, Away(*days(), "연가", here.lead_account.person.public_id))
    register(here.lead, Away(*days(), "연가", here.head_account.person.public_id))
    with pytest.raises(Refusal) as no:
        register(here.head, Away(*days(), "출장", here.lead_account.person.public_id))
    assert (str(no.value), no.value.field) == (messages.CIRCLE, "deputy")


def test_a_deputy_who_is_away_without_a_deputy_is_no_deputy():
    here = desk()
    register(here.head, Away(*days(), "출장"))
    with pytest.raises(Refusal, match="자리를 비웁니다"):
        register(here.lead, Away(*days(), "연가", here.head_account.person.public_id))


def test_a_third_in_the_chain_is_refused():
    here = desk()
    second, third = account("둘째"), account("셋째")
    away(second, third)
    away(third, here.head_account)
    with pytest.raises(Refusal, match=messages.TOO_LONG_A_CHAIN):
        register(here.lead, Away(*days(), "연가", second.person.public_id))


def test_the_same_days_twice_are_refused():
    here = desk()
    register(here.lead, Away(*days(3), "연가"))
    with pytest.raises(Refusal) as no:
        register(here.lead, Away(*days(1, ahead=2), "출장"))
    assert no.value.field == "first_day"
    register(here.lead, Away(*days(1, ahead=3), "출장"))
    assert len(absences_of(here.lead.person_id)) == 2


def test_the_first_proposed_is_the_next_in_order():
    here = desk()
    clerk = account("박주무관")
    seat(clerk, here.place.team, order=2)
    names = [words.partition(" ")[0] for _, words in colleagues_of(here.lead.person_id)]
    assert names == ["김산원", "박주무관", "이과장"] or names == ["이과장", "김산원", "박주무관"], names
    assert colleagues_of(here.head.person_id)[0][1].startswith("송팀장"), "for the head, the head of the first team"


def test_who_holds_no_post_is_proposed_nobody():
    assert colleagues_of(actor_of(account("무보직")).person_id) == []
