"""A list goes up its line: each step in its turn, and back with a reason."""

import pytest
from sqlalchemy import select

from portal.applications import list_messages
from portal.applications.models import Application, Status
from portal.applications.queries import lists
from portal.applications.services import documents, staging
from portal.applications.services.documents import Sending
from portal.applications.workflow import Action
from portal.approvals import messages
from portal.approvals.models import Document, DocumentState
from portal.approvals.queries import line_of
from portal.approvals.queries.documents import Tab, moves_of, page_of_box
from portal.approvals.services.lines import change_line
from portal.approvals.wishes import BY_THE_DRAFTER
from portal.audit.models import AuditEntry
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.notifications.models import Notice
from portal.programs.models import Round
from tests.factories.approvals import approved, desk, sent_up, staged
from tests.factories.deciding import unseated

pytestmark = pytest.mark.usefixtures("app", "clock")


def in_hand(actor: Actor) -> list[int]:
    return [one.id for one in page_of_box(actor, Tab.WAITING, 1).items]


def states(document: Document) -> list[str]:
    db.session.expire_all()
    return [str(step.state) for step in db.session.get_one(Document, document.id).steps]


def test_a_list_goes_up_to_the_lead_and_then_to_the_head():
    here = desk()
    document = sent_up(here, unseated(here.place), unseated(here.place, "둘째"))
    assert (in_hand(here.lead), in_hand(here.head), in_hand(here.officer)) == ([document.id], [], [])
    documents.approve(here.lead, document.public_id, version=document.version, words="이상 없음")
    assert (in_hand(here.lead), in_hand(here.head)) == ([], [document.id])
    last = documents.approve(here.head, document.public_id, version=document.version)
    assert (last.state, states(last), in_hand(here.head)) == (DocumentState.APPROVED, ["approved", "approved"], [])
    assert [move.action for move in moves_of(document.id)] == ["send_up", "approve", "approve"]
    acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "document")).all()
    assert acts == ["document.send_up", "document.approve", "document.approve"]
    told = db.session.execute(select(Notice.person_id, Notice.title).where(Notice.link.contains("approvals"))).all()
    assert sorted(row[0] for row in told) == sorted([here.lead.person_id, here.head.person_id, here.officer.person_id])


def test_the_application_stays_in_review_until_the_list_is_published():
    here = desk()
    (application,) = staged(here)
    document = approved(here)
    row = db.session.get_one(Application, application.id)
    assert (row.status, row.told_status, document.published_at) == (Status.IN_REVIEW, Status.IN_REVIEW, None)


def test_a_part_of_the_list_goes_up_alone():
    here = desk()
    staged(here, unseated(here.place, "가"), unseated(here.place, "나"))
    first = lists.rows_staged(here.place.round.id)[0]
    document = documents.send_up(here.officer, here.place.round.id, Sending("일부", part=frozenset({first.id})))
    assert [row.name for row in lists.rows_of_document(document.id)] == ["가"]
    assert [row.name for row in lists.rows_staged(here.place.round.id)] == ["나"]


def test_an_empty_list_does_not_go_up_and_nobody_waits_for_free_seats():
    here = desk(capacity=2)
    with pytest.raises(Refusal, match="비어"):
        documents.send_up(here.officer, here.place.round.id, Sending("빈 명단"))
    staged(here, unseated(here.place, "가"))
    staged(here, unseated(here.place, "나"), action=Action.WAITLIST)
    with pytest.raises(Refusal, match="남은 자리가 1개"):
        sent_up(here)


def test_a_return_gives_the_rows_back_to_the_officer_and_the_document_still_shows_them():
    here = desk()
    document = sent_up(here, unseated(here.place))
    with pytest.raises(Refusal) as no:
        documents.send_back(here.lead, document.public_id, version=document.version, words="")
    assert no.value.field == "words"
    documents.send_back(here.lead, document.public_id, version=document.version, words="지역 안배를 다시")
    assert document.state == DocumentState.RETURNED
    assert len(lists.rows_of_document(document.id)) == len(lists.rows_staged(here.place.round.id)) == 1
    assert db.session.get_one(Round, here.place.round.id).seats_taken == 1
    again = sent_up(here)
    assert again.id != document.id


