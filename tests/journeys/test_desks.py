"""The office's own desks: administrator, auditor and privacy officer, and what each person sees of oneself."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from portal.app import create_app
from portal.config import DEMO_PASSWORD
from portal.core.db import db
from tests.journeys.pages.account import NEW_PASSWORD, told, type_password
from tests.journeys.pages.login import LoginPage
from tests.journeys.server import Portal

Visit = Callable[..., Page]
Axe = Callable[..., list[str]]
NOT_PROVED = "UPDATE web_session SET confirmed_at = NULL"


def run(portal: Portal, folder: Path, *words: str) -> str:
    """Do what the server's operator does at the terminal."""
    anchors = str(folder / "anchors.log")
    app = create_app({"SQLALCHEMY_DATABASE_URI": portal.database, "PORTAL_MODE": "demo", "AUDIT_ANCHORS": anchors})
    done = app.test_cli_runner().invoke(args=words)
    with app.app_context():
        db.engine.dispose()
    assert done.exit_code == 0, done.output
    return done.output


def prove(page: Page, typed: str) -> None:
    """Type the password once more; what was typed before is still there."""
    expect(page.locator("h1")).to_have_text("비밀번호를 한 번 더 확인합니다")
    page.get_by_label("비밀번호").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="확인").click()
    expect(page.locator("#main")).to_contain_text(typed)
    page.get_by_role("button", name="이어서 제출하기").click()


def close_for(page: Page, section: str, button: str, reason: str) -> None:
    """Fill the reason of a form in a section and send it."""
    part = page.locator(section)
    part.get_by_label("사유").fill(reason)
    part.get_by_role("button", name=button).click()


def give_and_take_a_right(desk: Page, own: Page, portal: Portal) -> None:
    """Give a right that acts on the next click, with the password asked for in mid-form, and take it away."""
    desk.get_by_text("권한 부여하기").first.click()
    desk.locator("#role").select_option("duty")
    desk.locator("#unit").fill("총무과")
    desk.locator("#valid_to").fill("2025-12-31")
    desk.locator("#rights #reason").fill("하반기 점검 지원")
    portal.ask(NOT_PROVED)
    desk.locator("#rights").get_by_role("button", name="권한 부여하기").click()
    prove(desk, "하반기 점검 지원")
    told(desk, "권한을 부여하였습니다.")
    right = desk.locator("#rights tbody tr").filter(has_text="당직 담당")
    for words in ("총무과", "2025. 7. 31.(목) ~ 2025. 12. 31.(수)", "하반기 점검 지원", "이도현"):
        expect(right).to_contain_text(words)
    own.goto("/exports")
    expect(own.locator("h1")).to_have_text("내려받기")
    right.get_by_text("회수", exact=True).click()
    right.get_by_label("회수 사유").fill("지원이 끝남")
    right.get_by_role("button", name="회수하기").click()
    told(desk, "권한을 회수하였습니다.")
    expect(desk.locator("#rights")).to_contain_text("지난 권한 1건")
    own.reload()
    expect(own.locator("h1")).to_have_text("볼 수 없는 화면입니다")


def lock_and_unlock(desk: Page, login: LoginPage) -> None:
    """Fail until nobody comes in any more, and let them in again."""
    for _ in range(5):
        login.fail_to_log_in("helper-1", "wrong-password").wait_for()
    expect(login.fail_to_log_in("helper-1", NEW_PASSWORD)).to_contain_text("여러 번 실패")
    desk.reload()
    expect(desk.locator("#main")).to_contain_text("로그인 잠김")
    desk.get_by_role("button", name="잠금 풀기").click()
    told(desk, "로그인 잠금을 풀었습니다.")
    login.log_in("helper-1", NEW_PASSWORD)


def test_an_account_from_its_making_to_its_end(visit: Visit, portal: Portal, js: bool) -> None:
    desk, own, other = visit("sysadmin", js=js), visit(js=js, desk=2), visit(js=js, desk=3)
    portal.ask(NOT_PROVED)
    desk.goto("/admin/accounts/blank")
    desk.get_by_label("로그인 번호").fill("helper-1")
    desk.get_by_label("성명 또는 기관명").fill("김외부")
    desk.get_by_role("button", name="계정 만들기").click()
    prove(desk, "김외부")
    told(desk, "계정을 만들었습니다.")
    account = desk.url

    desk.get_by_role("button", name="비밀번호 정하는 링크 만들기").click()
    address = desk.get_by_label("링크").input_value()
    path = address[address.index("/links/") :]
    for page in (own, other):  # both look before one of them uses it
        page.goto(path)
    type_password(own, NEW_PASSWORD)
    own.get_by_role("button", name="비밀번호 정하고 들어가기").dblclick()
    expect(own.locator("#main")).to_contain_text("아직 받은 권한이 없습니다.")
    expect(own.get_by_role("button", name="로그아웃")).to_be_visible()
    type_password(other, NEW_PASSWORD + "!")
    other.get_by_role("button", name="비밀번호 정하고 들어가기").click()
    expect(other.locator("h1")).to_have_text("사용할 수 없는 링크입니다")

    desk.goto("/admin/accounts?q=employee")  # no right of the office for somebody from outside
    desk.locator("#accounts-table tbody a").first.click()
    give_and_take_a_right(desk, visit("employee", js=js), portal)
    desk.goto(account)
    lock_and_unlock(desk, LoginPage.open(other))
    close_for(desk, "#closing", "사용 중지하기", "계약이 끝남")
    told(desk, "계정 사용을 중지하였습니다.")
    for page in (own, other):
        page.goto("/account")
        LoginPage(page)


