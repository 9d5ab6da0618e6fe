"""Every page of every persona, as everybody may see it: bright, dark, in high contrast, on a desk and on a phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE, Visitors
from tests.journeys.server import Portal

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
FORM = "/programs/{program}/rounds/{round}/application"
PAGES = {
    "": ("/login", "/nothing-here"),
    "employee": (*EVERYBODY, "/programs/{autumn}", FORM, "/people?q=zzz", "/admin/applications"),
    "newcomer": ("/programs/{mentoring}", "/programs/{mentoring}/rounds/{mentee}/application"),
    "veteran": (
        "/programs/{mentoring}/rounds/{mentor}/application",
        "/programs/{counseling}",
        "/programs/{counseling}/rounds/{interview}/application",
    ),
    "school": ("/", "/programs", "/programs/{counseling}/rounds/{visit}/application"),
    "educator": ("/programs", "/programs/{autumn}"),
    "trainer": ("/", *QUEUE, "/admin/applications/{waiting}"),
    "officer": ("/", "/admin/applications"),
    "head": ("/", "/admin/applications?state=all"),
    "counselor": ("/", "/admin/applications"),
    "auditor": ("/", "/admin/audit", "/admin/audit/printout"),
    "sysadmin": ("/", "/admin/audit"),
    "{returned}": ("/", "/applications", "/applications/{own}", "/applications/{own}/correction",
                   "/applications/{own}/receipt", "/applications/{own}/withdrawal"),
}  # fmt: skip
MODES = (("", DESKTOP), ("dark", DESKTOP), ("contrast", DESKTOP), ("", PHONE), ("dark", PHONE), ("contrast", PHONE))
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 50);
})"""


@pytest.fixture(scope="module")
def names(portal: Portal) -> dict[str, str]:
    """What the addresses above are filled with."""
    portal.begin_anew()
    rounds = {name: (program, id_) for id_, program, name in portal.ask("SELECT id, program_id, name FROM round")}
    [[own, returned]] = portal.ask(
        "SELECT public_id, login_id FROM application JOIN account USING (person_id) JOIN round ON round.id = round_id"
        " WHERE status = 'returned' AND round.name = '2025년 가을 과정' LIMIT 1"
    )
    [[waiting]] = portal.ask("SELECT public_id FROM application WHERE status = 'submitted' AND round_id = ?"
                             " LIMIT 1", rounds["2025년 가을 과정"][1])  # fmt: skip
    found = {
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


@pytest.mark.parametrize(("theme", "size"), MODES, ids=[f"{t or 'light'} {s[0]}" for t, s in MODES])
@pytest.mark.parametrize("who", PAGES, ids=[who.strip("{}") or "visitor" for who in PAGES])
def test_pages_are_in_order(
    tidy: Visitors, names: dict[str, str], axe: Callable[[Page], list[str]], who: str, theme: str, size: tuple[int, int]
) -> None:
    page = tidy.open(who.format(**names), theme=theme, size=size)
    wrong: dict[str, list[str]] = {}
    for path in PAGES[who]:
        page.goto(path.format(**names))
        faults = [*faults_of(page, size[0]), *axe(page)]
        shift = page.evaluate(SHIFT) if theme == "" else 0
        faults += [f"the layout shifts by {shift:.3f}"] if shift >= 0.01 else []
        if faults:
            wrong[path] = faults
    assert wrong == {}


DIALOGS = {
    "display-dialog": ("employee", "/", "화면 설정"),
    "queue-help": ("trainer", "/admin/applications", "단축키 보기"),
}


@pytest.mark.parametrize("dialog", DIALOGS)
@pytest.mark.parametrize("theme", ["", "dark", "contrast"])
def test_open_dialogs_are_in_order(tidy: Visitors, axe: Callable[[Page], list[str]], dialog: str, theme: str) -> None:
    who, path, opener = DIALOGS[dialog]
    page = tidy.open(who, theme=theme)
    page.goto(path)
    page.get_by_role("button", name=opener).first.click()
    page.locator(f"#{dialog}").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("theme", ["", "dark", "contrast"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_what_is_swapped_in_is_in_order(
    tidy: Visitors, axe: Callable[[Page], list[str]], theme: str, size: tuple[int, int]
) -> None:
    page = tidy.open("trainer", theme=theme, size=size)
    page.goto("/admin/applications")
    page.locator("a[data-open]").first.click()
    page.locator("#panel-actions").wait_for()
    assert [*faults_of(page, size[0]), *axe(page)] == []
    page.locator("#panel-actions").get_by_role("button", name="반려").click()
    page.locator("#decision-form").wait_for()
    page.locator("#decision-form").get_by_role("button", name="확정").click()
    page.locator("#decision-form [data-error-summary]").wait_for()
    assert [*faults_of(page, size[0]), *axe(page)] == []


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
