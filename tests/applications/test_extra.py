"""A round's own questions: asked, answered, kept as they were asked, and deleted on their day."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Attachment, Draft
from portal.applications.queries.exported import rows_to_export
from portal.applications.queries.queue import Filters
from portal.applications.services import rounds
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.programs import services
from portal.programs.questions import Question, put, questions_in
from tests.factories.applications import WORKSHOP_SENT, employee, form_address, sending_address
from tests.factories.programs import open_round
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("app", "clock")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ASKED = (
    Question("q_0000000a", 1, "choice", "버스를 타십니까", required=True, options=("예", "아니요")),
    Question(
        "q_0000000b", 1, "text", "어디에서 타십니까", required=True, most=20, shown_if="q_0000000a", shown_value="예"
    ),
    Question("q_0000000c", 1, "number", "인원", least=1, most=5, keep_days=0),
    Question("q_0000000d", 1, "date", "도착일"),
    Question("q_0000000e", 1, "multiple", "관심 분야", options=("독서", "등산", "음악"), most=2),
    Question("q_0000000f", 1, "file", "확인서", most=1, keep_days=0),
    Question("q_00000010", 1, "consent", "사진 촬영에 동의합니다."),
)
SENT = {
    **WORKSHOP_SENT, "q_0000000a": "예", "q_0000000b": "시청 앞", "q_0000000c": "3", "q_0000000d": "2025-05-19",
    "q_0000000e": ["독서", "음악"], "q_00000010": "y", "asked": [one.key for one in ASKED],
}  # fmt: skip


@pytest.fixture
def round_():
    made = open_round()
    made.questions = [one.as_data() for one in ASKED]
    db.session.commit()
    return made


def send(client, round_, **more):
    answer = client.post(form_address(round_), data={**SENT, **more})
    assert answer.status_code == 303, answer.text
    check = client.get(answer.location).text
    key = db.session.scalars(select(Draft)).one().key
    receipt = client.post(sending_address(round_), data={"key": key})
    assert receipt.status_code == 303
    return db.session.scalars(select(Application)).one(), check, client.get(receipt.location).text


def test_answers_are_checked_sent_and_read_everywhere(round_, as_):
    client = as_(employee())
    sent, check, _receipt = send(client, round_, q_0000000f=(BytesIO(PDF), "확인서.pdf"))
    assert "시청 앞" in check and "독서, 음악" in check
    assert sent.extra["q_0000000b"] == {
        "v": 1, "kind": "text", "label": "어디에서 타십니까", "keep": None, "a": "시청 앞",
    }  # fmt: skip
    mine = client.get(f"/applications/{sent.public_id}").text
    for words in ("버스를 타십니까", "시청 앞", "2025. 5. 19.(월)", "확인서.pdf", "동의함"):
        assert words in mine, words
    officer = account("담당", Role.OFFICER, team=round_.program.owner_unit)
    db.session.commit()
    assert "시청 앞" in as_(officer).get(f"/admin/applications/{sent.public_id}").text
    row = rows_to_export(officer_of_team(officer, round_), Filters())[0]
    assert row.extra["q_0000000e"]["a"] == ["독서", "음악"]


def officer_of_team(who, round_):
    return actor_of(who, Held(Role.OFFICER, round_.program.owner_unit_id))


def test_what_is_not_asked_is_neither_wanted_nor_kept(round_, as_):
    sent, check, _ = send(as_(employee()), round_, q_0000000a="아니요", q_0000000b="적힌 것")
    assert "적힌 것" not in check and "q_0000000b" not in sent.extra


def test_without_script_what_follows_from_a_choice_is_asked_on_the_next_page(round_, as_):
    client = as_(employee())
    assert "어디에서 타십니까" not in client.get(form_address(round_)).text
    seen = [one.key for one in ASKED if one.key != "q_0000000b"]
    answer = client.post(form_address(round_), data={**SENT, "q_0000000b": "", "asked": seen})
    assert answer.status_code == 422 and "어디에서 타십니까" in answer.text


def test_htmx_shows_at_once_what_follows(round_, as_):
    part = as_(employee()).post(f"{form_address(round_)}/questions", data={"q_0000000a": "예"})
    assert part.status_code == 200 and "어디에서 타십니까" in part.text and "<html" not in part.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("q_0000000a", "글쎄요", "보기에 있는 것"),
        ("q_0000000b", "가" * 21, "20자 이내"),
        ("q_0000000b", "가\x00나", "사용할 수 없는 글자"),
        ("q_0000000c", "9", "5 이하"),
        ("q_0000000c", "1e5", "숫자로"),
        ("q_0000000d", "0000-00-00", "2025-08-18처럼"),
        ("q_0000000e", ["독서", "등산", "음악"], "2개까지"),
        ("q_0000000e", ["<script>"], "보기에 있는 것"),
    ],
)
def test_bad_answers_are_refused_beside_their_question(round_, as_, field, typed, said):
    answer = as_(employee()).post(form_address(round_), data={**SENT, field: typed})
    assert answer.status_code == 422 and said in answer.text and "<script>alert" not in answer.text


def test_a_file_is_looked_into_and_only_taken_by_its_question(round_, as_):
    client = as_(employee())
    answer = client.post(form_address(round_), data={**SENT, "q_0000000f": (BytesIO(b"MZ nothing"), "a.pdf")})
    assert answer.status_code == 422
    assert db.session.scalars(select(Attachment)).all() == []
    two = [(BytesIO(PDF), "1.pdf"), (BytesIO(PDF), "2.pdf")]
    assert client.post(form_address(round_), data={**SENT, "q_0000000f": two}).status_code == 422


def test_a_file_that_is_wanted_is_wanted(round_, as_):
    round_.questions = [
        one.as_data() for one in (*ASKED[:5], Question("q_0000000f", 1, "file", "확인서", required=True, most=1))
    ]
    db.session.commit()
    client = as_(employee())
    assert client.post(form_address(round_), data=SENT).status_code == 422
    assert client.get(f"{form_address(round_)}/check").status_code == 303


def test_an_answer_keeps_the_question_it_answered(round_, as_):
    client = as_(employee())
    sent, *_ = send(client, round_)
    officer = actor_of(account("담당"), Held(Role.OFFICER, round_.program.owner_unit_id))
    asked = put(questions_in(round_.questions), Question("q_0000000b", 1, "text", "몇 번 출구입니까", most=20))
    services.set_questions(officer, round_.program_id, round_.id, version=round_.version, questions=asked)
    page = client.get(f"/applications/{sent.public_id}").text
    assert "어디에서 타십니까" in page and "몇 번 출구입니까" not in page
    form = client.get(f"/applications/{sent.public_id}/correction").text
    assert "몇 번 출구입니까" in form and "시청 앞" in form
    corrected = {**SENT, "q_0000000b": "3번", "version": "1"}
    answer = client.post(f"/applications/{sent.public_id}/correction", data=corrected)
    assert answer.status_code == 303, answer.text
    db.session.expire_all()
    assert (sent.extra["q_0000000b"]["v"], sent.extra["q_0000000b"]["label"]) == (2, "몇 번 출구입니까")


def test_answers_and_files_are_deleted_in_the_night_after_their_day(round_, as_, clock):
    who = employee()
    sent, *_ = send(as_(who), round_, q_0000000f=(BytesIO(PDF), "확인서.pdf"))
    assert sent.extra_purge_on == round_.ends_on + timedelta(days=1)
    clock.freeze(clock.at(round_.ends_on))
    assert rounds.purge_answers() == 0
    clock.freeze(clock.at(round_.ends_on + timedelta(days=1)))
    assert rounds.purge_answers() == 1
    db.session.expire_all()
    assert sent.extra["q_0000000c"]["a"] is None and sent.extra["q_0000000b"]["a"] == "시청 앞"
    assert sent.extra_purge_on is None and db.session.scalars(select(Attachment)).all() == []
    assert "보관 기간이 지나 지웠습니다" in as_(who).get(f"/applications/{sent.public_id}").text
