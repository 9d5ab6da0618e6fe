"""Who takes a step when posts are vacant and people away, and that nobody takes their own; edge cases by number."""

import pytest
from sqlalchemy import select

from portal.applications.queries import lists
from portal.applications.services import documents
from portal.approvals.models import Document, DocumentState, StepState
from portal.approvals.queries import hands_of
from portal.approvals.queries.documents import Tab, page_of_box
from portal.approvals.services.absences import cancel
from portal.approvals.services.documents import acknowledge
from portal.audit.models import AuditEntry
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed
from tests.factories.approvals import away, desk, leave_vacant, seat, sent_up
from tests.factories.deciding import unseated
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("app", "clock")


def in_hand(actor: Actor) -> list[int]:
    return [one.id for one in page_of_box(actor, Tab.WAITING, 1).items]


def states(document: Document) -> list[str]:
    db.session.expire_all()
    return [str(step.state) for step in db.session.get_one(Document, document.id).steps]


def test_a_deputy_acts_both_names_stand_and_the_absent_one_reads_it_on_return():
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    away(here.lead_account, deputy)
    document = sent_up(here)
    assert (in_hand(here.lead), in_hand(actor_of(deputy))) == ([], [document.id])
    with pytest.raises(NotAllowed):
        documents.approve(here.lead, document.public_id, version=document.version)
    documents.approve(actor_of(deputy), document.public_id, version=document.version)
    step = document.steps[0]
    assert (step.actor_name, step.for_name, step.for_id) == ("박대리", "송팀장", here.lead.person_id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "document.approve")).one()
    assert (entry.actor_name, entry.after["for"]) == ("박대리", "송팀장")
    assert acknowledge(here.lead) == 1
    assert acknowledge(here.lead) == 0


def test_edge_8_the_approver_is_transferred_the_post_vacant_and_then_split():
    """Forty items wait; the post is vacant for nine days, then two posts: they go up, then to the new head post."""
    here = desk()
    document = sent_up(here)
    leave_vacant(here.lead_post)
    hands = hands_of([document.id])[document.steps[0].id]
    assert ({one.name for one in hands.those}, hands.is_passed_up) == ({"이과장"}, True)
    assert in_hand(here.head) == [document.id]
    here.lead_post.valid_to = here.lead_post.valid_from.replace(year=2025, month=3, day=1)
    first, second = account("새팀장"), account("새차석")
    seat(first, here.place.team, "팀장", is_head=True, order=1)
    seat(second, here.place.team, "파트장", order=2)
    assert (in_hand(actor_of(first)), in_hand(actor_of(second)), in_hand(here.head)) == ([document.id], [], [])
    documents.approve(actor_of(first), document.public_id, version=document.version)
    assert in_hand(here.head) == [document.id]


def test_edge_9_approver_and_deputy_on_leave_and_the_head_is_the_applicant():
    """No self-approval and no dead end: the review goes up past both, the head's own row goes on alone."""
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    other_team = unit("총무팀", here.division)
    other = account("총무팀장")
    seat(other, other_team, "팀장", is_head=True)
    own, others = unseated(here.place, who=here.head_account), unseated(here.place, "홍길동")
    away(here.lead_account, deputy)
    away(deputy)
    document = sent_up(here, own, others)
    assert states(document) == ["skipped", "pending"], "the head would take both steps: the review is left out"
    documents.approve(here.head, document.public_id, version=document.version)
    assert document.state == DocumentState.APPROVED
    assert [row.name for row in lists.rows_of_document(document.id)] == ["홍길동"]
    child = db.session.scalars(select(Document).where(Document.parent_id == document.id)).one()
    assert [row.name for row in lists.rows_of_document(child.id)] == ["이과장"]
    assert in_hand(here.head) == []
    assert in_hand(actor_of(other)) == [child.id], "above the head there is nobody: the first team head by order"
    with pytest.raises(NotAllowed):
        documents.approve(here.head, child.public_id, version=child.version)
    documents.approve(actor_of(other), child.public_id, version=child.version)
    assert child.state == DocumentState.APPROVED


def test_edge_10_the_deputy_decides_after_the_absence_was_canceled(clock):
    """Canceled at 17:55: at 18:00 the deputy is refused, the page of the holder has the step, what was done stays."""
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    absence = away(here.lead_account, deputy)
    done, open_ = sent_up(here), None
    documents.approve(actor_of(deputy), done.public_id, version=done.version)
    open_ = sent_up(here, unseated(here.place, "둘째"))
    clock.freeze(clock.now().replace(hour=17, minute=55))
    cancel(here.lead, absence.id)
    clock.freeze(clock.now().replace(hour=18, minute=0))
    with pytest.raises(NotAllowed, match="결재할 차례"):
        documents.approve(actor_of(deputy), open_.public_id, version=open_.version)
    assert in_hand(here.lead) == [open_.id]
    assert done.steps[0].state == StepState.APPROVED
    documents.approve(here.lead, open_.public_id, version=open_.version)
    assert (open_.steps[0].actor_name, open_.steps[0].for_id) == ("송팀장", None)


def test_edge_14_a_deputy_who_left_the_service_stands_in_for_nobody():
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    away(here.lead_account, deputy)
    document = sent_up(here)
    db.session.get_one(type(deputy), deputy.id).person.state = "retired"
    db.session.commit()
    assert in_hand(actor_of(deputy)) == []
    assert in_hand(here.head) == [document.id], "the step is nobody's below, and goes up"


def test_a_lead_with_an_own_application_approves_the_others_and_the_own_goes_up():
    here = desk()
    document = sent_up(here, unseated(here.place, who=here.lead_account), unseated(here.place, "홍길동"))
    documents.approve(here.lead, document.public_id, version=document.version)
    child = db.session.scalars(select(Document).where(Document.parent_id == document.id)).one()
    assert states(child) == ["skipped", "pending"], "the next above the lead is the head, who takes the last step"
    assert sorted(in_hand(here.head)) == sorted([document.id, child.id])


def test_a_list_of_one_never_comes_into_the_hands_of_whose_it_is():
    here = desk()
    document = sent_up(here, unseated(here.place, who=here.lead_account))
    assert in_hand(here.lead) == []
    assert in_hand(here.head) == [document.id]


def test_who_drafts_takes_no_step_of_it_though_standing_in():
    here = desk()
    away(here.lead_account, here.place.officer)
    document = sent_up(here)
    assert in_hand(here.officer) == []
    assert in_hand(here.head) == [document.id]


def test_a_chain_of_deputies_ends_after_two_and_never_turns_in_a_circle():
    here = desk()
    people = [account(name) for name in ("첫째", "둘째", "셋째")]
    for one in people:
        seat(one, here.place.team)
    away(here.lead_account, people[0])
    away(people[0], people[1])
    document = sent_up(here)
    assert in_hand(actor_of(people[1])) == [document.id]
    away(people[1], people[2])
    assert in_hand(actor_of(people[2])) == []
    assert in_hand(here.head) == [document.id]
