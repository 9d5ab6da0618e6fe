"""A list goes up its line: by keyboard onto the list, up, approved in two clicks, published; and by a deputy."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.pages.mine import MyApplicationsPage
from tests.journeys.pages.queue import QueuePage
from tests.journeys.server import Portal

Visit = Callable[..., Page]
AUTUMN = "2025년 가을 과정"
TITLE = f"저경력공무원 워크숍({AUTUMN}) 대상자 선정"


def queue_of(page: Page) -> QueuePage:
    """Open the queue of the autumn workshop alone."""
    QueuePage.open(page)
    value = page.locator("#queue-round option", has_text=AUTUMN).get_attribute("value")
    return QueuePage.open(page, f"?round={value}")


def send_up(page: Page) -> None:
    """Put everybody who waits on the list by keys alone, and send the list up."""
    queue = queue_of(page)
    count = queue.rows.count()
    assert count > 1
    page.keyboard.press("j")
    page.keyboard.press("x")
    for _ in range(count - 1):
        page.keyboard.press("j")
    page.keyboard.press("Shift+KeyX")
    page.keyboard.press("a")
    expect(queue.results).to_contain_text(f"{count}건을 결재 올릴 명단(선정)에 넣었습니다")
    expect(page.locator("#applications-table")).to_contain_text("조건에 맞는 신청이 없습니다.")
    queue.results.get_by_role("link", name="명단 보기 · 결재 올림").click()
    page.get_by_role("button", name=f"선정 명단 {count}건 결재 올림").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def take_step(page: Page, button: str = "결재") -> None:
    """Open the document that waits and approve it: two clicks."""
    page.goto("/approvals")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#main")).to_contain_text("결재하실 문서가 없습니다.")


def test_a_list_goes_up_and_its_results_are_told_when_the_window_has_closed(visit: Visit, portal: Portal) -> None:
    ((login_id,),) = portal.ask(
        "SELECT login_id FROM application JOIN account USING (person_id) JOIN round ON round.id = round_id"
        " WHERE application.status = 'submitted' AND round.name = :name LIMIT 1",
        name=AUTUMN,
    )
    officer, applicant = visit("trainer"), visit(login_id)
    send_up(officer)
    document = officer.url
    mine = MyApplicationsPage.open(applicant).choose(AUTUMN)
    expect(applicant.locator("#main")).to_contain_text("결재 중: 인재개발팀장")
    assert mine.state.inner_text() == "검토 중"
    take_step(visit("trainer_lead"))
    take_step(visit("head"))
    officer.goto(document)
    officer.get_by_role("button", name="결과 발표").click()
    expect(officer.locator("#main")).to_contain_text("발표 완료")
    assert MyApplicationsPage.open(applicant).choose(AUTUMN).state.inner_text() == "검토 중"
    portal.close_undo_windows()
    assert MyApplicationsPage.open(applicant).choose(AUTUMN).state.inner_text() == "선정"


def test_a_deputy_decides_and_the_head_reads_it_on_return(visit: Visit) -> None:
    head, officer = visit("head"), visit("trainer")
    head.goto("/absences")
    for field in ("first_day", "last_day"):
        head.locator(f"[name={field}]").fill("2025-07-31")
    lead = head.locator("[name=deputy] option", has_text="인재개발팀 팀장").first.get_attribute("value")
    assert lead
    head.locator("[name=deputy]").select_option(lead)
    head.get_by_role("button", name="부재 등록").click()
    expect(head.locator("#main")).to_contain_text("부재 중")
    send_up(officer)
    expect(officer.locator("#line-of")).to_contain_text("생략")
    take_step(visit("trainer_lead"), "결재 (이대우 대결)")
    officer.reload()
    officer.get_by_role("link", name="인쇄용 화면").click()
    expect(officer.locator(".p-signatures")).to_contain_text("이대우 부재로 대결")
    head.get_by_role("button", name="부재 취소").first.click()
    head.goto("/approvals")
    expect(head.locator("#main")).to_contain_text("대결 처리 보고 1건")
