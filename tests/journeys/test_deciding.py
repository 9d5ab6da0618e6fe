"""Officers decide one and forty, take decisions back, and find out when somebody else was quicker."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pages.base import PortalPage
from tests.journeys.pages.mine import MyApplicationsPage
from tests.journeys.pages.queue import OpenApplication, QueuePage
from tests.journeys.server import Portal

pytestmark = pytest.mark.usefixtures("decided_at_the_desk")
Visit = Callable[..., Page]
AUTUMN = "2025년 가을 과정"


@pytest.fixture
def asked(portal: Portal, visit: Visit) -> tuple[str, str]:
    """Somebody who waits for a decision on the autumn workshop: the application's id and the log-in id."""
    return waiting(portal, 1)[0]


def waiting(portal: Portal, count: int, team: str = "인재개발팀") -> list[tuple[str, str]]:
    return portal.ask(
        "SELECT application.public_id, login_id FROM application JOIN account USING (person_id)"
        " JOIN round ON round.id = round_id JOIN program ON program.id = program_id"
        " JOIN unit ON unit.id = owner_unit_id WHERE application.status = 'submitted' AND unit.name = :team"
        " AND settles_at IS NULL ORDER BY round.name != :first, submitted_at LIMIT :count",
        team=team,
        first=AUTUMN,
        count=count,
    )


def open_application(page: Page, key: str) -> OpenApplication:
    """Open an application by its row in the queue."""
    return QueuePage.open(page, "?round=" + _round(key, page)).choose(key)


def _round(_key: str, page: Page) -> str:
    QueuePage.open(page)
    value = page.locator("#queue-round option", has_text=AUTUMN).get_attribute("value")
    assert value
    return value


def state_told(page: Page) -> str:
    return MyApplicationsPage.open(page).choose(AUTUMN).state.inner_text()


def test_an_applicant_hears_of_an_approval_when_the_window_has_closed(
    visit: Visit, portal: Portal, js: bool, asked: tuple[str, str]
) -> None:
    key, login_id = asked
    officer, applicant = visit("trainer", js=js), visit(login_id, js=js)
    queue = open_application(officer, key).decide("승인")
    expect(queue.results).to_contain_text("1건을 승인했습니다.")
    expect(queue.results.get_by_role("button", name="실행 취소")).to_be_visible()
    assert state_told(applicant) == "접수"
    assert "선정" not in applicant.locator("#main").inner_text().replace("선정 방법", "")
    portal.close_undo_windows()
    assert state_told(applicant) == "선정"
    expect(PortalPage.open(applicant).main).to_contain_text("선정")


def test_a_rejection_carries_its_reasons(visit: Visit, portal: Portal, js: bool, asked: tuple[str, str]) -> None:
    key, login_id = asked
    form = open_application(visit("trainer", js=js), key).ask_to("반려")
    form.box.get_by_role("button", name="확정").click()
    expect(form.box).to_contain_text("반려 사유를 하나 이상 고르시기 바랍니다.")
    queue = form.confirm("소속 기관 업무 조정이 되지 않음", note="9월 감사 일정과 겹칩니다.")
    expect(queue.results).to_contain_text("1건을 반려했습니다.")
    portal.close_undo_windows()
    applicant = visit(login_id, js=js)
    assert state_told(applicant) == "반려"
    expect(applicant.locator("#main")).to_contain_text("소속 기관 업무 조정이 되지 않음")
    expect(applicant.locator("#main")).to_contain_text("9월 감사 일정과 겹칩니다.")


def test_a_return_says_what_to_mend_and_until_when(
    visit: Visit, portal: Portal, js: bool, asked: tuple[str, str]
) -> None:
    key, login_id = asked
    form = open_application(visit("trainer_lead", js=js), key).ask_to("보완 요청")
    form.confirm(note="비상연락처를 다시 적어 주시기 바랍니다.")
    portal.close_undo_windows()
    applicant = visit(login_id, js=js)
    assert state_told(applicant) == "보완 요청"
    expect(applicant.locator("#main")).to_contain_text("비상연락처를 다시 적어 주시기 바랍니다.")
    expect(applicant.locator("#main")).to_contain_text("2025. 8. 7.(목)까지 보완해 주시기 바랍니다.")


