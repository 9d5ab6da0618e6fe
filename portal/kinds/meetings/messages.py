"""What this kind says in Korean."""

from collections.abc import Sequence

from portal.kinds.meetings.models import Attendance, Meeting, MeetingState
from portal.programs.messages import period

HOW = "담당 팀이 참석하실 분을 정하여 초청합니다. 따로 신청하지 않습니다."
STATE = {MeetingState.PLANNED: "예정", MeetingState.HELD: "개최", MeetingState.CANCELED: "취소"}
ATTENDANCE = {Attendance.INVITED: "초청", Attendance.DESIGNATED: "지정", Attendance.ASKED_FOR: "기관 신청"}


def facts(meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    """Say when a program's people meet, who chairs, with whom and about what; what is the same is said once."""
    rows = [
        ("회차별 일정", [_day(meeting) for meeting in meetings]),
        ("누가 주재합니까", [meeting.chair for meeting in meetings]),
        ("누가 참석합니까", [meeting.target for meeting in meetings]),
        ("무엇을 이야기합니까", [meeting.content for meeting in meetings]),
    ]
    return [(question, " · ".join(dict.fromkeys(filter(None, words)))) for question, words in rows if any(words)]


def _day(meeting: Meeting) -> str:
    number = f"{meeting.number}차 " if meeting.number else ""
    when = period(meeting.first_day, meeting.last_day, meeting.period_style)
    return f"{number}{when} {STATE[meeting.state]}"
