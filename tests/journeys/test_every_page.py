"""Every page of every persona, as everybody may see it: bright, dark, in high contrast, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import server
from tests.journeys.server import Portal
from tests.journeys.visitors import DESKTOP, PHONE, Visitors

EVERYBODY = (
    "/",
    "/programs",
    "/applications",
    "/people",
    "/people?q=ㄱㅅㅇ",
    "/functions",
    "/notices",
    "/nothing-here",
)
QUEUE = ("/admin/applications", "/admin/applications?state=all&q=김", "/admin/applications?state=returned")
PRACTICUM = (
    "/admin/practicum", "/admin/practicum?tab=asked", "/admin/practicum?tab=accepted", "/admin/practicum/candidates",
    "/admin/practicum/hosts", "/admin/practicum/candidates/form", "/admin/practicum/lists/candidates",
    "/admin/practicum/rounds", "/admin/practicum/programs/{practicum}/rounds/form",
    "/admin/practicum/candidates/{candidate}", "/admin/practicum/candidates/{candidate}/appointment",
    "/admin/practicum/candidates/{candidate}/removal", "/admin/practicum/candidates/{candidate}/wish",
    "/admin/practicum/placements/{asked}", "/admin/practicum/placements/{eligible}",
    "/admin/practicum/hosts/{host}/rounds/{second}/plan",
    "/exports/new?list=placements&tab=all",
)  # fmt: skip
FORM = "/programs/{program}/rounds/{round}/application"
PAGES = {
    "": ("/login", "/nothing-here", "/privacy-policy", "/accessibility", "/help"),
    "employee": (*EVERYBODY, "/programs/{autumn}", FORM, "/people?q=zzz", "/admin/applications", "/me", "/account",
                 "/account/password", "/account/calendar", "/support", "/support/request", "/board", "/board/{notice}",
                 "/library", "/duty", "/duty/own"),
    "duty": ("/duty/own", "/admin/duty", "/admin/duty/people", "/admin/duty/rules", "/admin/duty/ledger?month=2025-07"),
    "newcomer": ("/programs/{mentoring}", "/programs/{mentoring}/rounds/{mentee}/application"),
    "veteran": (
        "/programs/{mentoring}/rounds/{mentor}/application",
        "/programs/{counseling}",
        "/programs/{counseling}/rounds/{interview}/application",
    ),
    "candidate": ("/practicum", "/practicum/wish"),
    "school": ("/", "/host", "/host/{host}/rounds/{second}/plan", "/host/{host}/placements/{asked}", "/programs",
                "/programs/{counseling}/rounds/{visit}/application"),
    "educator": ("/programs", "/programs/{autumn}"),
    "trainer": (
        *PRACTICUM, "/", *QUEUE, "/exports", "/exports/new?list=queue&state=all", "/admin/applications/{waiting}",
        "/library?which=drafts", "/library/form", "/library/{sheet}", "/library/{sheet}/history",
    ),
    "provider": ("/partner", "/partner/uploads", "/partner/cases/{urgent}", "/notices"),
    "officer": ("/", "/admin/applications", "/admin/support", "/admin/support/settlement", "/admin/support/totals",
                "/admin/support/providers", "/admin/support/providers/1", "/admin/support/rules"),
    "head": ("/", "/admin/applications?state=all", "/admin/support/openings", "/approvals", "/approvals/lines",
             "/approvals/lines/1", "/absences"),
    "counselor": ("/", "/admin/applications"),
    "auditor": ("/", "/admin/audit", "/admin/audit?who=zzz", "/admin/audit/printout?who=정수경"),
    "sysadmin": (
        "/", "/admin/audit", "/admin/mail", "/admin/accounts", "/admin/people-import", "/admin/accounts/{account}",
        "/admin/accounts/blank", "/admin/accounts/requests", "/admin/accounts/review",
    ),
    "privacy": (
        "/", "/admin/audit/reviews?month=2025-06", "/admin/privacy-requests", "/admin/privacy-requests/{request}",
    ),
    "{returned}": ("/", "/applications", "/applications/{own}", "/applications/{own}/correction",
                   "/applications/{own}/receipt", "/applications/{own}/withdrawal"),
}  # fmt: skip
THEMES = ("dark", "contrast")
SIZES = {"desk": DESKTOP, "phone": PHONE}
COLORS = ["color-contrast", "link-in-text-block"]
Axe = Callable[..., list[str]]
PUT_ON = "(theme) => { document.documentElement.dataset.theme = theme; }"
VISIBLE_SHIFT = 0.02  # a font that comes late on a busy machine moves a line or two by 0.01; 0.1 is what hurts
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  const moved = new Set();
  new PerformanceObserver((list) => {
    for (const e of list.getEntries().filter((entry) => !entry.hadRecentInput)) {
      sum += e.value;
      for (const { node } of e.sources) moved.add(node?.id || node?.className || node?.nodeName);
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([sum, [...moved].join(", ")]), 50);
})"""


