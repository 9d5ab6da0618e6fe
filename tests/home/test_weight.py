"""What a page weighs as it travels: with its style sheets and scripts, packed, without fonts."""

import re

import pytest

from tests.factories.deciding import office, seated
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")
MOST = 100 * 1024
PACKED = {"Accept-Encoding": "br"}
PART = re.compile(r'(?:<link rel="stylesheet"[^>]* href|<script[^>]* src|<img[^>]* src)="([^"]+)"')


def weight(client, address: str) -> int:
    page = client.get(address, headers=PACKED)
    assert page.status_code == 200
    parts = PART.findall(client.get(address).text)
    assert len(parts) > 5
    answers = [client.get(part, headers=PACKED) for part in parts]
    assert all(answer.status_code == 200 for answer in answers), parts
    return len(page.data) + sum(len(answer.data) for answer in answers)


@pytest.mark.parametrize("address", ["/", "/programs", "/people", "/functions", "/applications", "/admin/applications"])
def test_a_first_visit_is_below_100_kilobytes(app, as_, address):
    place = office()
    for number in range(60):
        seated(place, f"신청자{number}")
    for _ in range(10):
        open_round()
    assert weight(as_(place.officer), address) < MOST


def test_the_log_in_page_is_below_100_kilobytes(app, client):
    assert weight(client, "/login") < MOST