def test_a_return_by_one_step_lets_the_lead_review_again():
    here = desk()
    document = sent_up(here)
    documents.approve(here.lead, document.public_id, version=document.version)
    documents.send_back(here.head, document.public_id, version=document.version, words="근거 보완", one_step=True)
    assert states(document) == ["pending", "waiting"]
    assert in_hand(here.lead) == [document.id]
    documents.approve(here.lead, document.public_id, version=document.version)
    assert in_hand(here.head) == [document.id]


def test_the_drafter_recalls_until_the_next_has_acted():
    here = desk()
    document = sent_up(here)
    with pytest.raises(NotAllowed):
        documents.recall(here.lead, document.public_id, version=document.version)
    documents.recall(here.officer, document.public_id, version=document.version)
    assert (document.state, len(lists.rows_staged(here.place.round.id))) == (DocumentState.RECALLED, 1)
    again = sent_up(here)
    documents.approve(here.lead, again.public_id, version=again.version)
    with pytest.raises(Stale, match="회수하실 수 없습니다"):
        documents.recall(here.officer, again.public_id, version=again.version)


def test_rows_taken_out_keep_their_reason_and_are_the_officers_again():
    here = desk()
    document = sent_up(here, unseated(here.place, "가"), unseated(here.place, "나"))
    first = lists.rows_of_document(document.id)[0]
    documents.take_out(here.lead, document.public_id, version=document.version, reasons={first.id: "부서 협의 필요"})
    assert [row.name for row in lists.rows_of_document(document.id)] == ["나"]
    assert [(row.name, row.ended_words) for row in lists.rows_taken_out(document.id)] == [("가", "부서 협의 필요")]
    assert lists.rows_staged(here.place.round.id) == []
    assert db.session.get_one(Round, here.place.round.id).seats_taken == 1
    with pytest.raises(Refusal, match="까닭"):
        second = lists.rows_of_document(document.id)[0]
        documents.take_out(here.lead, document.public_id, version=document.version, reasons={second.id: ""})


def test_a_document_without_rows_is_over():
    here = desk()
    document = sent_up(here)
    (row,) = lists.rows_of_document(document.id)
    documents.take_out(here.lead, document.public_id, version=document.version, reasons={row.id: "다시 검토"})
    assert document.state == DocumentState.RETURNED


def test_an_old_page_of_a_document_is_refused():
    here = desk()
    document = sent_up(here)
    seen = document.version
    documents.approve(here.lead, document.public_id, version=seen)
    for act in (documents.approve, lambda *a, **k: documents.send_back(*a, words="까닭", **k)):
        with pytest.raises(Stale):
            act(here.head, document.public_id, version=seen)


def test_an_urgent_step_is_taken_first_and_the_one_before_it_afterwards():
    here = desk()
    document = sent_up(here)
    documents.approve(here.head, document.public_id, version=document.version, ahead=True)
    assert (document.state, states(document)) == (DocumentState.APPROVED, ["later", "approved"])
    assert in_hand(here.lead) == [document.id]
    documents.approve(here.lead, document.public_id, version=document.version)
    assert states(document) == ["post_approved", "approved"]
    assert in_hand(here.lead) == []


def test_taking_back_a_batch_that_went_up_is_refused():
    here = desk()
    staged(here)
    (one,) = lists.lists_waiting(here.officer)
    sent_up(here)
    with pytest.raises(Stale) as no:
        staging.take_back(here.officer, one.last_batch)
    assert str(no.value) == list_messages.SENT_UP_ALREADY


def test_changing_the_line_never_rewrites_what_is_on_its_way():
    here = desk()
    document = sent_up(here)
    documents.approve(here.lead, document.public_id, version=document.version)
    known = db.session.scalars(select(Document)).one().round.program_id
    line = change_line(here.officer, known, steps=BY_THE_DRAFTER, known=_line_id(known), reason="간소화")
    assert messages.line_words(line.steps) == "담당 전결"
    assert states(document) == ["approved", "pending"]
    documents.approve(here.head, document.public_id, version=document.version)
    assert document.state == DocumentState.APPROVED


def _line_id(program_id: int) -> int:
    found = line_of(program_id)
    assert found is not None
    return found.id
