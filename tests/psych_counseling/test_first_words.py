"""What a person reads before they ask, what they agree to, and that it is kept word for word."""

import hashlib
from html import unescape

import pytest

from portal.core import clock
from portal.core.db import db
from portal.kinds.psych_counseling import messages, sealing
from portal.kinds.psych_counseling.models import Case, Consent
from tests.factories.psych import SENT, room

pytestmark = pytest.mark.usefixtures("clock")
EMERGENCY = {"109", "1577-0199"}


def numbers_before(page, place):
    """Return the telephone numbers that can be called from a page, before a place of it."""
    head, found, _rest = page.partition(place)
    assert found, place
    return {part.partition('"')[0] for part in head.split('href="tel:')[1:]}


def test_emergency_numbers_stand_before_the_form_on_every_visit(app, as_):
    client = as_(room().accounts["client"])
    for page in (client.get("/support/request").text, client.post("/support/request", data={}).text):
        assert numbers_before(page, 'name="contact_by"') == EMERGENCY
    assert client.post("/support/request", data=SENT).status_code == 303
    for address in ("/support", "/support/details", "/support/withdrawal"):
        assert numbers_before(client.get(address).text, "</main>") == EMERGENCY, address


def test_what_was_agreed_to_is_what_the_form_said_and_is_kept_word_for_word(app, as_):
    client = as_(room().accounts["client"])
    form = " ".join(unescape(client.get("/support/request").text).split())
    assert client.post("/support/request", data=SENT).status_code == 303
    one, kept = db.session.query(Case).one(), db.session.query(Consent).one()
    said = [part.partition(": ")[2] or part for part in kept.text.split(" / ")]
    assert [part for part in said if part not in form] == []
    assert len(said) == 5
    assert kept.text == messages.CONSENT_TEXT
    assert kept.text_hash == hashlib.sha256(kept.text.encode()).hexdigest()
    assert (kept.version, kept.agreed_on) == (messages.CONSENT_VERSION, clock.today())
    moment = sealing.opened(kept.sealed_moment, "moment", one.public_id, "psych_consent")
    assert moment == clock.now().isoformat(timespec="seconds")
    assert moment not in kept.sealed_moment


def test_what_was_agreed_to_stays_as_it_was_when_the_words_change_later(app, as_, monkeypatch):
    place = room()
    assert as_(place.accounts["client"]).post("/support/request", data=SENT).status_code == 303
    before = db.session.query(Consent).one().text
    monkeypatch.setattr(messages, "CONSENT_TEXT", f"{before} 새 문구")
    monkeypatch.setattr(messages, "CONSENT_VERSION", "2026-1")
    assert as_(place.accounts["other"]).post("/support/request", data=SENT).status_code == 303
    first, second = db.session.query(Consent).order_by(Consent.id)
    assert (first.text, second.text, second.version) == (before, f"{before} 새 문구", "2026-1")
    assert len({first.text_hash, second.text_hash}) == 2
