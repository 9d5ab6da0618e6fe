"""The publication of sums, each night: a month that is past is added as soon as it tells of no small group."""

from datetime import date

from portal.core import clock
from portal.core.db import db
from portal.core.transaction import command
from portal.kinds.psych_counseling import cube
from portal.kinds.psych_counseling.models import Release
from portal.kinds.psych_counseling.queries import releases
from portal.kinds.psych_counseling.totals import next_standing


def publish() -> int:
    """Publish what may be published of each round and return of how many; what was published is never changed."""
    until = cube.published_until(clock.today())
    return sum(_publish(round_id, until) for round_id in releases.rounds_with_cases())


@command
def _publish(round_id: int, until: date) -> bool:
    last = releases.last_of(round_id)
    since = last.until if last else date.min
    if since >= until:
        return False
    now = next_standing(
        cube.standing_at(last),
        releases.entered_in(round_id),
        since=since,
        until=until,
        gone=releases.gone_of(round_id),
    )
    if now is None:
        return False
    db.session.add(Release(round_id=round_id, until=until, people=now.people, meetings=now.meetings, remote=now.remote))
    return True
