"""The whole path: asked, a number at once, called, sessions, sums."""

from datetime import date

import pytest

from portal.core.db import db
from portal.kinds.psych_counseling.models import Case, State
from portal.kinds.psych_counseling.queries import sums
from tests.factories.psych import HINT, MOBILE, SENT, asked, room

pytestmark = pytest.mark.usefixtures("clock")


def test_from_the_program_page_to_the_sums(app, as_, htmx):
    place = room()
    client, provider = as_(place.accounts["client"]), as_(place.accounts["provider"])
    assert 'href="/support"' in client.get(f"/programs/{place.round.program_id}").text
    assert client.get("/support").status_code == 200
    answer = client.post("/support/request", data=SENT)
    assert answer.status_code == 303, answer.text
    [one] = db.session.query(Case).all()
    assert one.number in client.get("/support").text
    assert one.number in provider.get("/partner").text
    page = provider.get(f"/partner/cases/{one.public_id}")
    assert MOBILE not in page.text
    card = provider.post(f"/partner/cases/{one.public_id}/contact", headers=htmx("contact-card"))
    assert MOBILE in card.text
    assert HINT in card.text
    for day in ("2025-03-12",):
        sent = {"held_on": day, "way": "video", "kind": "attended"}
        assert provider.post(f"/partner/cases/{one.public_id}/sessions", data=sent).status_code == 303
    assert sums.figures_of(place.round.id, date(2025, 12, 31)) == (1, 1)
    assert db.session.get(Case, one.id).state == State.OPEN
    for name, address in (("officer", "/admin/support"), ("officer", "/admin/support/settlement?month=2025-03")):
        assert one.number in as_(place.accounts[name]).get(address).text
    for name in ("officer", "lead", "head"):
        assert as_(place.accounts[name]).get("/admin/support/totals").status_code == 200


def test_asking_twice_gives_the_first_number(app):
    place = room()
    assert asked(place).number == asked(place).number
    assert db.session.query(Case).count() == 1
