"""Each kind of person applies: for a seat, for a place in line, for a mentor, to be one, to be heard."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.pages.applying import ApplicationFormPage, ReceiptPage
from tests.journeys.pages.mine import MyApplicationsPage
from tests.journeys.pages.programs import CatalogPage
from tests.journeys.server import Portal

Visit = Callable[..., Page]
AUTUMN = ("저경력공무원 워크숍", "2025년 가을 과정")
FULL = ("회복탄력성 하루 워크숍", "1기")
WISHES = ("신규공무원 멘토링", "2025년 희망서 접수")
MENTORS = ("신규공무원 멘토링", "2025년 멘토 모집")
COUNSELING = ("인사상담", "2025년 하반기 상담")


def the_form(page: Page, program: str, round_name: str) -> ApplicationFormPage:
    return CatalogPage.open(page).choose(program, round_name).apply(round_name)


def applied(page: Page, program: str, round_name: str) -> ReceiptPage:
    """Apply for a workshop."""
    return the_form(page, program, round_name).fill_workshop().agree().go_on().send()


def test_the_last_seat_goes_to_who_comes_first(visit: Visit, js: bool) -> None:
    page = visit("employee", js=js)
    catalog = CatalogPage.open(page)
    expect(catalog.card(*AUTUMN)).to_contain_text("남은 자리 1 / 40")
    form = catalog.choose(*AUTUMN).apply(AUTUMN[1])
    expect(form.main).to_contain_text("가온고등학교")
    check = form.fill_workshop().agree().go_on()
    expect(check.main).to_contain_text("배우자 010-1234-5678")
    receipt = check.send()
    expect(receipt.main).to_contain_text("인재개발팀에서 확인한 뒤 2025. 8. 29.(금)까지 결과를 알려 드립니다.")
    expect(receipt.main).to_contain_text("40명 중 40번째 자리")
    expect(receipt.main).to_contain_text("☎9238")
    number = receipt.number
    assert "워크숍" not in number
    mine = receipt.go_to_application()
    expect(mine.state).to_have_text("접수")
    expect(mine.timeline.locator("[aria-current=step]")).to_contain_text("인재개발팀이 확인하고 있습니다")
    expect(mine.main).to_contain_text(number)
    expect(CatalogPage.open(page).card(*AUTUMN)).to_contain_text("남은 자리 0 / 40")


def test_when_no_seat_is_left_one_gets_a_place_in_line(visit: Visit, js: bool) -> None:
    page = visit("veteran", js=js)
    receipt = applied(page, *FULL)
    expect(receipt.main).to_contain_text("예비 7번입니다.")
    expect(MyApplicationsPage.open(page).card(FULL[0])).to_contain_text("예비 7번")


def test_a_newcomer_states_wishes_for_a_mentor(visit: Visit, js: bool) -> None:
    page = visit("newcomer", js=js)
    check = the_form(page, *WISHES).fill_wishes().agree().go_on()
    expect(check.main).to_contain_text("급여, 계약")
    check.send()
    expect(MyApplicationsPage.open(page).card(WISHES[1])).to_contain_text("접수")


def test_a_veteran_offers_to_be_a_mentor(visit: Visit, js: bool) -> None:
    page = visit("veteran", js=js)
    mine = the_form(page, *MENTORS).fill_offer().agree().go_on().send().go_to_application()
    expect(mine.main).to_contain_text("2명")
    expect(mine.main).to_contain_text("밤을 새운 기억")


def test_counseling_is_asked_for_with_an_attachment_and_stays_unnamed(visit: Visit, js: bool, tmp_path: Path) -> None:
    page = visit("employee", js=js)
    proof = tmp_path / "사유서.pdf"
    proof.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    form = the_form(page, *COUNSELING)
    assert "상담" not in page.title()
    check = form.fill_counseling("가까운 학교로 옮기고 싶습니다.", proof).agree().go_on()
    expect(check.main).to_contain_text("사유서.pdf")
    receipt = check.send()
    expect(receipt.heading).not_to_contain_text("상담")
    mine = receipt.go_to_application()
    assert "상담" not in page.title()
    with page.expect_download() as download:
        mine.main.get_by_role("link", name="사유서.pdf").click()
    assert download.value.suggested_filename == "사유서.pdf"


def test_who_may_not_apply_reads_why(visit: Visit, js: bool) -> None:
    catalog = CatalogPage.open(visit("educator", js=js))
    expect(catalog.card(*AUTUMN)).to_contain_text("일반직")
    program = catalog.choose(*AUTUMN)
    expect(program.round(AUTUMN[1])).to_contain_text("신청 대상이 아닙니다")
    expect(program.round(AUTUMN[1]).get_by_role("link", name="신청하기")).to_have_count(0)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(visit: Visit, js: bool) -> None:
    page = visit("employee", js=js)
    form = the_form(page, *AUTUMN)
    form.field("expect").fill("동기들을 만나고 싶습니다.")
    form = form.go_on_in_vain()
    assert page.title().startswith("오류")
    if js:
        expect(form.errors).to_be_focused()
        form.errors.get_by_role("link", name="비상연락처").click()
        expect(form.field("emergency")).to_be_focused()
    expect(form.field("expect")).to_have_value("동기들을 만나고 싶습니다.")
    form.fill_workshop().agree().go_on().send()


def test_what_was_typed_waits_on_the_server(visit: Visit) -> None:
    form = the_form(visit("employee"), *AUTUMN)
    form.field("expect").fill("반만 적은 글")
    expect(form.saved).to_contain_text("저장됨")
    elsewhere = MyApplicationsPage.open(visit("employee", js=False))
    expect(elsewhere.main).to_contain_text("작성 중인 신청서")
    elsewhere.main.get_by_role("link", name=AUTUMN[0]).first.click()
    expect(ApplicationFormPage(elsewhere.page).field("expect")).to_have_value("반만 적은 글")


def test_going_back_after_sending_leads_to_the_receipt(visit: Visit, js: bool) -> None:
    page = visit("employee", js=js)
    number = applied(page, *AUTUMN).number
    page.go_back()
    page.reload()
    assert ReceiptPage(page).number == number
    expect(CatalogPage.open(page).card(*AUTUMN)).to_contain_text("나의 신청")


def test_a_double_click_sends_one_application(visit: Visit, js: bool, portal: Portal) -> None:
    check = the_form(visit("employee", js=js), *AUTUMN).fill_workshop().agree().go_on()
    check.send_button.dblclick()
    ReceiptPage(check.page)
    assert _sent_by_employee(portal) == 1


def test_two_tabs_end_on_one_receipt(visit: Visit, js: bool, portal: Portal) -> None:
    first = the_form(visit("employee", js=js), *AUTUMN).fill_workshop().agree().go_on()
    second_tab = first.page.context.new_page()
    second_tab.goto(first.page.url)
    number = first.send().number
    second_tab.get_by_role("button", name="신청서 제출").click()
    assert ReceiptPage(second_tab).number == number
    assert _sent_by_employee(portal) == 1


def test_a_seat_given_back_goes_to_the_first_in_line(visit: Visit, js: bool) -> None:
    leaving, waiting = visit("employee", js=js), visit("newcomer", js=js)
    mine = applied(leaving, *AUTUMN).go_to_application()
    expect(applied(waiting, *AUTUMN).main).to_contain_text("예비 1번입니다.")
    expect(mine.withdraw().state).to_have_text("신청 취소")
    expect(MyApplicationsPage.open(waiting).choose(AUTUMN[1]).state).to_have_text("접수")
    expect(waiting.locator("#main")).to_contain_text("자리가 나서 배정되었습니다")


def test_an_application_that_came_back_is_mended(visit: Visit, js: bool, portal: Portal) -> None:
    [[login_id]] = portal.ask(
        "SELECT account.login_id FROM application JOIN account USING (person_id) JOIN round ON round.id = round_id"
        " WHERE status = 'returned' AND round.name = :name LIMIT 1",
        name=AUTUMN[1],
    )
    page = visit(login_id, js=js)
    page.goto("/")
    page.get_by_role("link", name=f"{AUTUMN[0]} 보완").click()
    mine = MyApplicationsPage.open(page).choose(AUTUMN[1])
    expect(mine.state).to_have_text("보완 요청")
    correction = mine.mend()
    correction.form().field("emergency").fill("어머니 010-8765-4321")
    mine = correction.save()
    expect(mine.state).to_have_text("접수")
    expect(mine.main).to_contain_text("어머니 010-8765-4321")


def _sent_by_employee(portal: Portal) -> int:
    [[count]] = portal.ask(
        "SELECT count(*) FROM application JOIN account USING (person_id) JOIN round ON round.id = round_id"
        " WHERE login_id = 'employee' AND round.name = :name",
        name=AUTUMN[1],
    )
    return int(count)
