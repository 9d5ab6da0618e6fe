"""Spreadsheets out and in: what is written opens again, and hostile files are refused in words."""

import struct
from datetime import date, time
from io import BytesIO
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from portal.core import clock, sheets
from portal.core.errors import Refusal
from portal.core.sheets import Column, Wanted, as_day, read_sheet, write_sheet

PEOPLE = (
    Wanted("no", ("개인번호",)),
    Wanted("name", ("성명", "이름")),
    Wanted("hired", ("임용일",), is_required=False),
)
RISKY = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\ufeff=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "\u200b=1",
    "\xa0@a",
    "﹦1",
    "\u22121",
)


def made(rows, *, name="명단", **options):
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, **options})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value)
    book.close()
    return buffer.getvalue()


def repacked(data, changed=None, removed=()):
    """Return a package with parts changed, added or removed."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist() if name not in removed} | (changed or {})
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(cells):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def opened(data):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def refused(data, *, columns=PEOPLE, most_rows=100):
    with pytest.raises(Refusal) as caught:
        read_sheet(data, columns=columns, most_rows=most_rows)
    return str(caught.value)


GOOD = made([["개인번호", "성명"], ["10001", "김산원"]])


@pytest.mark.parametrize("text", RISKY)
def test_what_could_be_a_formula_is_text_with_an_apostrophe(text):
    data = write_sheet(title=text, lines=[text], columns=[Column(text)], rows=[[text]], footer=text)
    with ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    shown = [cell for row in opened(data) for cell in row]
    assert [cell[0] for cell in shown if cell] == ["'"] * 4


@pytest.mark.parametrize("text", ["김산원", "1=1", "9231", "", "가-나", "'인용'"])
def test_harmless_text_stays_as_it_is(text):
    assert sheets.guarded(text) == text


def test_a_written_list_is_read_again():
    columns = [Column("개인번호", is_code=True), Column("성명"), Column("임용일"), Column("건수")]
    rows = [["00123", "김산원", date(2025, 7, 31), 1234], [None, "=나", clock.at(date(2025, 7, 31), time(9, 30)), 0.5]]
    data = write_sheet(
        title="직원 명단", lines=["내려받은 사람: 주무관 김산원", "건수: 2건"], columns=columns, rows=rows
    )
    read = read_sheet(data, columns=[*PEOPLE, Wanted("count", ("건수",))], most_rows=10)
    assert [row.cells for row in read.rows] == [
        {"no": "00123", "name": "김산원", "hired": "2025-07-31", "count": "1234"},
        {"no": "", "name": "=나", "hired": "2025-07-31 09:30", "count": "0.5"},
    ]
    assert [row.number for row in read.rows] == [6, 7]


def test_numbers_and_days_keep_their_type():
    data = write_sheet(title="t", lines=[], columns=[Column("수"), Column("날")], rows=[[12, date(2025, 7, 31)]])
    assert opened(data)[-1] == [
        12.0,
        date(2025, 7, 31),
    ]


@pytest.mark.parametrize(
    "value", ["\x00", "\ud800", "가" * 40_000, "\ufffe", 10**400, float("nan"), float("inf"), True]
)
def test_no_value_makes_a_file_that_does_not_open(value):
    data = write_sheet(title="목록", lines=[], columns=[Column("값")], rows=[[value]], footer="&" * 300)
    assert opened(data)


def test_header_is_found_below_a_title_in_any_order_with_the_numbers_of_its_rows():
    rows = [
        ["직원 명단"],
        [],
        ["비고", "이 름", "*개인번호", "임용일"],
        ["x", " 김　산원 ", "１０００１", date(2020, 1, 2)],
        [],
        ["", "나", "2"],
    ]
    read = read_sheet(made(rows), columns=PEOPLE, most_rows=10)
    assert [(row.number, row.cells) for row in read.rows] == [
        (4, {"no": "10001", "name": "김 산원", "hired": "2020-01-02"}),
        (6, {"no": "2", "name": "나", "hired": ""}),
    ]
    assert read.unknown == ("비고",)


def test_missing_columns_are_named():
    assert "개인번호" in refused(made([["성명"], ["가"]]))
    assert "개인번호, 성명" in refused(made([["a"]]))
    assert "두 번" in refused(made([["개인번호", "성명", "이름"], [1, 2, 3]]))


def test_formulas_and_errors_are_named_by_cell_but_only_where_we_read():
    assert "B2 칸에 수식이" in refused(made([["개인번호", "성명"], ["1", "=1+1"]]))
    assert read_sheet(made([["개인번호", "성명", "비고"], ["1", "가", "=1+1"]]), columns=PEOPLE, most_rows=9).rows
    error = sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>개인번호</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>성명</t></is></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c></row>'
    )
    assert "B2 칸에 오류 값이" in refused(repacked(GOOD, {"xl/worksheets/sheet1.xml": error}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "빈 파일"),
        (b"<html>", ".xlsx"),
        (b"PK\x03\x04broken", "손상"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "암호"),
        (repacked(GOOD, removed=["xl/workbook.xml"]), ".xlsx"),
        (repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "매크로"),
        (repacked(GOOD, {"[Content_Types].xml": b"<Types>sheet.macroEnabled.main+xml</Types>"}), "매크로"),
        (repacked(GOOD, {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}), "손상"),
        (repacked(GOOD, {"xl/worksheets/sheet1.xml": b"<worksheet>"}), "손상"),
        (repacked(GOOD, {f"junk/{n}": b"" for n in range(2_100)}), "지나치게"),
        (repacked(GOOD, removed=["xl/worksheets/sheet1.xml"]), "손상"),
    ],
)
def test_other_files_are_refused_in_words(data, words):
    assert words in refused(data)


def test_a_bomb_is_refused_before_it_is_unpacked():
    began = perf_counter()
    assert "지나치게" in refused(repacked(GOOD, {"xl/sharedStrings.xml": bytes(40 * 1024 * 1024)}))
    lying = bytearray(repacked(GOOD, {"xl/sharedStrings.xml": b"<sst>" + bytes(8 * 1024 * 1024)}))
    at = lying.rindex(b"xl/sharedStrings.xml") - 46
    assert lying[at : at + 4] == b"PK\x01\x02"
    lying[at + 24 : at + 28] = struct.pack("<L", 1000)  # the directory says: small
    assert "손상" in refused(bytes(lying))
    assert perf_counter() - began < 5


def test_two_cells_far_apart_do_not_fill_the_memory():
    far = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert "100행까지" in refused(repacked(GOOD, {"xl/worksheets/sheet1.xml": far}))
    wide = sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>')
    assert "열이" in refused(repacked(GOOD, {"xl/worksheets/sheet1.xml": wide}))


def test_a_hundred_thousand_rows_are_refused_soon_and_read_when_allowed():
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("개인번호", "성명"))
    body = "".join(f'<row><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>7</v></c></row>' for n in range(2, 100_002))
    data = repacked(GOOD, {"xl/worksheets/sheet1.xml": sheet_xml(f"<row>{head}</row>{body}")})
    began = perf_counter()
    assert "20,000행까지" in refused(data, most_rows=20_000)
    assert perf_counter() - began < 5
    assert len(read_sheet(data, columns=PEOPLE, most_rows=100_000).rows) == 100_000


def test_a_hidden_sheet_in_front_is_passed_over():
    buffer = BytesIO()
    book = Workbook(buffer)
    book.add_worksheet("숨김").hide()
    shown = book.add_worksheet("명단")
    shown.write_row(0, 0, ["개인번호", "성명"])
    shown.write_row(1, 0, ["1", "가"])
    shown.activate()
    shown.set_first_sheet()
    book.close()
    assert read_sheet(buffer.getvalue(), columns=PEOPLE, most_rows=9).rows[0].cells["name"] == "가"


@pytest.mark.parametrize(
    "text",
    [
        "2025-07-31",
        "2025. 7. 31.",
        "2025. 7. 31.(목)",
        "2025.7.31",
        "2025/07/31",
        "20250731",
        "2025년 7월 31일",
        "45869",
    ],
)
def test_days_are_understood_as_offices_write_them(text):
    assert as_day(text) == date(2025, 7, 31)


@pytest.mark.parametrize("text", ["", "2025-02-30", "31.7.2025", "0000-00-00", "4586", "458690", "4５869", "내일"])
def test_what_is_no_day_is_none(text):
    assert as_day(text) is None
