"""A kind with pages of its own stands in the catalog like any other and takes no application."""

from typing import ClassVar

import pytest

from portal.applications.services.submitting import apply_for
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.programs import kinds
from tests.factories.applications import actor, employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")


class Library(kinds.KindWithOwnPages):
    """A kind that sends people to the directory."""

    key: ClassVar[str] = "library"
    label: ClassVar[str] = "도서관"
    own_page: ClassVar[str] = "/people"
    own_desk: ClassVar[str] = "/functions"

    def refusals(self, actor: Actor, rounds) -> dict[int, str]:
        """Refuse nobody."""
        return {}


@pytest.fixture
def library(app, monkeypatch):
    monkeypatch.setattr(kinds, "_plugged", {**kinds._plugged, Library.key: Library()})
    return open_round(kind=Library.key, title="책 빌리기")


def test_program_page_leads_to_the_kinds_own_page(as_, library):
    page = as_(employee()).get(f"/programs/{library.program_id}").text
    assert 'href="/people" aria-describedby' in page
    assert form_address(library) not in page


def test_there_is_no_application_to_fill_in_or_send(as_, library):
    account = employee()
    client = as_(account)
    for path in (form_address(library), f"{form_address(library)}/check"):
        assert client.get(path).status_code in (303, 404)
    for path in (form_address(library), f"{form_address(library)}/draft", f"{form_address(library)}/previous-answers"):
        assert client.post(path).status_code in (303, 404)
    assert client.post(sending_address(library), data={"key": "0" * 32}).status_code == 303
    with pytest.raises(Missing):
        apply_for(actor(account), library.id, key="0" * 32, mobile="010-1234-5678", details={})