def practicum_names(portal: Portal) -> dict[str, str]:
    """Return what the addresses of the practicum are filled with."""
    [[host, asked]] = portal.ask(
        "SELECT unit_id, practicum_placement.public_id FROM practicum_placement JOIN practicum_host_offer AS offer"
        " ON offer.id = offer_id JOIN unit ON unit.id = unit_id WHERE state = 'proposed' AND unit.name = '나래고등학교'"
        " ORDER BY practicum_placement.id LIMIT 1"
    )
    [[eligible]] = portal.ask("SELECT public_id FROM practicum_placement WHERE state = 'eligible' LIMIT 1")
    [[candidate]] = portal.ask("SELECT public_id FROM candidate WHERE name = '정다은'")
    [[practicum, second]] = portal.ask(
        "SELECT program_id, round.id FROM round JOIN program ON program.id = program_id WHERE program.kind ="
        " 'practicum' AND round.name = '2차'"
    )
    return {
        "host": host, "asked": asked, "eligible": eligible, "candidate": candidate, "practicum": practicum,
        "second": second,
    }  # fmt: skip


@pytest.fixture(scope="module")
def names(portal: Portal) -> dict[str, str]:
    """What the addresses above are filled with."""
    portal.kept.put_back()
    rounds = {name: (program, id_) for id_, program, name in portal.ask("SELECT id, program_id, name FROM round")}
    [[own, returned]] = portal.ask(
        "SELECT public_id, login_id FROM application JOIN account USING (person_id) JOIN round ON round.id = round_id"
        " WHERE status = 'returned' AND round.name = '2025년 가을 과정' LIMIT 1"
    )
    [[waiting]] = portal.ask("SELECT public_id FROM application WHERE status = 'submitted' AND round_id = :id"
                             " LIMIT 1", id=rounds["2025년 가을 과정"][1])  # fmt: skip
    [[urgent]] = portal.ask("SELECT public_id FROM psych_case WHERE urgent_on IS NOT NULL")
    [[account]] = portal.ask("SELECT id FROM account WHERE login_id = 'trainer'")
    [[request]] = portal.ask("SELECT public_id FROM privacy_request WHERE answered_at IS NULL LIMIT 1")
    [[notice]] = portal.ask("SELECT public_id FROM board_post WHERE title LIKE '신규공무원 멘토%'")
    [[sheet]] = portal.ask("SELECT public_id FROM board_post WHERE title = '멘토링 활동일지'")
    found = {
        **practicum_names(portal),
        "notice": notice,
        "sheet": sheet,
        "urgent": urgent,
        "account": account,
        "request": request,
        "program": rounds["2025년 가을 과정"][0],
        "round": rounds["2025년 가을 과정"][1],
        "autumn": rounds["2025년 가을 과정"][0],
        "mentoring": rounds["2025년 희망서 접수"][0],
        "mentee": rounds["2025년 희망서 접수"][1],
        "mentor": rounds["2025년 멘토 모집"][1],
        "counseling": rounds["2025년 하반기 상담"][0],
        "interview": rounds["2025년 하반기 상담"][1],
        "visit": rounds["2025년 하반기 간담회"][1],
        "own": own,
        "returned": returned,
        "waiting": waiting,
    }
    return {name: str(value) for name, value in found.items()}


@pytest.fixture
def tidy(visitors: Visitors) -> Iterator[Visitors]:
    """Browsers that are closed afterwards and have not complained."""
    visitors.heard()
    yield visitors
    visitors.close()
    assert visitors.heard() == []


def faults_of(page: Page, width: int) -> list[str]:
    """Return what is wrong with any page, whatever it shows."""
    heads, wide, title = page.evaluate(
        "[document.querySelectorAll('h1').length, document.documentElement.scrollWidth, document.title]"
    )
    wrong = [] if heads == 1 else [f"{heads} h1"]
    wrong += [] if wide <= width else [f"{wide} px wide"]
    return wrong if title.strip(" ·") else [*wrong, "no title"]


