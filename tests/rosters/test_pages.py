"""The administrator's pages for bringing officials in, and the command that does the same."""

import re
from io import BytesIO
from time import perf_counter

import pytest
from python_calamine import CalamineWorkbook

from portal.core import clock as portal_clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.sheets import read_sheet
from portal.directory.models import Person
from portal.rosters import messages, policies, services
from portal.rosters.columns import WANTED
from portal.rosters.models import Roster, RosterLine, Stage
from tests.factories.directory import account_for, small_office
from tests.factories.rosters import ADMIN, NEW, applied, brought, sheet
from tests.factories.scene import account

HERE = "/admin/people-import"


@pytest.fixture
def office(app, clock):
    office = small_office()
    db.session.commit()
    return office


@pytest.fixture
def admin(office, as_):
    return as_(account("관리자", Role.ADMIN))


def upload(client, rows, *, name="직원.xlsx", day="2025-07-01", data=None):
    file = (BytesIO(data if data is not None else sheet(rows)), name)
    return client.post(HERE, data={"file": file, "valid_from": day}, content_type="multipart/form-data")


def version_in(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


def test_upload_preview_apply_undo(office, admin):
    number = office.people["김산원"].person.personal_no
    answer = upload(admin, [{"개인번호": number, "성명": "김산원", "직급": "5급"}, {"개인번호": "N0001", **NEW}])
    assert answer.status_code == 303
    page = admin.get(answer.location).text
    for words in ("새 직원 <b>1명</b>", "바뀌는 직원 <b>1명</b>", "2명 반영하기", "파일에 없는 직원 <b>12명</b>"):
        assert words in page
    assert "직급: <del>6급</del> → <b>5급</b>" in admin.get(f"{answer.location}?rows=changed").text
    assert "소속 <b>총무과 인사팀</b>" in admin.get(f"{answer.location}?rows=new").text
    assert admin.post(f"{answer.location}/application", data={"version": version_in(page)}).status_code == 303
    assert "반영 완료" in admin.get(answer.location).text
    assert "새사람" in admin.get("/people?q=N0001").text or db.session.query(Person).filter_by(name="새사람").one()
    page = admin.get(answer.location).text
    assert admin.post(f"{answer.location}/undoing", data={"version": version_in(page)}).status_code == 303
    assert db.session.query(Person).filter_by(name="새사람").count() == 0


def test_errors_are_told_with_their_row_and_nothing_is_applied(office, admin):
    answer = upload(admin, [{"개인번호": "N0001", **NEW, "소속": "없는 과"}, {"개인번호": "N0002", **NEW}])
    page = admin.get(answer.location).text
    assert "소속 ‘없는 과’" in page
    assert "1명만 반영하기" in page
    refused = admin.post(f"{answer.location}/application", data={"version": version_in(page)})
    assert (refused.status_code, messages.HAS_ERRORS in refused.text) == (409, True)
    assert "소속 ‘없는 과’" in refused.text and "1명만 반영하기" in refused.text
    assert db.session.query(Person).filter_by(name="새사람").count() == 0
    page = admin.get(answer.location).text
    admin.post(f"{answer.location}/application", data={"version": version_in(page), "only_good": "y"})
    assert db.session.query(Person).filter_by(name="새사람").count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "빈 파일"),
        (b"<html>", "엑셀 통합 문서"),
        (b"PK\x03\x04x", "손상"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "옛 형식"),
    ],
)
def test_hostile_files_are_refused_beside_the_field(admin, data, words):
    answer = upload(admin, [], data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Roster).count() == 0


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "가" * 300 + ".xlsx", "a\r\nb.xlsx", "<script>alert(1)</script>.xlsx", ""]
)
def test_a_strange_file_name_does_no_harm(admin, name):
    answer = upload(admin, [{"개인번호": "N0001", **NEW}], name=name)
    assert answer.status_code in (303, 422)
    assert "<script>alert" not in admin.get(HERE).text


def test_without_a_file_or_a_day_the_form_says_so(admin):
    assert admin.post(HERE, data={"valid_from": "2025-07-01"}).status_code == 422
    assert "발령일" in upload(admin, [{"개인번호": "N0001", **NEW}], day="").text
    assert upload(admin, [{"개인번호": "N0001", **NEW}], day="0001-01-01").status_code == 422


def test_formulas_in_the_cells_stay_text(office, admin):
    answer = upload(admin, [{"개인번호": "N0001", **NEW, "성명": '=HYPERLINK("http://x")'}])
    page = admin.get(f"{answer.location}?rows=wrong").text
    assert "=HYPERLINK(&#34;http://x&#34;)" in page


