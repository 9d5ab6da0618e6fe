"""Style sheets and scripts come packed, in whichever way a browser can unpack."""

import gzip
from pathlib import Path

import brotli
import pytest

SHEET = "/static/vendor/krds-uiux-1.1.0/resources/css/token/krds_tokens.css"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


def plain(app) -> bytes:
    return (Path(app.root_path) / SHEET.lstrip("/")).read_bytes()


def get(client, accepted, **headers):
    return client.get(SHEET, headers={"Accept-Encoding": accepted, **headers})


@pytest.mark.parametrize(
    ("accepted", "way"),
    [("gzip", "gzip"), ("gzip, deflate", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0, gzip;q=0.5", "gzip")],
)
def test_a_sheet_comes_packed_as_the_browser_unpacks(app, client, accepted, way):
    answer = get(client, accepted)
    assert answer.headers["Content-Encoding"] == way
    assert UNPACK[way](answer.data) == plain(app)
    assert len(answer.data) < len(plain(app)) / 6
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0"])
def test_a_browser_that_unpacks_nothing_gets_it_as_it_is(app, client, accepted):
    answer = get(client, accepted)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == plain(app)


def test_packed_and_plain_are_told_apart_and_kept(client):
    tags = {way: get(client, way).headers["ETag"] for way in ("", "gzip", "br")}
    assert len(set(tags.values())) == 3
    for way, tag in tags.items():
        assert get(client, way, **{"If-None-Match": tag}).status_code == 304
        assert get(client, way, **{"If-None-Match": '"another"'}).status_code == 200


def test_a_part_of_a_file_is_cut_from_the_file_as_it_is(app, client):
    answer = get(client, "gzip", Range="bytes=0-9")
    assert (answer.status_code, answer.data) == (206, plain(app)[:10])


def test_a_file_that_changed_is_packed_anew(app, client, tmp_path):
    app.static_folder = str(tmp_path)
    sheet = tmp_path / "a.css"
    for words in ("a { color: red }\n" * 60, "b { color: blue }\n" * 60):
        sheet.write_text(words)
        assert gzip.decompress(client.get("/static/a.css", headers={"Accept-Encoding": "gzip"}).data).decode() == words
