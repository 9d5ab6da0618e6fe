"""Where one is logged in, and ending it there."""

import pytest

from portal.accounts import messages
from portal.accounts.models import WebSession
from portal.core.db import db
from tests.databases import PASSWORD
from tests.factories.accounts import AccountFactory

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36"


@pytest.fixture
def places(app, account):
    """Two browsers of one person: at the desk and a phone."""

    def log_in(agent, address):
        client = app.test_client()
        sent = {"headers": {"User-Agent": agent}, "environ_base": {"REMOTE_ADDR": address}}
        client.post("/login", data={"login_id": "102030", "password": PASSWORD}, **sent)
        return client

    return log_in(EDGE, "10.1.1.1"), log_in(PHONE, "10.2.2.2")


def refs():
    return {row.address: row.id_hash[:32] for row in db.session.query(WebSession)}


def test_every_place_is_shown_in_words(places):
    page = places[0].get("/account").text
    for words in ("엣지 (윈도우)", "삼성 인터넷 (안드로이드)", "10.1.1.1", "10.2.2.2", "지금 이 화면", "102030"):
        assert words in page
    assert page.count("끝내기</button>") == 2  # the other one, and all others


def test_one_place_ends(places):
    desk, phone = places
    assert desk.post(f"/account/sessions/{refs()['10.2.2.2']}/ending").location == "/account"
    assert phone.get("/who").status_code == 303
    assert desk.get("/who").status_code == 200
    assert "끝내기</button>" not in desk.get("/account").text


def test_all_others_end(places):
    desk, phone = places
    desk.post("/account/sessions/ending")
    assert (desk.get("/who").status_code, phone.get("/who").status_code) == (200, 303)


def test_nobody_sees_or_ends_anothers(places, as_):
    stranger = as_(AccountFactory(login_id="405060"))
    assert "10.2.2.2" not in stranger.get("/account").text
    for ref in (refs()["10.2.2.2"], "%" * 32, "_" * 32, "0" * 32):
        assert stranger.post(f"/account/sessions/{ref.replace('%', '%25')}/ending").status_code == 303
    stranger.post("/account/sessions/ending")
    assert places[1].get("/who").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Macintosh) Version/17.0 Safari/605.1", "사파리 (맥)"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Whale/3.24 Safari/537.36", "웨일 (윈도우)"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "파이어폭스 (리눅스)"),
        ("curl/8.0", "알 수 없는 브라우저"),
        ("", "알 수 없는 브라우저"),
    ],
)
def test_browsers_have_names(agent, words):
    assert messages.device(agent) == words
