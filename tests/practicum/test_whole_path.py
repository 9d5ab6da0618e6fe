"""From the list of candidates to the order, as three browsers walk it."""

import re

import pytest

from portal.core.db import db
from portal.kinds.practicum.models import Candidate, Placement, PlacementState
from tests.factories.practicum import practicum, school, speaker_for

pytestmark = pytest.mark.usefixtures("clock")

CANDIDATE = {
    "exam_year": "2025", "exam_no": "10001", "name": "이후보", "birth_date": "1999-03-02", "mobile": "010-1111-2222",
    "district": "관악구", "series": "교육행정", "list_valid_until": "2027-02-28",
}  # fmt: skip
WISH = {
    "area_1": "동작관악", "school_1": "가온고등학교", "area_2": "남부", "school_2": "", "area_3": "", "school_3": "",
    "available_from": "", "circumstances": "없습니다.", "pledge": "y", "privacy": "y",
}  # fmt: skip
PLAN = {
    "takes": "yes", "seats": "1", "first_day": "2025-04-21", "last_day": "2025-06-02", "supervisor": "오미란",
    "supervisor_phone": "02-555-0100", "note": "",
}  # fmt: skip


def test_candidate_is_registered_let_in_wishes_is_placed_accepted_and_ordered(app, as_):
    place, gaon = practicum(), school("가온고등학교")
    round_id, unit_id = place.round.id, gaon.id
    desk, host, own = as_(place.officer), as_(speaker_for(gaon)), app.test_client()

    assert desk.post("/admin/practicum/candidates", data=CANDIDATE).status_code == 303
    one = db.session.query(Candidate).one()
    links = desk.post("/admin/practicum/candidates/links", data={"pick": one.public_id}).text
    [address] = re.findall(r"http://localhost(/links/[0-9a-f]{32})", links)
    assert own.get(address).status_code == 200
    assert own.post(address).status_code == 303

    assert "희망서 쓰기" in own.get("/practicum").text
    sent = own.post("/practicum/wish", data=WISH)
    assert sent.status_code == 303, sent.text
    assert "배치할 학교를 찾는 중" in own.get("/practicum").text

    assert host.post(f"/host/{unit_id}/rounds/{round_id}/plan", data=PLAN).status_code == 303
    board = desk.get("/admin/practicum").text
    assert "거주지(관악구) 관할 · 1순위 희망 기관 · 남은 자리 1" in board
    [pair] = re.findall(r'name="pair" value="([0-9a-f:]+)"', board)
    assert (
        desk.post("/admin/practicum/moves", data={"action": "propose", "everyone": "1", "pair": pair}).status_code
        == 303
    )

    placement = db.session.query(Placement).one()
    assert "이후보 님 배치 제안" in host.get("/host").text
    asked = f"/host/{unit_id}/placements/{placement.public_id}"
    assert "010-1111-2222" not in host.get(asked).text
    yes = {"version": placement.version, "supervisor": "오미란", "supervisor_phone": "02-555-0100"}
    assert host.post(f"{asked}/acceptance", data=yes).status_code == 303
    assert "010-1111-2222" in host.get(asked).text
    assert "가온고등학교" not in own.get("/practicum").text.partition("보낸 희망 보기")[0]

    order = {"action": "order", "pick": f"{placement.public_id}:{placement.version}", "order_no": "총무과-12345"}
    assert desk.post("/admin/practicum/moves", data=order).status_code == 303
    assert placement.state == PlacementState.ORDERED
    mine = own.get("/practicum").text
    assert "배치 확정" in mine and "가온고등학교" in mine and "02-555-0100" in mine
