"""A month's list: every fault by its row, all of it or nothing, twice the same is once."""

from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from portal.core.db import db
from portal.kinds.psych_counseling.models import Allowance, Session, Upload
from tests.factories.psych import asked, room

pytestmark = pytest.mark.usefixtures("clock")
HEAD = ("이용번호", "일자", "방식", "구분")


def book(*rows, head=HEAD, formula=None) -> BytesIO:
    buffer = BytesIO()
    made = Workbook(buffer, {"in_memory": True})
    sheet = made.add_worksheet()
    for at, row in enumerate((head, *rows)):
        sheet.write_row(at, 0, row)
    if formula:
        sheet.write_formula(formula, "=1+1")
    made.close()
    buffer.seek(0)
    return buffer


def send(client, file):
    data = {"file": (file, "7월.xlsx")}
    return client.post("/partner/uploads", data=data, content_type="multipart/form-data")


@pytest.fixture
def place(app):
    made = room(cap=3)
    made.one, made.two = asked(made), asked(made, "other")
    made.one.requested_on = made.two.requested_on = date(2025, 3, 1)
    db.session.commit()
    return made


def test_a_list_is_shown_first_and_then_entered_whole(place, as_):
    client = as_(place.accounts["provider"])
    rows = [(place.one.number, "2025-03-03", "대면", "참석"), (place.two.number.lower(), "2025. 3. 4.(화)", "전화", "")]
    answer = send(client, book(*rows))
    assert answer.status_code == 303, answer.text
    assert db.session.query(Session).count() == 0
    assert "2건 등록" in client.get(answer.headers["Location"]).text
    assert client.post(f"{answer.headers['Location']}/entry").status_code == 303
    assert db.session.query(Session).count() == 2


def test_the_same_list_twice_counts_once(place, as_):
    client = as_(place.accounts["provider"])
    rows = [(place.one.number, "2025-03-03", "대면", "참석")]
    for _ in range(2):
        where = send(client, book(*rows)).headers["Location"]
        assert client.post(f"{where}/entry").status_code == 303
        assert client.post(f"{where}/entry").status_code == 409
    assert db.session.query(Session).count() == 1
    assert db.session.get(Allowance, place.one.allowance_id).used == 1


def test_one_fault_and_nothing_is_kept(place, as_):
    client = as_(place.accounts["provider"])
    rows = [
        (place.one.number, "2025-03-03", "대면", "참석"),
        ("SC25-3333", "2025-03-03", "대면", "참석"),
        (place.one.number, "어제", "대면", "참석"),
        (place.one.number, "2025-03-04", "방문", "참석"),
        (place.one.number, "2025-03-05", "대면", "왔음"),
        (place.one.number, "2025-12-31", "대면", "참석"),
        (place.one.number, "2025-03-03", "대면", "참석"),
    ]
    answer = send(client, book(*rows))
    assert answer.status_code == 422
    for words in (
        "해당하는 이용번호가 없습니다",
        "일자를 2025-07-31처럼",
        "방식은",
        "구분은",
        "오늘까지의",
        "두 번 있습니다",
    ):
        assert words in answer.text
    assert [f'class="num">{row}<' in answer.text for row in range(2, 9)] == [False, *[True] * 6]
    assert db.session.query(Upload).count() == db.session.query(Session).count() == 0


def test_a_formula_is_one_fault_of_its_row_and_hides_no_other(place, as_):
    rows = [
        (place.one.number, "2025-03-03", "대면", "참석"),
        ("SC25-3333", "어제", "방문", "왔음"),
        (place.one.number, "2025-03-04", "대면", "참석"),
    ]
    answer = send(as_(place.accounts["provider"]), book(*rows, formula="B2"))
    assert answer.status_code == 422
    assert "B2 칸에 수식이 있습니다" in answer.text
    assert "2개 행을 고친 뒤" in answer.text
    for words in ("해당하는 이용번호가 없습니다", "일자를 2025-07-31처럼", "방식은", "구분은"):
        assert words in answer.text
    assert [f'class="num">{row}<' in answer.text for row in (2, 3, 4)] == [True, True, False]
    header = send(as_(place.accounts["provider"]), book(*rows, formula="A1"))
    assert (header.status_code, db.session.query(Upload).count()) == (422, 0)


