"""The whole life of an application, every pair of state and action."""

import pytest

from portal.applications import messages
from portal.applications.models import LIVE, Status
from portal.applications.workflow import TRANSITIONS, Action, next_status
from portal.core.errors import Stale

LEADS_TO = {
    Status.DRAFT: {"submit": "submitted", "take_over": "approved"},
    Status.SUBMITTED: {
        "start": "in_review", "approve": "approved", "reject": "rejected", "return": "returned",
        "waitlist": "waitlisted", "not_select": "not_selected", "withdraw": "withdrawn", "correct": "submitted",
    },
    Status.IN_REVIEW: {
        "approve": "approved", "reject": "rejected", "return": "returned", "waitlist": "waitlisted",
        "not_select": "not_selected", "withdraw": "withdrawn", "correct": "in_review",
    },
    Status.RETURNED: {"correct": "submitted", "withdraw": "withdrawn", "expire": "expired"},
    Status.WAITLISTED: {
        "reject": "rejected", "not_select": "not_selected", "withdraw": "withdrawn", "correct": "waitlisted",
        "promote": "submitted", "expire": "expired", "offer": "waitlisted", "reorder": "waitlisted",
        "revise": "in_review",
    },
    Status.APPROVED: {
        "cancel": "canceled", "activate": "active", "reopen": "in_review", "correct": "in_review",
        "revise": "in_review", "confirm": "approved", "expire": "expired",
    },
    Status.NOT_SELECTED: {"revise": "in_review"},
    Status.REJECTED: {"revise": "in_review"},
    Status.ACTIVE: {
        "cancel": "canceled", "complete": "completed", "leave_incomplete": "incomplete", "miss": "no_show",
    },
}  # fmt: skip
for status in LIVE:
    LEADS_TO[status]["assign"] = status
    LEADS_TO[status]["call_off"] = "canceled"
LEADS_TO[Status.NO_SHOW] = {"excuse": "no_show"}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("status", Status)
def test_every_pair_leads_where_the_rules_say_or_nowhere(status, action):
    expected = LEADS_TO.get(status, {}).get(action)
    if expected is None:
        with pytest.raises(Stale):
            next_status(status, action)
    else:
        assert next_status(status, action) == expected


def test_what_has_ended_never_moves_again():
    ended = {Status.COMPLETED, Status.INCOMPLETE, Status.NO_SHOW, Status.WITHDRAWN, Status.CANCELED, Status.EXPIRED}
    assert all(after == before for (before, _action), after in TRANSITIONS.items() if before in ended)


@pytest.mark.parametrize("words", [messages.STATUS, messages.TONE])
def test_every_state_has_its_words(words):
    assert set(words) == set(Status)


def test_every_action_has_its_word():
    assert set(messages.ACTION) == set(Action)
