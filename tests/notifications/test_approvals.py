"""Who is reminded of a list that goes up: whoever holds its step, then who heads the division, and no officer."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from portal.core.clock import SEOUL
from portal.core.db import db
from portal.notifications.models import Notice
from portal.notifications.services import reminding
from tests.factories.approvals import desk, sent_up
from tests.factories.deciding import unseated

pytestmark = pytest.mark.usefixtures("app")


def lines(person_id):
    """Return what somebody's bell says of the things that wait."""
    texts = db.session.execute(select(Notice.title, Notice.body).where(Notice.person_id == person_id)).all()
    return [f"{title} {body}" for title, body in texts if "결재하실 명단" in title + body]


def test_a_list_on_its_way_is_in_the_morning_line_of_whose_step_it_is_and_of_nobody_else(clock):
    here = desk()
    sent_up(here, unseated(here.place, "김하나"), unseated(here.place, "박둘"))
    clock.freeze(datetime.combine(date(2025, 3, 13), time(9), SEOUL))
    assert reminding.digest() == 1
    assert "결재하실 명단 1건" in lines(here.lead_account.person_id)[0]
    assert lines(here.place.officer.person_id) == lines(here.head_account.person_id) == []


def test_a_step_is_late_after_three_working_days_and_told_above_after_six(clock):
    here, days = desk(), {}
    sent_up(here, unseated(here.place, "김하나"))
    for number in range(12):
        day = date(2025, 3, 12) + timedelta(days=number)
        clock.freeze(datetime.combine(day, time(15), SEOUL))
        before = {who: len(lines(who)) for who in (here.lead_account.person_id, here.head_account.person_id)}
        reminding.chase()
        for who, count in before.items():
            if len(lines(who)) > count:
                days.setdefault(who, []).append(day)
    assert days == {here.lead_account.person_id: [date(2025, 3, 18)], here.head_account.person_id: [date(2025, 3, 21)]}
