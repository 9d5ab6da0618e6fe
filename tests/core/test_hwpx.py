"""Documents for 한글: other readers find the words in order, the format's own schema holds, the bytes stay the same."""

import zipfile
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hwpx.tools.package_validator import validate_editor_open_safety
from hwpx.tools.text_extractor import TextExtractor

from portal.core.clock import SEOUL
from portal.core.hwpx import Align, Column, Heading, Level, Paragraph, Span, Table, write_document
from portal.core.hwpx.section import shared

MADE = datetime(2025, 7, 31, 9, 0, tzinfo=SEOUL)
STAFF = Table(
    [Column(1), Column(1), Column(1), Column(2, Align.BOTH)],
    [["구분", "일반직", "", "비고"], ["", "5급", "6급", ""]],
    [["정원", "6", "26", "<가온> & 나래"], ["현원", "6", "27", "-"]],
    [Span(0, 0, rows=2), Span(0, 1, columns=2), Span(0, 3, rows=2)],
)
REPORT = [
    Heading("주요업무보고"),
    Paragraph("정·현원", Level.SECTION),
    Paragraph("기준일 현재", Level.ITEM),
    Paragraph("파견 제외", Level.DASH),
    Paragraph("휴직 포함", Level.NOTE),
    Paragraph("(단위: 명)", align=Align.RIGHT),
    STAFF,
    Paragraph("끝."),
]
WORDS = """주요업무보고
□ 정·현원
○ 기준일 현재
- 파견 제외
※ 휴직 포함
(단위: 명)
구분
일반직
비고
5급
6급
정원
6
26
<가온> & 나래
현원
6
27
-
끝."""
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"


def made(*blocks, **more) -> bytes:
    return write_document(blocks or REPORT, title="주요업무보고", made_at=MADE, **more)


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own


def section(data: bytes) -> ElementTree.Element:
    return part(data, "Contents/section0.xml")


def lines_of(data: bytes) -> list[str]:
    """Read every paragraph as it stands in the XML, those of cells as well, without any library."""
    return ["".join(t.text or "" for t in p.findall(f"{HP}run/{HP}t")) for p in section(data).iter(f"{HP}p")]


def test_two_readers_find_the_same_words_in_order(tmp_path):
    path = tmp_path / "report.hwpx"
    path.write_bytes(made())
    with TextExtractor(path) as reader:
        theirs = [line.strip() for line in reader.extract_text().splitlines() if line.strip()]
    assert "\n".join(theirs) == WORDS
    assert "\n".join(line for line in lines_of(made()) if line) == WORDS


@pytest.mark.parametrize("landscape", [False, True])
def test_the_schema_of_the_format_and_what_an_editor_wants_hold(tmp_path, landscape):
    path = tmp_path / "report.hwpx"
    path.write_bytes(made(landscape=landscape))
    found = validate_editor_open_safety(path)
    assert found.reopen_ok and not found.blocking_package_errors
    assert [issue.message for issue in found.validate_document.issues] == []


def test_the_type_stands_first_and_unpacked_and_the_bytes_are_always_the_same():
    data = made()
    assert data == made()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/hwp+zip"


def test_cells_that_reach_over_others_cover_the_whole_grid_once():
    table = section(made()).find(f".//{HP}tbl")
    assert table.get("repeatHeader") == "1" and table.get("pageBreak") == "TABLE"
    places = []
    for cell in table.iter(f"{HP}tc"):
        at, span = cell.find(f"{HP}cellAddr"), cell.find(f"{HP}cellSpan")
        places += [
            (int(at.get("rowAddr")) + down, int(at.get("colAddr")) + right)
            for down in range(int(span.get("rowSpan")))
            for right in range(int(span.get("colSpan")))
        ]
    assert sorted(places) == [(row, column) for row in range(4) for column in range(4)]
    heads = [cell.get("header") for cell in table.iter(f"{HP}tc")]
    assert heads == ["1"] * 5 + ["0"] * 8


def test_every_number_the_text_refers_to_is_in_the_lists():
    data = made()
    header = part(data, "Contents/header.xml")
    known = {
        "charPrIDRef": {one.get("id") for one in header.iter(f"{HH}charPr")},
        "paraPrIDRef": {one.get("id") for one in header.iter(f"{HH}paraPr")},
        "borderFillIDRef": {one.get("id") for one in header.iter(f"{HH}borderFill")},
    }
    for element in section(data).iter():
        for name, ids in known.items():
            assert element.get(name) is None or element.get(name) in ids
    ids = [one.get("id") for one in section(data).iter() if one.tag in (f"{HP}p", f"{HP}tbl")]
    assert len(ids) == len(set(ids))


def test_pages_are_a4_with_their_number_at_the_foot():
    upright, across = section(made()), section(made(landscape=True))
    paper = upright.find(f".//{HP}pagePr")
    assert (paper.get("width"), paper.get("height"), paper.get("landscape")) == ("59528", "84188", "WIDELY")
    assert across.find(f".//{HP}pagePr").get("landscape") == "NARROWLY"
    assert upright.find(f".//{HP}pageNum").get("pos") == "BOTTOM_CENTER"


@pytest.mark.parametrize(
    "text", ["\x00\x0b제어", "<hp:t>&amp;", "\ud800짝 없는", "\ufffe", "줄\r\n바꿈\t칸", "가" * 5000]
)
def test_no_text_breaks_the_file(text):
    table = Table([Column()], [[text]], [[text]])
    lines = lines_of(made(Paragraph(text), table))
    assert len(lines) == 5 and lines[1] == lines[3] == lines[4]


def test_a_table_that_does_not_fit_together_is_refused():
    two = [Column(), Column()]
    for wrong in (
        {"rows": [["하나"]]},
        {"spans": [Span(0, 1, columns=2)]},
        {"spans": [Span(0, 0, rows=2)]},
        {"spans": [Span(1, 0, columns=2), Span(1, 1)]},
    ):
        with pytest.raises(ValueError, match="cell"):
            Table(**{"columns": two, "header_rows": [["가", "나"]], "rows": [["1", "2"]], "spans": [], **wrong})


def test_widths_are_shared_to_the_last_point():
    assert shared(100, [1, 1, 1]) == [33, 34, 33]
    assert sum(shared(48190, [3.3, 1, 0.7, 5])) == 48190