def in_all_themes(page: Page, axe: Axe, new: str = "html") -> list[str]:
    """Return what axe finds in light colors and, of the colors alone and where something is new, in the others."""
    faults = axe(page)
    for theme in THEMES:
        page.evaluate(PUT_ON, theme)
        faults += [f"{theme}: {fault}" for fault in axe(page, COLORS, new)]
    page.evaluate(PUT_ON, "")
    return faults


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("who", PAGES, ids=[who.strip("{}") or "visitor" for who in PAGES])
def test_pages_are_in_order(tidy: Visitors, names: dict[str, str], axe: Axe, who: str, size: str) -> None:
    """Each page is loaded once a size, in light colors; dark and high contrast differ in nothing but colors."""
    page = tidy.open(who.format(**names), size=SIZES[size])
    wrong: list[str] = []
    for path in PAGES[who]:
        page.goto(path.format(**names))
        shift, moved = page.evaluate(SHIFT)
        faults = [f"the layout shifts by {shift:.3f}: {moved}"] if shift >= VISIBLE_SHIFT else []
        faults += [*faults_of(page, SIZES[size][0]), *(in_all_themes(page, axe) if size == "desk" else axe(page))]
        wrong += [f"{path}: {fault}" for fault in faults]
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_that_was_chosen_comes_with_the_page(tidy: Visitors, theme: str) -> None:
    page = tidy.open("employee", js=False, theme=theme)
    page.goto("/")
    assert page.locator("html").get_attribute("data-theme") == theme


DIALOGS = {
    "display-dialog": ("employee", "/", "화면 설정"),
    "queue-help": ("trainer", "/admin/applications", "단축키 보기"),
}


@pytest.mark.parametrize("dialog", DIALOGS)
def test_open_dialogs_are_in_order(tidy: Visitors, axe: Axe, dialog: str) -> None:
    who, path, opener = DIALOGS[dialog]
    page = tidy.open(who)
    page.goto(path)
    page.get_by_role("button", name=opener).first.click()
    page.locator(f"#{dialog}").wait_for()
    assert in_all_themes(page, axe, f"#{dialog}") == []


@pytest.mark.parametrize("size", SIZES)
def test_what_is_swapped_in_is_in_order(tidy: Visitors, axe: Axe, size: str) -> None:
    page = tidy.open("trainer", size=SIZES[size])
    swapped = "#application-panel" if size == "desk" else "#main"  # a phone opens a page of its own
    page.goto("/admin/applications")
    page.locator("a[data-open]").first.click()
    page.locator("#panel-actions").wait_for()
    assert [*faults_of(page, SIZES[size][0]), *in_all_themes(page, axe, swapped)] == []
    page.locator("#panel-actions").get_by_role("button", name="반려").click()
    page.locator("#decision-form").wait_for()
    page.locator("#decision-form").get_by_role("button", name="확정").click()
    page.locator("#decision-form [data-error-summary]").wait_for()
    assert [*faults_of(page, SIZES[size][0]), *in_all_themes(page, axe, swapped)] == []


ACTIONS = {
    "/login": ("", "button", "로그인"),
    "/": ("employee", "link", "신청할 수 있는 프로그램 보기"),
    "/people": ("employee", "button", "찾기"),
    "/functions": ("employee", "button", "찾기"),
    "/programs/{autumn}": ("employee", "link", "신청하기"),
    FORM: ("employee", "button", "내용 확인하기"),
    "/applications/{own}": ("{returned}", "link", "보완하기"),
    "/applications/{own}/withdrawal": ("{returned}", "button", "신청 취소"),
    "/admin/applications": ("trainer", "button", "거르기"),
    "/admin/applications/{waiting}": ("trainer", "button", "승인"),
    "/admin/audit": ("auditor", "button", "찾기"),
}


@pytest.mark.parametrize("path", ACTIONS)
def test_without_scripts_the_main_action_is_there(tidy: Visitors, names: dict[str, str], path: str) -> None:
    who, role, words = ACTIONS[path]
    page = tidy.open(who.format(**names), js=False, size=PHONE)
    page.goto(path.format(**names))
    action = page.locator("#main").get_by_role(role, name=words)  # type: ignore[arg-type]  # one of its words
    assert action.first.is_visible()
    assert page.locator(".p-js:visible").count() == 0
    assert faults_of(page, PHONE[0]) == []


def test_a_worker_stays_below_150_megabytes(
    browser: Browser, names: dict[str, str], portal: Portal, tmp_path: Path
) -> None:
    """As `make run` serves it: a process of its own, for the one of the other journeys has signed in elsewhere, too."""
    with server.serving(portal.database, tmp_path) as address:
        fresh = Portal(address, portal.database, portal.kept)
        visitors = Visitors(browser, fresh)
        for who in ("employee", "trainer", "auditor", "sysadmin"):
            page = visitors.open(who)
            for path in PAGES[who][:8]:
                page.request.get(path.format(**names))
        visitors.close()
        assert fresh.worker_megabytes() < 150
