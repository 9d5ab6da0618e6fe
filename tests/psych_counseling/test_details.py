"""What a person wrote: seen by themselves, corrected until the institution has called, gone with its key."""

from datetime import date

import pytest

from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.keys import keyring
from portal.kinds.psych_counseling.models import Case, Ending, Kind, Trail, Way
from portal.kinds.psych_counseling.services import applying, counseling, details, openings
from tests.factories.psych import HINT, MOBILE, SENT, WISH, asked, room

pytestmark = pytest.mark.usefixtures("clock")
OTHER = {**SENT, "way": "phone", "mobile": "010-9999-8888", "region": "강남·서초", "hint": "오후에만"}


def test_a_person_sees_and_corrects_what_they_wrote_until_called(app, as_):
    place = room()
    one = asked(place)
    client = as_(place.accounts["client"])
    form = client.get("/support/details").text
    assert [text in form for text in (MOBILE, HINT, "평일 저녁", 'name="consent"')] == [True, True, True, False]
    wrong = client.post("/support/details", data={**OTHER, "mobile": "9231", "version": one.version})
    assert (wrong.status_code, 'value="9231"' in wrong.text) == (422, True)
    assert client.post("/support/details", data={**OTHER, "version": one.version}).status_code == 303
    stale = client.post("/support/details", data={**SENT, "version": 1})
    assert stale.status_code == 409
    db.session.expire_all()
    one = db.session.get(Case, one.id)
    assert (one.way, one.provider.name) == (Way.PHONE, "다른 상담센터")
    assert as_(place.accounts["provider"]).get(f"/partner/cases/{one.public_id}").status_code == 404
    card = counseling.read_contact(place.actor("rival"), one.public_id)
    assert (card.to, card.hint, card.region) == ("010-9999-8888", "오후에만", "강남·서초")
    line = db.session.query(Trail).filter_by(action="changed").one()
    assert (line.account_id, line.actor_name, line.at.hour) == (None, "이용자", 0)
    counseling.note_contact(place.actor("rival"), one.public_id)
    page = client.get("/support/details").text
    assert "010-9999-8888" in page
    assert "<textarea" not in page
    assert "고친 내용 저장" not in page
    late = client.post("/support/details", data={**SENT, "version": db.session.get(Case, one.id).version})
    assert (late.status_code, "이미 연락드린 뒤" in late.text) == (409, True)


def test_what_was_written_is_the_persons_own(app, as_):
    place = room()
    one = asked(place)
    other = as_(place.accounts["other"])
    assert other.get("/support/details").headers["Location"] == "/support"
    assert other.post("/support/details", data={**OTHER, "version": one.version}).status_code == 404
    assert as_(place.accounts["provider"]).get("/support/details").status_code == 404
    assert details.own_wish(one) == WISH


def test_a_person_sees_their_own_sessions_past_cases_included(app, as_):
    place = room()
    one = asked(place)
    counseling.enter_session(
        place.actor("provider"), one.public_id, entry=counseling.Entry(date(2025, 3, 12), Way.PHONE, Kind.ATTENDED)
    )
    client = as_(place.accounts["client"])
    assert "2025. 3. 12.(수)" in client.get("/support").text.partition("이용하신 날")[2]
    counseling.close(place.actor("provider"), one.public_id, ending=Ending.COMPLETED)
    again = client.get("/support").text
    assert "2025. 3. 12.(수) 참석" in again.partition("지난 이용")[2]
    assert "이용하신 날" not in as_(place.accounts["other"]).get("/support").text


def test_with_its_key_destroyed_every_page_stays_orderly(app, as_):
    place = room()
    one = asked(place)
    wanted = openings.ask(place.actor("head"), number=one.number, reason="정산 이의 확인")
    openings.decide(place.actor("lead"), wanted.public_id, approve=True, version=1)
    keyring().destroy(one.key_ref)
    case, opening = f"/partner/cases/{one.public_id}", f"/admin/support/openings/{wanted.public_id}"
    version = db.session.get(Case, one.id).version
    answers = {
        (who, method, address): as_(place.accounts[who]).open(address, method=method, data=sent).status_code
        for who, method, address, sent in (
            ("client", "GET", "/support", {}),
            ("client", "GET", "/support/details", {}),
            ("client", "POST", "/support/details", {**OTHER, "version": version}),
            ("client", "GET", "/support/withdrawal", {}),
            ("provider", "GET", "/partner", {}),
            ("provider", "GET", case, {}),
            ("provider", "POST", f"{case}/contact", {}),
            ("officer", "GET", "/admin/support", {}),
            ("head", "GET", "/admin/support/openings", {}),
            ("head", "POST", f"{opening}/reading", {}),
            ("head", "POST", "/admin/support/openings", {"number": one.number, "reason": "다시 확인"}),
            ("client", "POST", "/support/withdrawal", {}),
        )
    }
    assert [key for key, status in answers.items() if status >= 500] == []
    gone = [key[1:] for key, status in answers.items() if status == 409]
    assert gone == [
        ("GET", "/support/details"), ("POST", "/support/details"), ("POST", f"{case}/contact"),
        ("POST", f"{opening}/reading"), ("POST", "/admin/support/openings"),
    ]  # fmt: skip


def test_a_rotation_in_the_middle_of_a_write_loses_nothing(app, monkeypatch):
    place = room()
    seal, turned = type(keyring()).seal, []

    def turning(ring, ref, text, where):
        if len(turned) < 2:  # between the writes of one row, and again before the next
            turned.append(ring.rotate())
        return seal(ring, ref, text, where)

    monkeypatch.setattr(type(keyring()), "seal", turning)
    one = asked(place)
    assert len(turned) == 2
    turned.clear()
    details.change(place.actor("client"), wish=applying.Wish(Way.MAIL, "개인 이메일", "a@b.kr"), version=one.version)
    monkeypatch.undo()
    keyring().rotate()
    assert details.own_wish(db.session.get(Case, one.id)).contact == "a@b.kr"
    with pytest.raises(Refusal):
        details.change(place.actor("client"), wish=WISH, version=1)
