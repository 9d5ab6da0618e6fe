"""Every SELECT of approval lines, documents and absences."""

from portal.approvals.queries.documents import steps_waiting
from portal.approvals.queries.holding import Hand, Hands, count_in_hand, hands_of
from portal.approvals.queries.lines import goes_up, line_of, lines_of, programs_going_up

__all__ = [
    "Hand",
    "Hands",
    "count_in_hand",
    "goes_up",
    "hands_of",
    "line_of",
    "lines_of",
    "programs_going_up",
    "steps_waiting",
]