def choose_a_password(second: Page) -> None:
    """Log in with the first password; no other page opens before a new one is chosen."""
    login = LoginPage.open(second)
    login.fill("admin-2", "처음 받은 번호 81")
    login.form.get_by_role("button", name="로그인").click()
    expect(second.locator("h1")).to_have_text("새 비밀번호를 정해 주시기 바랍니다")
    second.goto("/admin/accounts")
    expect(second.locator("h1")).to_have_text("새 비밀번호를 정해 주시기 바랍니다")
    type_password(second, NEW_PASSWORD, current="처음 받은 번호 81")
    second.get_by_role("button", name="비밀번호 바꾸기").click()
    told(second, "비밀번호를 바꾸었습니다.")


def ask_for_an_auditor(desk: Page, portal: Portal) -> None:
    """Ask for a right that another administrator gives."""
    desk.goto("/admin/accounts?q=veteran")
    desk.locator("#accounts-table").get_by_role("link").first.click()
    desk.get_by_text("권한 부여하기").first.click()
    desk.locator("#role").select_option("auditor")
    desk.locator("#rights #reason").fill("감사관 지원")
    portal.ask("UPDATE web_session SET confirmed_at = created_at")
    desk.locator("#rights").get_by_role("button", name="권한 부여하기").click()
    if desk.get_by_label("비밀번호").count():
        prove(desk, "감사관 지원")
    told(desk, "승인을 요청하였습니다.")


def test_far_reaching_rights_take_two_people(visit: Visit, portal: Portal, axe: Axe, tmp_path: Path) -> None:
    run(
        portal,
        tmp_path,
        "create-admin",
        "--number",
        "admin-2",
        "--name",
        "둘째",
        "--password",
        "처음 받은 번호 81",
        "--force",
    )
    desk, second, stale = visit("sysadmin"), visit(desk=2), visit(desk=2)
    choose_a_password(second)

    ask_for_an_auditor(desk, portal)
    desk.goto("/admin/accounts/requests")
    expect(desk.get_by_role("button", name="요청 취소")).to_be_visible()
    expect(desk.get_by_role("button", name="승인")).to_have_count(0)

    for page in (second, stale):
        page.goto("/")
        page.locator("#main").get_by_role("link", name="권한 승인 요청").click()
        expect(page.get_by_role("button", name=re.compile("권한 승인$"))).to_be_visible()
    assert axe(second) == []
    second.get_by_role("button", name=re.compile("권한 승인$")).dblclick()
    expect(second.locator("#main")).to_contain_text("승인을 기다리는 권한이 없습니다.")
    stale.get_by_role("button", name=re.compile("권한 승인$")).click()
    expect(stale.locator("#main")).to_contain_text("이미 처리된 요청입니다.")
    granted = "SELECT count(*) FROM \"grant\" JOIN account ON account.id = account_id WHERE login_id = 'veteran'"
    assert portal.ask(f"{granted} AND role = 'auditor'") == [(1,)]
    veteran = visit("veteran")
    veteran.goto("/")
    veteran.locator(".p-side").get_by_role("link", name="감사 기록").click()
    expect(veteran.locator("#trail-table")).to_contain_text("권한 요청 처리")


def test_nobody_gives_oneself_a_right(visit: Visit, portal: Portal) -> None:
    desk = visit("sysadmin")
    [[own_id]] = portal.ask("SELECT id FROM account WHERE login_id = 'sysadmin'")
    desk.goto(f"/admin/accounts/{own_id}")
    expect(desk.locator("#main")).to_contain_text("본인의 계정과 권한은 본인이 바꿀 수 없습니다.")
    expect(desk.get_by_text("권한 부여하기")).to_have_count(0)
    token = desk.locator("input[name=csrf_token]").first.input_value()
    before = portal.ask('SELECT count(*) FROM "grant"')
    for role in ("officer", "auditor", "privacy"):
        sent = {
            "csrf_token": token,
            "role": role,
            "unit": "총무과",
            "reason": "스스로 부여",
            "valid_from": "2025-07-31",
        }
        answer = desk.request.post(f"/admin/accounts/{own_id}/rights", form=sent, headers={"Origin": portal.address})
        assert answer.status == 403, (role, answer.status)
    assert portal.ask('SELECT count(*) FROM "grant"') == before
    assert portal.ask("SELECT count(*) FROM grant_request") == [(0,)]


