"""What each page asks of the database: a number of statements that somebody chose, the session's one included."""

import pytest

from portal.directory.services import note_change
from tests.factories.applications import WORKSHOP_SENT, actor, applied, employee, form_address
from tests.factories.deciding import office, seated
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")


def cost(client, statements, address: str) -> int:
    """Return the statements of a page's second visit (the first may build the search index)."""
    client.get(address)
    statements.clear()
    answer = client.get(address)
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
        "program": 6,
        "form": 9,
        "check": 7,
        "application": 7,
        "receipt": 7,
        "people": 3,
        "search": 3,
        "functions": 3,
    }


def test_pages_of_an_officer(app, as_, statements):
    place = office()
    row = seated(place)
    client = as_(place.officer)
    assert cost(client, statements, f"/admin/applications/{row.public_id}") == 11


def test_pages_of_a_visitor(client, statements):
    assert cost(client, statements, "/login") == 1
    assert cost(client, statements, "/healthz") == 3
