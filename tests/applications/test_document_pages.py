"""The pages of lists and documents, as a browser with and without HTMX sees them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications import list_messages
from portal.applications.models import Application, Status
from portal.applications.queries import lists
from portal.applications.services.settling import settle_due
from portal.applications.workflow import Action
from portal.approvals.models import Document, DocumentState
from portal.core.actors import Role
from portal.core.db import db
from tests.factories.approvals import approved, away, desk, seat, sent_up, staged
from tests.factories.deciding import mark_of, unseated
from tests.factories.queue import QUEUE, post
from tests.factories.scene import account, unit

pytestmark = pytest.mark.usefixtures("app", "clock")


def list_address(here) -> str:
    return f"/admin/applications/rounds/{here.place.round.id}/selection-list"


def address(document) -> str:
    return f"/approvals/{document.public_id}"


def act(client, document, what, **data):
    fresh = db.session.get_one(Document, document.id, populate_existing=True)
    return client.post(f"{address(document)}/{what}", data={"version": fresh.version, **data})


def test_the_queue_puts_on_the_list_and_takes_back(as_, htmx):
    here = desk()
    row = unseated(here.place, "가나다")
    client = as_(here.place.officer)
    answer = post(client, "approve", row, headers=htmx("queue-workspace"))
    assert "결재 올릴 명단(선정)에 넣었습니다" in answer.text
    assert "선정 1" in answer.text
    (one,) = lists.lists_waiting(here.officer)
    answer = client.post(f"{QUEUE}/lists/{one.last_batch}/undo", headers=htmx("queue-workspace"), follow_redirects=True)
    assert "1건을 명단에서 뺐습니다" in answer.text
    assert lists.lists_waiting(here.officer) == []


def test_the_tab_of_the_list_has_what_the_first_tab_no_longer_shows(as_):
    here = desk()
    staged(here, unseated(here.place, "명단에오름"))
    unseated(here.place, "아직아님")
    client = as_(here.place.officer)
    todo, listed = client.get(QUEUE).text, client.get(f"{QUEUE}?state=listed").text
    assert ("명단에오름" in todo, "아직아님" in todo) == (False, True)
    assert ("명단에오름" in listed, "아직아님" in listed) == (True, False)
    assert "결재 올릴 명단: 선정" in listed
    menu = re.search(r"승인함.{0,120}?p-count[^>]*>(\d+)", todo, re.DOTALL)
    assert menu is not None
    assert menu[1] == "1"


def test_the_officer_sends_the_list_up_on_its_page(as_):
    here = desk()
    staged(here, unseated(here.place, "가나다"))
    client = as_(here.place.officer)
    page = client.get(list_address(here))
    assert "담당 기안 → 팀장 검토 → 과장 전결" in page.text
    wrong = client.post(list_address(here), data={"title": "", "words": "남긴 말"})
    assert (wrong.status_code, "제목을 적어 주시기" in wrong.text, "남긴 말" in wrong.text) == (422, True, True)
    sent = client.post(list_address(here), data={"title": "대상자 선정", "words": "기준대로"})
    document = db.session.scalars(select(Document)).one()
    assert (sent.status_code, sent.location) == (303, address(document))
    assert "올린 문서" in client.get(list_address(here)).text


def test_a_part_goes_up_and_marked_rows_come_off(as_):
    here = desk()
    staged(here, unseated(here.place, "가"), unseated(here.place, "나"))
    client = as_(here.place.officer)
    first, second = lists.rows_staged(here.place.round.id)
    assert client.post(f"{list_address(here)}/removal").status_code == 422
    assert client.post(f"{list_address(here)}/removal", data={"row": first.id}).status_code == 303
    assert client.post(f"{list_address(here)}/part").status_code == 422
    assert client.post(f"{list_address(here)}/part", data={"row": second.id}).status_code == 303
    assert lists.rows_staged(here.place.round.id) == []


def test_the_head_sees_what_matters_and_approves_in_two_clicks(as_, htmx):
    here = desk()
    staged(here, unseated(here.place, "선정자"))
    staged(here, unseated(here.place, "반려자"), action=Action.REJECT, note="감사 일정")
    document = sent_up(here)
    assert act(as_(here.lead_account), document, "approval").status_code == 303
    client = as_(here.head_account)
    box = client.get("/approvals", headers=htmx("approvals-table"))
    assert document.title in box.text
    page = client.get(address(document))
    for words in ("신청 <b", "선정 1", "반려 1", "먼저 보실 신청", "감사 일정", "소속별", "직급별", "총무과장 이과장"):
        assert words in page.text
    assert act(client, document, "approval").status_code == 303
    assert db.session.get_one(Document, document.id, populate_existing=True).state == DocumentState.APPROVED


def test_a_return_wants_a_reason_and_keeps_what_was_typed(as_):
    here = desk()
    document = sent_up(here)
    client = as_(here.lead_account)
    wrong = act(client, document, "return")
    assert (wrong.status_code, "반송하시는 까닭" in wrong.text) == (409, True)
    assert act(client, document, "return", words="다시").status_code == 303


def test_rows_are_taken_out_on_the_page(as_):
    here = desk()
    document = sent_up(here, unseated(here.place, "가"), unseated(here.place, "나"))
    row = lists.rows_of_document(document.id)[0]
    client = as_(here.lead_account)
    assert act(client, document, "removal", words="까닭").status_code == 422
    assert act(client, document, "removal", row=row.id).status_code == 409
    assert act(client, document, "removal", row=row.id, words="협의 필요").status_code == 303
    assert "협의 필요" in client.get(address(document)).text


def test_a_stale_page_answers_409_with_the_fresh_document(as_):
    here = desk()
    document = sent_up(here)
    seen = document.version
    client = as_(here.lead_account)
    client.post(f"{address(document)}/approval", data={"version": seen})
    answer = as_(here.head_account).post(f"{address(document)}/approval", data={"version": seen})
    assert answer.status_code == 409
    assert "먼저 처리했습니다" in answer.text


def test_edge_11_approved_in_one_tab_and_rejected_from_a_stale_row_of_another(as_, htmx):
    """The stale row answers 409 with the fresh list: nothing is decided twice."""
    here = desk()
    row = unseated(here.place, "두 화면")
    mark = mark_of(row)
    client = as_(here.place.officer)
    client.post(f"{QUEUE}/decisions", data={"mark": f"{mark.public_id}:{mark.version}", "action": "approve"})
    data = {"mark": f"{mark.public_id}:{mark.version}", "action": "reject", "confirmed": "1", "reasons": "other"}
    answer = client.post(f"{QUEUE}/decisions", data={**data, "note": "까닭"}, headers=htmx("queue-workspace"))
    assert answer.status_code == 409
    assert "먼저 처리했습니다" in answer.text
    assert lists.counts_staged(here.place.round.id) == {"approve": 1}


def test_strangers_find_no_document_and_no_list(as_):
    here = desk()
    document = sent_up(here)
    stranger = as_(account("남팀", Role.OFFICER, team=unit("총무팀")))
    for path in (address(document), f"{address(document)}/print", list_address(here)):
        assert stranger.get(path).status_code == 404
    employee = as_(account("직원"))
    assert employee.get(address(document)).status_code == 404
    assert employee.get("/approvals").status_code == 200
    assert "결재하실 문서가 없습니다" in employee.get("/approvals").text


def test_a_deputy_without_a_role_opens_the_document_and_both_names_are_printed(as_):
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.place.team)
    away(here.lead_account, deputy)
    document = sent_up(here)
    client = as_(deputy)
    assert "결재함" in client.get("/").text, "the menu shows the word when something waits"
    assert "송팀장 대결" in client.get(address(document)).text
    assert act(client, document, "approval").status_code == 303
    assert act(as_(here.head_account), document, "approval").status_code == 303
    paper = as_(here.place.officer).get(f"{address(document)}/print").text
    assert "박대리" in paper
    assert "송팀장 부재로 대결" in paper
    box = as_(here.lead_account).get("/approvals").text
    assert "대결 처리 보고 1건" in box
    client = as_(here.lead_account)
    client.post("/approvals/reports")
    assert "대결 처리 보고" not in client.get("/approvals").text


def test_nobody_reads_their_own_result_in_a_document(as_):
    here = desk()
    document = sent_up(here, unseated(here.place, who=here.lead_account), unseated(here.place, "홍길동"))
    page = as_(here.lead_account).get(address(document)).text
    assert "본인의 신청 1건은 결재하실 수 없습니다" in page
    assert ">송팀장</th>" not in page


def test_publishing_and_the_papers(as_):
    here = desk()
    row = unseated(here.place, "가나다")
    document = approved(here, row)
    client = as_(here.place.officer)
    assert act(client, document, "number", related_no="총무과-1234").status_code == 303
    page = client.get(address(document)).text
    assert "관련: 총무과-1234" in page
    assert "선정 명단 1부.  끝." in page
    assert act(client, document, "publication").status_code == 303
    assert db.session.get_one(Application, row.id, populate_existing=True).status == Status.APPROVED
    assert act(client, document, "publication").status_code == 409


def test_a_result_is_corrected_from_the_panel(as_, clock):
    here = desk()
    row = unseated(here.place, "가나다")
    document = approved(here, row)
    client = as_(here.place.officer)
    act(client, document, "publication")
    clock.freeze(clock.now() + timedelta(minutes=6))
    settle_due()
    opened = client.get(f"{QUEUE}/{row.public_id}").text
    assert "결과 정정" in opened
    version = db.session.get_one(Application, row.id, populate_existing=True).version
    answer = client.post(f"{QUEUE}/{row.public_id}/revision", data={"version": version, "reason": "잘못 옮김"})
    assert answer.status_code == 303
    assert db.session.get_one(Application, row.id, populate_existing=True).status == Status.IN_REVIEW


def test_the_applicant_reads_who_has_it_and_never_what_it_says(as_):
    here = desk()
    who = account("신청자")
    row = unseated(here.place, who=who)
    sent_up(here, row)
    page = as_(who).get(f"/applications/{row.public_id}").text
    assert "결재 중: 인재개발팀장" in page
    main = page[page.index("진행 상황") :]
    assert "선정" not in main.replace("선정 방법", "")
    assert list_messages.ON_LIST not in page
