"""The queue's pages by rows, and its saved views."""

import re
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from portal.applications.models import SavedView
from portal.applications.queries import queue as queue_queries
from portal.applications.queries.queue import Filters
from portal.audit.models import AuditEntry
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.keyset import LAST, Spot
from tests.factories.deciding import seated
from tests.factories.queue import QUEUE, names_in
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize("sort", ["waiting", "newest", "place", "name", "office", "grade"])
def test_pages_by_rows_walk_the_whole_list_forward_and_back_without_a_gap(place, clock, sort):
    for number in range(120):
        seated(place, f"신청자{number % 7}", snapshot_unit_name=f"학교{number % 5}", submitted_at=clock.now())
    actor, filters = actor_of(place.officer, Held(Role.OFFICER, place.team.id)), Filters(sort=sort)
    pages = [queue_queries.rows_in_queue(actor, filters, Spot(number)) for number in (1, 2, 3)]
    wanted = [row.public_id for page in pages for row in page]
    assert len(set(wanted)) == 120
    there, spot = [], Spot()
    while rows := queue_queries.rows_in_queue(actor, filters, spot):
        there += [row.public_id for row in rows]
        spot = Spot(9, after=queue_queries.spot_of(rows[-1], filters))
    back, spot = [], Spot(3, before=LAST)
    while rows := queue_queries.rows_in_queue(actor, filters, spot, count=50):
        back = [row.public_id for row in rows] + back
        spot = Spot(9, before=queue_queries.spot_of(rows[0], filters))
    assert there == wanted == back


def test_the_ways_to_other_pages_name_rows_and_stay_with_a_decision(place, as_):
    for number in range(120):
        seated(place, f"신청자{number}")
    officer = as_(place.officer)
    first = officer.get(QUEUE).text
    after = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    second = officer.get(after).text
    assert "2/3쪽" in second and names_in(officer.get(after))[0] == "신청자50"
    assert 'name="back" value="page=2&amp;after=' in second
    last = officer.get(f"{QUEUE}?page=3&before=end")
    assert len(names_in(last)) == 20 and "3/3쪽" in last.text


@pytest.mark.parametrize(
    "odd", ["after=x", "after=W10", "before=bnVsbA", "after=%00", "before=" + "A" * 900, "page=99999"]
)
def test_an_odd_place_in_the_list_is_a_page_and_no_fault(place, officer, odd):
    seated(place)
    assert officer.get(f"{QUEUE}?{odd}").status_code == 200


def test_a_view_is_kept_shared_with_the_team_and_given_up(place, as_):
    lead, stranger = account("팀장", Role.LEAD, team=place.team), account("남", Role.OFFICER, team=unit("다른팀"))
    officer = as_(place.officer)
    data = {"name": "김씨 신청", "shared": "1", "back": "q=김&page=7&state=all"}
    assert officer.post(f"{QUEUE}/views", data=data).status_code == 303
    assert officer.post(f"{QUEUE}/views", data={**data, "back": "q=김"}).status_code == 303, "written over"
    view = db.session.scalars(select(SavedView)).one()
    address = f"{QUEUE}/views/{view.public_id}"
    assert "김씨 신청" in as_(lead).get(QUEUE).text and "김씨 신청" not in as_(stranger).get(QUEUE).text
    assert unquote(as_(lead).get(address).location) == f"{QUEUE}?q=김"
    assert as_(stranger).get(address).status_code == 404
    assert as_(lead).post(f"{address}/drop").status_code == 404
    assert officer.post(f"{QUEUE}/views", data={"name": ""}).status_code == 422
    assert officer.post(f"{address}/drop").status_code == 303
    acts = select(AuditEntry.action).where(AuditEntry.object_type == "saved_view").order_by(AuditEntry.id)
    assert db.session.scalars(acts).all() == ["saved_view.save", "saved_view.save", "saved_view.drop"]
