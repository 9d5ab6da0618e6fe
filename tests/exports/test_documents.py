"""A list as a document for 한글: the printed order of columns, the stamp, and "끝."."""

from io import BytesIO

import pytest
from hwpx.tools.text_extractor import TextExtractor

from portal.core.errors import Refusal
from portal.exports import services
from portal.exports.models import FileFormat
from tests.factories.deciding import seated
from tests.factories.exports import REASON, actor, exporting_office, taken

GOLDEN = f"""저경력공무원 워크숍 2025년 상반기 대상자 명단
내려받은 사람: 주무관 김산원 · 내려받은 때: 2025. 3. 12.(수) 10:00
목적: 공문 붙임 명단 · 사유: {REASON}
조건: 전체, 저경력공무원 워크숍 2025년 상반기 · 2건
개인정보가 들어 있는 파일입니다. 적은 목적으로만 쓰고, 다 쓰신 뒤에는 바로 지워 주시기 바랍니다.
(총 2건, 2025. 3. 12. 기준)
연번
소속
직급
성명
1
가온고등학교
7급
김하나
2
예시학교
7급
박둘
끝."""


@pytest.fixture
def place(app, clock):
    place = exporting_office()
    seated(place.scene, "김하나", snapshot_unit_name="가온고등학교")
    seated(place.scene, "박둘")
    return place


def test_the_attachment_reads_as_an_office_prints_it(place):
    query = f"state=all&round={place.scene.round.id}"
    export = taken(place.officer, "queue", "attached", query, file_format=FileFormat.HWPX)
    file = services.fetch(actor(place.officer), export.public_id)
    with TextExtractor(BytesIO(file.content)) as reader:
        said = [line.strip() for line in reader.extract_text().splitlines() if line.strip()]
    assert "\n".join(said) == GOLDEN
    assert file.name == "신청_목록_공문_붙임_명단_20250312_1000.hwpx"
    assert file.content_type == "application/hwp+zip"


def test_a_purpose_without_a_document_gives_none(place):
    with pytest.raises(Refusal) as no:
        taken(place.officer, "queue", "statistics", file_format=FileFormat.HWPX)
    assert no.value.field == "file_format"


def test_the_page_offers_the_format_only_where_there_is_one_and_refuses_others_beside_it(place, as_):
    browser = as_(place.officer)
    assert "한글(.hwpx)" in browser.get("/exports/new?list=queue&state=all").text
    given = {"list": "queue", "query": "state=all", "key": "a" * 32, "purpose": "statistics", "reason": REASON}
    for wrong in ("hwpx", "exe"):
        answer = browser.post("/exports", data={**given, "file_format": wrong})
        assert answer.status_code in (409, 422) and 'id="file_format-error"' in answer.text
    made = browser.post("/exports", data={**given, "purpose": "attendance", "file_format": "hwpx"})
    assert made.status_code == 303
    given_out = browser.post(f"{made.location}/file")
    assert given_out.data.startswith(b"PK") and given_out.mimetype == "application/hwp+zip"
