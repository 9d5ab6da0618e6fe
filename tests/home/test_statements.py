"""What each page asks of the database: a number of statements that somebody chose, the session's one included."""

import pytest

from portal.accounts import services as account_services
from portal.core.actors import Held, Role
from portal.directory.services import note_change
from portal.privacy import services as privacy_services
from portal.privacy.models import RequestKind
from tests.factories.applications import WORKSHOP_SENT, actor, applied, employee, form_address
from tests.factories.deciding import another_round, office, seated
from tests.factories.programs import open_round
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("clock")


def cost(client, statements, address: str, **more) -> int:
    """Return the statements of a page's second visit (the first may build the search index)."""
    client.get(address, **more)
    statements.clear()
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    return len(statements)


def test_pages_of_an_applicant(app, as_, statements):
    account = employee()
    sent = applied(account, open_round())
    round_ = open_round()
    note_change(actor(account))
    client = as_(account)
    client.post(form_address(round_), data=WORKSHOP_SENT)
    pages = {
        "first": "/",
        "catalog": "/programs",
        "mine": "/applications",
        "notices": "/notices",
        "program": f"/programs/{round_.program_id}",
        "form": form_address(round_),
        "check": f"{form_address(round_)}/check",
        "application": f"/applications/{sent.public_id}",
        "receipt": f"/applications/{sent.public_id}/receipt",
        "people": "/people",
        "search": "/people?q=%E3%84%B1",
        "functions": "/functions",
    }
    found = {name: cost(client, statements, address) for name, address in pages.items()}
    assert found == {
        "first": 12,
        "catalog": 6,
        "mine": 7,
        "notices": 5,
        "program": 8,
        "form": 10,
        "check": 7,
        "application": 9,
        "receipt": 8,
        "people": 3,
        "search": 3,
        "functions": 3,
    }


def test_pages_of_an_officer(app, as_, statements):
    place = office()
    row = seated(place)
    client = as_(place.officer)
    assert cost(client, statements, f"/admin/applications/{row.public_id}") == 13


def test_an_officer_puts_counseling_into_hands(app, as_, statements):
    """The way through the browser: open beside the list, choose, answer in place; or, without scripts, the list."""
    place = office()
    rounds = [another_round(place, kind="hr_counseling", track="person") for _ in range(2)]
    counselor = account("김상담", Role.COUNSELOR, team=place.team)
    client = as_(place.officer)
    found = {}
    for round_, headers in zip(rounds, ({"HX-Request": "true", "HX-Target": "div#queue-workspace"}, {}), strict=True):
        case = seated(place, "조용한사람", round=round_)
        address = f"/admin/applications/{case.public_id}"
        opened = cost(
            client, statements, address, headers={"HX-Request": "true", "HX-Target": "aside#application-panel"}
        )
        statements.clear()
        sent = {"handler": counselor.person.public_id, "version": case.version}
        answer = client.post(f"{address}/assignment", data=sent, headers=headers)
        found["in place" if headers else "without scripts"] = (answer.status_code, opened, len(statements))
    listed = cost(client, statements, answer.location)
    assert found == {"in place": (200, 10, 31), "without scripts": (303, 10, 17)}
    assert listed == 17


def test_pages_of_a_visitor(client, statements):
    assert cost(client, statements, "/login") == 1
    assert cost(client, statements, "/healthz") == 3


def test_pages_of_the_desks(app, as_, statements):
    """A request, a right that waits and a letter nobody took are counted with the menu, in its one statement."""
    person, admin, second = employee(), account("관리자", Role.ADMIN), account("둘째", Role.ADMIN)
    auditor, privacy = account("나감사", Role.AUDITOR), account("나보호", Role.PRIVACY)
    request = privacy_services.ask(actor(person), kind=RequestKind.OTHER, about="연락처", text="알려 주십시오.")
    account_services.ask_for_role(actor_of(second, Held(Role.ADMIN)), person.id, role=Role.AUDITOR, reason="감사 지원")
    pages = {
        admin: (
            "/",
            "/admin/accounts",
            f"/admin/accounts/{person.id}",
            "/admin/accounts/requests",
            "/admin/accounts/review",
            "/admin/mail",
        ),
        auditor: ("/admin/audit", "/admin/audit/printout"),
        privacy: (
            "/",
            "/admin/audit/reviews",
            "/admin/privacy-requests",
            f"/admin/privacy-requests/{request.public_id}",
        ),
        person: ("/me", "/account"),
    }
    found = {who.name: [cost(as_(who), statements, address) for address in pages[who]] for who in pages}
    assert found == {"관리자": [8, 7, 9, 5, 4, 8], "나감사": [3, 3], "나보호": [8, 5, 4, 3], "홍길동": [9, 4]}
