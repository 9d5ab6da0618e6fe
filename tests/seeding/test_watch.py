"""The rosters of the demonstration keep the rules they were found by."""

from collections import Counter
from itertools import pairwise

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.directory.models import Assignment, Post
from portal.watch import queries
from portal.watch.models import Group, WatchRoster, WatchShift, WatchTurn

pytestmark = pytest.mark.usefixtures("seeded")


def test_two_months_are_shared_evenly_and_keep_their_distance():
    setting = queries.setting()
    shifts = db.session.scalars(select(WatchShift).order_by(WatchShift.day)).unique().all()
    turns = db.session.execute(
        select(WatchTurn.person_id, WatchShift.day, WatchShift.group).join(WatchTurn.shift)
    ).all()
    assert len(shifts) == 31 + 8 + 31 + 11 and len(turns) == 2 * len(shifts)
    members = queries.members_of(setting.unit, shifts[0].day, shifts[-1].day)
    able = {one.person_id for one in members if not one.barred}
    assert {person_id for person_id, *_more in turns} <= able
    for group in Group:
        counts = Counter(dict.fromkeys(able, 0))
        counts.update(person_id for person_id, _day, of_group in turns if of_group == group)
        assert max(counts.values()) - min(counts.values()) <= 1, group
    for person_id in able:
        days = sorted(day for one, day, _group in turns if one == person_id)
        assert all((later - earlier).days >= setting.distance_days for earlier, later in pairwise(days))


def test_they_are_marked_and_no_leader_is_on_duty():
    assert all(db.session.scalars(select(WatchRoster.is_fictional)))
    titles = db.session.scalars(
        select(Post.title).join(Assignment, Assignment.post_id == Post.id)
        .join(WatchTurn, WatchTurn.person_id == Assignment.person_id)
    )  # fmt: skip
    assert not set(titles) & {bar.word for bar in queries.bars()}
