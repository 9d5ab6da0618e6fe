"""Markup, scripts and template expressions in every free text, read by everybody who may read it: they stay text."""

from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Attachment
from portal.core.actors import Role
from portal.core.db import db
from tests.applications.test_files import PDF
from tests.applications.test_files import send as send_files
from tests.attack.test_junk import OFFER, REQUEST, VISIT, WISHES
from tests.databases import PASSWORD
from tests.factories.applications import WORKSHOP_SENT, employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

PAYLOADS = [
    "<x-evil onclick=alert(1)>a</x-evil><script>x-evil</script><img src=x onerror=alert(1)>",
    "\"'><x-evil autofocus onfocus=alert(1) hx-get=/logout hx-on:load=alert(1) x-evil=",
    "{{ 211 * 219 }}{% print(211*219) %}${211*219}<%= 211*219 %>#{211*219}{# x #}[[211*219]]",
    "javascript:alert(1)//x-evil data:text/html,<script>alert(1)</script>",
    "</textarea></title></style></script><x-evil></x-evil><!-- x-evil -->]]>",
    "a` onmouseover=alert(1) x-evil x='y' \\u003cx-evil\\u003e &lt;x-evil&gt; &#60;x-evil&#62;",
]
PAGES = ("/", "/applications", "/notices", "/admin/audit", "/admin/audit/printout")
ASKED = (
    "q", "unit", "page", "state", "office", "grade", "sort", "who", "text", "action", "object_ref", "kind", "roommate",
    "next",
)  # fmt: skip
COMPUTED = str(211 * 219)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "x-evil" or (tag == "script" and "src" not in given):
            self.faults.append(f"element {tag}")
        for name, value in attrs:
            if name.startswith(("on", "hx-on")) or "x-evil" in name:
                self.faults.append(f"attribute {name} of {tag}")
            is_address = name in ("href", "src", "action", "formaction") or name.startswith("hx-")
            if is_address and (value or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                self.faults.append(f"{name} of {tag} is {value}")
            self.words.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def faults(answer) -> list[str]:
    """Say what on a page came alive."""
    page = Page(answer.text)
    computed = [f"{COMPUTED} was computed"] if COMPUTED in answer.text else []
    return [f"status {answer.status_code}"] * (answer.status_code >= 500) + page.faults + computed


def shows(answer, payload: str) -> bool:
    """Say whether a page carries the text as it was typed."""
    squeezed = " ".join(" ".join(Page(answer.text).words).split())
    return " ".join(payload.split()) in squeezed


def everybody(as_):
    """Return a browser for every role, and a visitor's."""
    return {role: as_(employee(role)) for role in Role if role is not Role.EMPLOYEE}


FREE = {
    "workshop": (("workshop", ""), WORKSHOP_SENT, ("diet", "emergency", "expect", "roommate")),
    "mentee": (("mentoring", "mentee"), WISHES, ("note", "district")),
    "mentor": (("mentoring", "mentor"), OFFER, ("reason",)),
    "person": (("hr_counseling", "person"), REQUEST, ("body", "place")),
    "office": (("hr_counseling", "office"), VISIT, ("agenda", "place", "grades")),
}


def opened(kind: str, track: str):
    if not track:
        return open_round(capacity=None)
    return open_round(kind=kind, track=track, selection="review", capacity=None)


@pytest.mark.parametrize("which", FREE)
def test_what_an_applicant_types_stays_text_for_everybody(as_, which) -> None:
    round_ = opened(*FREE[which][0])
    everybody_else = everybody(as_)
    for payload in PAYLOADS:
        public_id = typed_by_somebody(as_(employee()), round_, which, payload)
        readers = 0
        for browser in everybody_else.values() if public_id else ():
            for headers in ({}, {"HX-Request": "true", "HX-Target": "aside#application-panel"}):
                panel = browser.get(f"/admin/applications/{public_id}", headers=headers)
                assert faults(panel) == [], payload
                readers += shows(panel, payload)
        assert readers >= 2 or not public_id, payload


def typed_by_somebody(client, round_, which: str, payload: str) -> str:
    """Apply with the payload in every free text; return the application's id where the form may be sent."""
    _, good, free = FREE[which]
    short = dict.fromkeys(("emergency", "grades", "place", "district"), payload[:20])
    typed = {**good, **{name: short.get(name, payload) for name in free}}
    for fields in (
        typed,
        {**typed, **{name: good[name] for name in free if name not in ("expect", "note", "reason", "body", "agenda")}},
    ):
        answer = client.post(form_address(round_), data=fields)
        assert faults(answer) == []
        assert faults(client.get(form_address(round_))) == []
        if answer.status_code == 303:
            break
    if which in ("mentee", "office"):  # for those whom a list names, and for offices: the form alone
        assert shows(answer, payload)
        return ""
    assert answer.status_code == 303
    check = client.get(answer.location)
    assert faults(check) == [] and shows(check, payload)
    key = check.text.split('name="key" value="')[1][:32]
    receipt = client.post(sending_address(round_), data={"key": key}).location
    public_id = receipt.split("/")[2]
    at = f"/applications/{public_id}"
    own = [client.get(path) for path in (receipt, at, f"{at}/correction", "/applications", "/")]
    assert [faults(page) for page in own] == [[]] * len(own)
    assert shows(own[1], payload)
    return public_id


def test_what_an_officer_writes_and_a_file_is_called_stays_text(as_) -> None:
    round_ = open_round(kind="hr_counseling", track="person", selection="review", capacity=None)
    lead, sent = as_(employee(Role.LEAD)), {}
    for payload in PAYLOADS:
        client = as_(employee())
        sent[written_on(client, lead, round_, payload)] = client
    for browser in everybody(as_).values():
        for path in (*PAGES, "/admin/applications?state=all", *(f"/admin/applications/{id_}" for id_ in sent)):
            assert faults(browser.get(path)) == []
    for public_id, client in sent.items():
        for path in (*PAGES, f"/applications/{public_id}"):
            assert faults(client.get(path)) == []


def written_on(client, lead, round_, payload: str) -> str:
    """Apply with a file of that name, and write the same as a note and as a reason; return the application's id."""
    name = payload.replace("/", "").replace("\\", "")[:100] + ".pdf"
    check = send_files(client, round_, (name.replace('"', "%22"), PDF)).location
    page = client.get(check)
    assert faults(page) == [] and faults(client.get(form_address(round_))) == []
    client.post(sending_address(round_), data={"key": page.text.split('name="key" value="')[1][:32]})
    sent = db.session.scalars(select(Application).order_by(Application.id.desc())).first()
    assert db.session.scalars(select(Attachment.file_name).where(Attachment.application_id == sent.id)).one()
    at = f"/admin/applications/{sent.public_id}"
    assert faults(lead.post(f"{at}/notes", data={"note": payload}, follow_redirects=True)) == []
    assert shows(lead.get(at), payload)
    decision = {"mark": f"{sent.public_id}:{sent.version}", "action": "return", "note": payload, "confirmed": "1"}
    assert faults(lead.post("/admin/applications/decisions", data=decision, follow_redirects=True)) == []
    return sent.public_id


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_is_searched_for_and_mistyped_stays_text(as_, client, payload) -> None:
    for login_id in (payload, payload[:40]):
        kept = {"kept.target.": "/x", "kept.a": payload, f"kept.{payload}": "b"}
        data = {"login_id": login_id, "password": PASSWORD, "next": payload, **kept}
        assert faults(client.post("/login", data=data)) == []
    browser = as_(employee(*(role for role in Role if role is not Role.EMPLOYEE)))
    for path in (
        *PAGES,
        "/people",
        "/functions",
        "/programs",
        "/admin/applications",
        "/workshops/colleagues",
        "/login",
    ):
        assert faults(browser.get(path, query_string=dict.fromkeys((*ASKED, payload), payload))) == []
        assert faults(browser.get(f"{path.rstrip('/')}/{payload.replace('/', '')}")) == []
    assert shows(browser.get("/people", query_string={"q": payload[:60]}), payload[:20])
