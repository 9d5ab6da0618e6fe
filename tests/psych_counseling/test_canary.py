"""A sentence typed into every field of every form, good and bad: found with those who may read it and nowhere else."""

from itertools import product

import pytest

from portal.core.db import db
from portal.kinds.psych_counseling.models import Case, Opening, Upload
from tests.factories.psych import SENT, room
from tests.psych_counseling.test_secrecy import PAGES, everything_kept, text_of
from tests.psych_counseling.test_uploads import book, send

pytestmark = pytest.mark.usefixtures("clock")

CLIENTS = "해오라기둥지에새벽"
MAIL = "heron.nest.4711@example.com"
HEADS = "두루미마당에저녁"
HOUSES = "따오기못에한낮"
TEXTS = ("way", "contact_by", "mobile", "mail", "hint", "region", "gender", "times")
WHERE = ("/support", "/support/details", "/partner/cases/{one}", *PAGES)


def typed_everywhere(place, as_):
    """Let the client, the head and the institution type their sentences; return the case."""
    client, head, house = (as_(place.accounts[who]) for who in ("client", "head", "provider"))
    for field in TEXTS:
        if field != "hint":
            assert client.post("/support/request", data={**SENT, field: CLIENTS}).status_code == 422, field
    sent = {**SENT, "hint": CLIENTS, "contact_by": "개인 이메일", "mobile": "", "mail": MAIL}
    assert CLIENTS in client.post("/support/request", data={**sent, "consent": ""}).text
    assert client.post("/support/request", data=sent).status_code == 303
    one = db.session.query(Case).one()
    for data in ({**sent, "way": ""}, {**sent, "version": 99}, {**sent, "version": one.version}):
        client.post("/support/details", data=data)
    typed = (f"/support/{CLIENTS}", f"/{MAIL}", f"/partner/cases/{CLIENTS}", f"/support/details?hint={CLIENTS}")
    for address in (*typed, f"/programs?q={CLIENTS}", f"/people?q={MAIL}"):
        client.get(address)
    assert [client.post(address).status_code for address in typed[:3]] == [404] * 3
    number = {"number": one.number}
    assert head.post("/admin/support/openings", data={"number": HEADS, "reason": HEADS}).status_code == 422
    assert head.post("/admin/support/openings", data={**number, "reason": HEADS}).status_code == 303
    for at in range(4):
        row = [one.number, "2025-03-12", "대면", "참석"]
        row[at] = HOUSES
        assert send(house, book(tuple(row))).status_code == 422
    case = f"/partner/cases/{one.public_id}"
    for ending, fields in (("sessions", ("held_on", "way", "kind")), ("extension", ()), ("closing", ("ending",))):
        assert house.post(f"{case}/{ending}", data=dict.fromkeys(fields, HOUSES)).status_code == 422
    return one


def test_each_sentence_is_with_those_who_may_read_it_and_nowhere_else(app, as_, caplog, tmp_path):
    caplog.set_level(0)
    place = room()
    one = typed_everywhere(place, as_)
    found = set()
    browsers = {who: as_(account) for who, account in place.accounts.items()}
    for (who, browser), address in product(browsers.items(), WHERE):
        said = text_of(browser.get(address.format(one=one.public_id)))
        found |= {(word, who, address) for word in (CLIENTS, MAIL, HEADS, HOUSES) if word in said}
    assert found == {
        (CLIENTS, "client", "/support/details"),
        (MAIL, "client", "/support/details"),
        (HEADS, "head", "/admin/support/openings"),
        (HEADS, "lead", "/admin/support/openings"),
    }
    words = [word.encode() for word in (CLIENTS, MAIL, HEADS, HOUSES)]
    kept = {"database": everything_kept(app.config["SQLALCHEMY_DATABASE_URI"]), "log": caplog.text.encode()}
    kept |= {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert [(name, word) for name, raw in kept.items() for word in words if word in raw] == []
    assert (db.session.query(Upload).count(), db.session.query(Opening).count()) == (0, 1)


def test_log_out_leaves_no_page_to_go_back_to(app, as_):
    place = room()
    for who, address in (("client", "/support"), ("client", "/support/details"), ("provider", "/partner"),
                         ("officer", "/admin/support"), ("head", "/admin/support/openings")):  # fmt: skip
        client = as_(place.accounts[who])
        assert "no-store" in client.get(address).headers["Cache-Control"], address
        left = client.post("/logout")
        assert "cache" in left.headers.get("Clear-Site-Data", ""), left.headers
        assert client.get(address).headers["Location"].startswith("/login")