def test_what_was_entered_by_hand_is_known_to_the_file_and_no_other_word_for_that_day_passes(place, as_):
    client = as_(place.accounts["provider"])
    by_hand = {"held_on": "2025-03-03", "way": "meeting", "kind": "no_show_client"}
    address = f"/partner/cases/{place.one.public_id}/sessions"
    assert [client.post(address, data=by_hand).status_code for _ in range(2)] == [303, 303]
    assert client.post(address, data={**by_hand, "kind": "attended"}).status_code == 409
    same = send(client, book((place.one.number, "2025-03-03", "대면", "이용자 불참")))
    assert "이미 등록된 회기 1건" in client.get(same.headers["Location"]).text
    other = send(client, book((place.one.number, "2025-03-03", "대면", "참석")))
    assert other.status_code == 422
    assert "다른 내용(대면, 이용자 불참)이 이미" in other.text
    assert db.session.query(Session).count() == 1
    assert db.session.get(Allowance, place.one.allowance_id).used == 1


def test_two_lists_with_one_session_looked_at_beside_each_other_count_it_once(place, as_):
    client = as_(place.accounts["provider"])
    row = (place.one.number, "2025-03-03", "대면", "참석")
    first = send(client, book(row)).headers["Location"]
    second = send(client, book(row, (place.two.number, "2025-03-03", "전화", "참석"))).headers["Location"]
    assert [client.post(f"{where}/entry").status_code for where in (first, second)] == [303, 303]
    assert db.session.query(Session).count() == 2
    assert db.session.get(Allowance, place.one.allowance_id).used == 1


@pytest.mark.parametrize("huge", ["가" * 32_000, "=" + "1+" * 8_000 + "1", "SC25-3333" * 3_000, "\u202e" * 500])
def test_a_huge_cell_is_a_fault_of_its_row_shown_short(place, as_, huge):
    for at in range(4):
        row = [place.one.number, "2025-03-03", "대면", "참석"]
        row[at] = huge
        answer = send(as_(place.accounts["provider"]), book(tuple(row)))
        assert answer.status_code in ((303, 422) if at == 3 and huge.startswith("\u202e") else (422,))
        assert len(answer.data) < 60_000
    assert db.session.query(Session).count() == 0


def test_more_than_the_year_allows_is_a_fault_of_its_row(place, as_):
    rows = [(place.one.number, f"2025-03-0{day}", "대면", "참석") for day in range(3, 7)]
    answer = send(as_(place.accounts["provider"]), book(*rows))
    assert answer.status_code == 422
    assert 'class="num">5<' in answer.text
    assert 'class="num">4<' not in answer.text


def test_another_institutions_number_is_as_unknown_as_none(place, as_):
    rows = [(place.one.number, "2025-03-03", "대면", "참석")]
    strange, none = (
        send(as_(place.accounts["rival"]), book((number, *rows[0][1:]))).text
        for number in (place.one.number, "SC25-3333")
    )
    assert "해당하는 이용번호가 없습니다." in strange
    assert strange.replace(place.one.number, "").count("고칠 곳") == none.replace("SC25-3333", "").count("고칠 곳") == 1


def test_another_institutions_list_is_not_there(place, as_):
    where = send(as_(place.accounts["provider"]), book((place.one.number, "2025-03-03", "대면", "참석"))).headers[
        "Location"
    ]
    rival = as_(place.accounts["rival"])
    assert (rival.get(where).status_code, rival.post(f"{where}/entry").status_code) == (404, 404)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda n: book(*[(n, "2025-03-03", "대면", "참석")] * 1100), "1,000행까지"),
        (lambda n: book((n, "2025-03-03"), head=("번호", "메모")), "열을 찾을 수 없습니다"),
        (lambda n: BytesIO(b"number,day\n"), "엑셀 통합 문서"),
        (lambda n: BytesIO(b""), "파일을 골라"),
        (lambda n: book(), "등록할 행이 없습니다"),
    ],
)
def test_a_file_that_is_no_plain_list_is_refused_in_words(place, as_, file, words):
    answer = send(as_(place.accounts["provider"]), file(place.one.number))
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Upload).count() == 0


def test_a_hundred_thousand_rows_are_refused_quickly(place, as_):
    row = (place.one.number, "2025-03-03", "대면", "참석")
    answer = send(as_(place.accounts["provider"]), book(*[row] * 100_000))
    assert answer.status_code == 422
    assert "행까지" in answer.text
    answer.request.environ["wsgi.input"].close()  # the sender's own copy of what it sent


def test_the_form_of_the_list_can_be_sent_back(place, as_):
    client = as_(place.accounts["provider"])
    given = client.get("/partner/uploads/sample.xlsx")
    assert given.status_code == 200
    assert "상담" not in given.headers["Content-Disposition"]
    answer = send(client, BytesIO(given.data))
    assert answer.status_code == 422  # days are not filled in yet
    assert place.one.number in answer.text