def test_forty_are_decided_at_once_and_taken_back(visit: Visit, portal: Portal, js: bool) -> None:
    forty = [key for key, _ in waiting(portal, 40)]
    queue = QueuePage.open(visit("trainer", js=js), "?sort=newest")
    shown = [key for key in forty if queue.row(key).count()]
    assert len(shown) >= 30
    queue.mark(*shown).decide_marked("승인")
    expect(queue.results).to_contain_text("건을 승인했습니다.")
    expect(queue.row(shown[0])).to_have_count(0)
    [[staged]] = portal.ask("SELECT count(*) FROM application WHERE settles_at IS NOT NULL")
    assert staged >= 30
    queue.undo()
    expect(queue.results).to_contain_text("신청자에게는 안내되지 않았습니다.")
    expect(queue.row(shown[0])).to_be_visible()
    assert portal.ask("SELECT count(*) FROM application WHERE settles_at IS NOT NULL") == [(0,)]


def test_who_is_later_sees_what_the_quicker_one_did(visit: Visit, js: bool, asked: tuple[str, str]) -> None:
    key, _ = asked
    quicker, later = visit("trainer", js=js), visit("trainer_lead", js=js)
    first, second = open_application(quicker, key), open_application(later, key)
    first.decide("승인")
    queue = second.decide("승인")
    expect(queue.results).to_contain_text("1건은 처리하지 못했습니다.")
    expect(queue.row(key)).to_have_count(0)


def test_nobody_decides_on_their_own_application(visit: Visit, portal: Portal, js: bool) -> None:
    [[key]] = portal.ask(
        "UPDATE application SET person_id = (SELECT person_id FROM account WHERE login_id = 'trainer')"
        " WHERE public_id = :key RETURNING public_id",
        key=waiting(portal, 1)[0][0],
    )
    trainer = visit("trainer", js=js)
    expect(QueuePage.open(trainer, "?state=all&sort=newest").row(key)).to_have_count(0)
    trainer.goto(f"/admin/applications/{key}")
    own = OpenApplication(trainer)
    expect(own.panel).to_contain_text("본인의 신청은 처리하실 수 없습니다.")
    expect(own.panel.get_by_role("button", name="승인")).to_have_count(0)


def test_each_team_sees_its_own_and_the_head_sees_all(visit: Visit, portal: Portal, js: bool) -> None:
    [[workshop, _]] = waiting(portal, 1)
    [[counseling, _]] = waiting(portal, 1, "인사팀")
    seen = {}
    for who in ("officer", "trainer", "head"):
        page = PortalPage(visit(who, js=js))
        seen[who] = [page.status_of(f"/admin/applications/{key}") for key in (workshop, counseling)]
    assert seen == {"officer": [404, 200], "trainer": [200, 404], "head": [200, 200]}


def test_an_administrator_sees_no_content_and_an_auditor_only_the_trail(visit: Visit, portal: Portal) -> None:
    [[counseling, _]] = waiting(portal, 1, "인사팀")
    for who in ("sysadmin", "auditor", "employee"):
        page = PortalPage(visit(who))
        assert page.status_of(f"/admin/applications/{counseling}") in (403, 404)
        assert page.status_of(f"/applications/{counseling}") == 404
        assert page.status_of("/admin/applications") == 403
    auditor = PortalPage(visit("auditor"))
    assert auditor.status_of("/admin/audit") == 200
    assert PortalPage(visit("sysadmin")).status_of("/admin/audit") == 403


def test_the_trail_says_who_decided_what(visit: Visit, js: bool, asked: tuple[str, str]) -> None:
    key, _ = asked
    open_application(visit("trainer", js=js), key).decide("승인")
    auditor = PortalPage(visit("auditor", js=js))
    assert auditor.status_of("/admin/audit") == 200
    decided = auditor.main.get_by_role("row").filter(has_text="→ 선정").first
    expect(decided).to_contain_text("서선욱")
    expect(decided).to_contain_text("승인")