def test_a_person_asks_and_the_privacy_officer_answers(visit: Visit, portal: Portal) -> None:
    own, desk, stale = visit("employee", js=False), visit("privacy", js=False), visit("privacy", js=False)
    own.goto("/me")
    for section in ("인적사항", "신청과 동의", "내 정보를 본 사람"):
        expect(own.get_by_role("heading", name=section)).to_be_visible()
    own.get_by_label("어느 내용입니까").fill("휴대전화")
    own.get_by_label("바로잡을 내용과 까닭").fill("번호가 바뀌었습니다.")
    own.get_by_role("button", name="요청 보내기").click()
    expect(own.locator("[data-error-summary]")).to_be_visible()
    expect(own.get_by_label("어느 내용입니까")).to_have_value("휴대전화")
    own.get_by_label("동의 철회").check()
    own.get_by_role("button", name="요청 보내기").click()
    told(own, "요청을 받았습니다.")

    desk.goto("/")
    desk.locator("#main").get_by_role("link", name="개인정보 요청", exact=True).click()
    for page in (desk, stale):
        page.goto("/admin/privacy-requests")
        page.get_by_role("link", name="휴대전화").click()
        page.get_by_label("반영", exact=True).check()
    desk.get_by_label("답변").fill("동의를 거두어 번호를 지웠습니다.")
    desk.get_by_role("button", name="답변 보내기").dblclick()
    told(desk, "답변을 보냈습니다.")
    stale.get_by_label("답변").fill("두 번째 답변")
    stale.get_by_role("button", name="답변 보내기").click()
    expect(stale.locator("#main")).to_contain_text("다른 담당자가 먼저 답변하였습니다.")
    own.goto("/me")
    expect(own.locator("#own-requests")).to_contain_text("동의를 거두어 번호를 지웠습니다.")
    expect(own.locator("#own-requests")).not_to_contain_text("두 번째 답변")


def test_what_was_read_is_found_reviewed_and_holds(visit: Visit, portal: Portal, tmp_path: Path) -> None:
    [[sent]] = portal.ask(
        "SELECT public_id FROM application JOIN account USING (person_id) WHERE login_id = 'employee' LIMIT 1"
    )
    officer, own, auditor, desk = visit("trainer"), visit("employee"), visit("auditor"), visit("privacy")
    officer.goto(f"/admin/applications/{sent}")
    own.goto("/me")
    newest = own.locator("section[aria-labelledby=reads] tbody tr").first
    expect(newest).to_contain_text(re.compile(r"2025\. 7\. 31\..*열람", re.DOTALL))

    auditor.goto("/admin/audit")
    expect(auditor.locator(".p-side [aria-current]")).to_have_text("감사 기록")
    auditor.get_by_label("행위", exact=True).select_option("application.read")
    auditor.get_by_label("시작일").fill("2025-07-31")
    auditor.get_by_label("대상자, 접수번호").fill("한지우")
    auditor.get_by_role("button", name="찾기", exact=True).last.click()
    expect(auditor.locator("#trail-table tbody tr")).to_have_count(1)
    auditor.get_by_role("link", name="인쇄용 보기").click()
    expect(auditor.locator("#main")).to_contain_text(re.compile("모두 1건.*출력자 정수경", re.DOTALL))
    auditor.goto("/admin/audit?text=127.0.0.1")
    expect(auditor.locator("#trail-table tbody tr").first).to_contain_text("열람")
    auditor.goto("/admin/audit?action=application.read")
    auditor.get_by_role("link", name="이전 기록 보기").click()
    auditor.get_by_role("link", name="최근 기록으로").click()
    expect(auditor.get_by_label("행위", exact=True)).to_have_value("application.read")

    desk.goto("/admin/audit/reviews")
    expect(desk.locator(".p-side [aria-current]")).to_have_text("월별 점검")
    desk.get_by_label("달", exact=True).select_option("2025-06")
    desk.get_by_role("button", name="보기").click()
    desk.get_by_label("점검 의견").fill("야간 열람은 담당자에게 확인함")
    desk.get_by_role("button", name="6월 점검 마침").dblclick()
    expect(desk.locator("#main")).to_contain_text("점검을 마친 달입니다. 임은람")
    assert portal.ask("SELECT count(*) FROM audit_review") == [(1,)]
    assert "이어져 있습니다." in run(portal, tmp_path, "audit-verify")
