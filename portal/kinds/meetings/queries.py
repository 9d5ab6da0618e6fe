"""Which meetings were held and which are planned."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from portal.core.db import db
from portal.kinds.meetings.models import Meeting, MeetingState


def meetings_between(first: date, last: date) -> Sequence[Meeting]:
    """Return the meetings held or planned in a time, both days included, by their first day."""
    found = select(Meeting).where(
        Meeting.first_day <= last, Meeting.last_day >= first, Meeting.state != MeetingState.CANCELED
    )
    return db.session.scalars(found.order_by(Meeting.first_day, Meeting.id)).all()


def meetings_held_between(first: date, last: date) -> Sequence[Meeting]:
    """Return the meetings that took place in a time, both days included."""
    return [one for one in meetings_between(first, last) if one.state == MeetingState.HELD and one.last_day <= last]


def meetings_of(program_ids: Collection[int]) -> dict[int, list[Meeting]]:
    """Return the meetings held or planned of each of some programs, by their first day."""
    found = select(Meeting).where(Meeting.program_id.in_(program_ids), Meeting.state != MeetingState.CANCELED)
    meetings: dict[int, list[Meeting]] = {program_id: [] for program_id in program_ids}
    for meeting in db.session.scalars(found.order_by(Meeting.first_day, Meeting.id)):
        if meeting.program_id is not None:
            meetings[meeting.program_id].append(meeting)
    return meetings