def test_a_long_file_shows_its_progress_and_the_page_reloads(office, admin, monkeypatch, htmx):
    monkeypatch.setattr(policies, "AT_ONCE", 1)
    location = upload(admin, [{"개인번호": f"N{n:04}", **NEW} for n in range(3)]).location
    page = admin.get(location, headers=htmx("roster-progress")).text
    assert "3행 가운데 0행을 비교하였습니다" in page
    assert ("<html" in page) is not htmx.on
    assert "새로 고침" in page
    services.work()
    answer = admin.get(location, headers=htmx("roster-progress"))
    assert (answer.headers.get("HX-Refresh"), answer.text == "") == (("true", True) if htmx.on else (None, False))
    assert "3명 반영하기" in admin.get(location).text


def test_the_template_is_a_file_that_can_be_brought_in(office, admin):
    file = admin.get(f"{HERE}/template.xlsx")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert set(read_sheet(file.data, columns=WANTED, most_rows=9).found) == {wanted.key for wanted in WANTED}
    assert upload(admin, [], data=file.data).status_code == 303
    assert db.session.query(RosterLine).one().outcome == "new"


def test_the_list_of_people_taken_out_can_be_brought_back_in_unchanged(office, app):
    """What /people gives out names unit, title, name and extension as the file of officials does."""
    numbers = [
        {"개인번호": one.person.personal_no, "성명": name, "내선": one.extension} for name, one in office.people.items()
    ]
    assert set(brought(numbers, portal_clock.today()).counts) == {"same"}


def test_command_shows_and_applies(office, app, tmp_path):
    file = tmp_path / "직원.xlsx"
    file.write_bytes(sheet([{"개인번호": "N0001", **NEW}, {"개인번호": "N0002", **NEW, "직급": "99급"}]))
    run = app.test_cli_runner().invoke
    shown = run(args=["import-people", str(file)])
    assert shown.exit_code == 0, shown.output
    assert "2행: 오류 1명, 새 직원 1명" in shown.output
    assert "직급 ‘99급’" in shown.output
    assert db.session.query(Person).filter_by(name="새사람").count() == 0
    assert run(args=["import-people", str(file), "--apply"]).exit_code == 1
    done = run(args=["import-people", str(file), "--apply", "--only-good", "--valid-from", "2025-07-01"])
    assert done.exit_code == 0, done.output
    db.session.expire_all()
    assert db.session.query(Person).filter_by(name="새사람").count() == 1
    file.write_bytes(b"nothing")
    assert "엑셀 통합 문서" in run(args=["import-people", str(file)]).output


def test_statements_do_not_grow_with_the_rows(office, statements):
    counts = []
    for first, size in ((0, 20), (1000, 200)):
        rows = [{"개인번호": f"N{first + n:05}", **NEW, "직위": "주무관"} for n in range(size)]
        statements.clear()
        applied(rows, portal_clock.today())
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 3, counts


def test_seven_and_a_half_thousand_people_take_seconds(office):
    rows = [{"개인번호": f"N{n:05}", **NEW, "성명": "가" + chr(ord("가") + n)} for n in range(7568)]
    began = perf_counter()
    roster = applied(rows, portal_clock.today())
    assert roster.stage == Stage.DONE
    middle = perf_counter()
    services.undo(ADMIN, roster.public_id, version=roster.version)
    assert db.session.query(Person).filter(Person.personal_no.like("N%")).count() == 0
    assert middle - began < 120
    assert perf_counter() - middle < 120


def test_the_template_opens_in_a_spreadsheet(admin):
    table = CalamineWorkbook.from_filelike(BytesIO(admin.get(f"{HERE}/template.xlsx").data)).get_sheet_by_index(0)
    assert table.to_python()[5][:3] == ["개인번호", "성명", "신분구분"]


def test_others_have_no_such_pages(office, as_):
    for role in (Role.EMPLOYEE, Role.OFFICER, Role.HEAD):
        client = as_(
            account_for(office.people["까치우"].person, role) if role is Role.EMPLOYEE else account("다른", role)
        )
        assert client.get(HERE).status_code == 403


@pytest.mark.parametrize("order", ["application", "undoing", "discarding"])
def test_a_stale_window_shows_the_import_as_it_is_now(office, admin, order):
    answer = upload(admin, [{"개인번호": "N0001", **NEW}])
    seen = version_in(admin.get(answer.location).text)
    admin.post(f"{answer.location}/application", data={"version": seen})
    late = admin.post(f"{answer.location}/{order}", data={"version": seen})
    assert (late.status_code, messages.STALE in late.text, "반영 완료" in late.text) == (409, True, True)
    assert admin.post(f"{answer.location}/{order}", data={"version": version_in(late.text)}).status_code in (303, 409)
    gone = admin.post(f"/admin/people-import/{'0' * 32}/{order}", data={"version": "1"})
    assert gone.status_code == 404
