"""The parts of an uploaded .xlsx, unpacked within limits before any reader sees them.

An .xlsx is a ZIP whose directory may lie about sizes, hold what we do not want (macros, pictures), or be no ZIP at all.
We unpack the few parts that a list needs and pack them anew, so that the reader gets nothing that was not measured.
"""

import zlib
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from portal.core.errors import Refusal

MOST_UNPACKED = 96 * 1024 * 1024
MOST_RATIO = 250
RATIO_COUNTS_FROM = 4 * 1024 * 1024
MOST_PARTS = 2_000
CONTENT_TYPES, WORKBOOK, RELATIONS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
NOT_XLSX = (
    "엑셀 통합 문서(.xlsx)가 아닙니다. 엑셀에서 ‘다른 이름으로 저장’ → ‘Excel 통합 문서(*.xlsx)’로 저장한 뒤 다시 올려 "
    "주시기 바랍니다. 문서보안(DRM)이 걸린 파일이면 먼저 해제해 주시기 바랍니다."
)
OLD_XLS = "옛 형식(.xls) 파일입니다. 엑셀에서 ‘Excel 통합 문서(*.xlsx)’로 저장한 뒤 다시 올려 주시기 바랍니다."
ENCRYPTED = "암호가 걸린 파일입니다. 암호를 해제하고 저장한 뒤 다시 올려 주시기 바랍니다."
MACROS = "매크로가 들어 있는 파일은 받지 않습니다. 매크로 없이 ‘Excel 통합 문서(*.xlsx)’로 저장해 주시기 바랍니다."
TOO_LARGE = "풀었을 때 지나치게 큰 파일입니다. 필요한 표만 새 파일에 옮겨 저장한 뒤 다시 올려 주시기 바랍니다."
BROKEN = "파일이 손상되어 읽을 수 없습니다. 엑셀에서 열어 다시 저장한 뒤 올려 주시기 바랍니다."
EMPTY = "빈 파일입니다. 내용이 있는 파일을 골라 주시기 바랍니다."
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# whatever zipfile and zlib raise over broken bytes: an unknown method is NotImplementedError, a password RuntimeError
_FAULTS = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class Package:
    """A workbook's needed parts: ``sheet`` is the XML of its first visible sheet, ``whole`` a new package of them."""

    def __init__(self, data: bytes) -> None:
        _refuse_other_formats(data)
        try:
            with ZipFile(BytesIO(data)) as archive:
                self._unpack(archive)
        except _FAULTS as fault:
            raise Refusal(BROKEN) from fault

    def _unpack(self, archive: ZipFile) -> None:
        entries = archive.infolist()
        _refuse_bombs(entries)
        _refuse_macros(entries)
        names = {entry.filename: entry for entry in entries}
        if CONTENT_TYPES not in names or WORKBOOK not in names or RELATIONS not in names:
            raise Refusal(NOT_XLSX)
        self._left = MOST_UNPACKED
        parts = {name: self._read(archive, names[name]) for name in (CONTENT_TYPES, WORKBOOK, RELATIONS)}
        if b"macroenabled" in parts[CONTENT_TYPES].lower():
            raise Refusal(MACROS)
        self.name, path = _first_visible_sheet(parts[WORKBOOK], parts[RELATIONS])
        if path not in names:
            raise Refusal(BROKEN)
        lesser = [name for name in names if name.lower() in ("xl/styles.xml", "xl/sharedstrings.xml", "_rels/.rels")]
        parts |= {name: self._read(archive, names[name]) for name in (path, *lesser)}
        self.sheet = parts[path]
        self.whole = _packed(parts)

    def _read(self, archive: ZipFile, entry: ZipInfo) -> bytes:
        """Unpack one part, never more than is left of the allowance; a document type may hide anything: refused."""
        with archive.open(entry) as part:
            content = part.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise Refusal(TOO_LARGE)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Refusal(BROKEN)
        return content


def parse(content: bytes) -> Element:
    """Read a small part as XML; whoever calls has seen to it that it has no document type."""
    try:
        return ElementTree.fromstring(content)  # noqa: S314 - no document type, so no entities; see Package._read
    except (ElementTree.ParseError, LookupError, ValueError) as fault:
        raise Refusal(BROKEN) from fault


def _refuse_other_formats(data: bytes) -> None:
    if not data:
        raise Refusal(EMPTY)
    if data.startswith(_OLE):
        raise Refusal(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else OLD_XLS)
    if not data.startswith(_ZIP):
        raise Refusal(NOT_XLSX)


def _refuse_bombs(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refusal(TOO_LARGE)
    for entry in entries:
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Refusal(TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal(ENCRYPTED)
    if len({entry.filename for entry in entries}) < len(entries):
        raise Refusal(BROKEN)


def _refuse_macros(entries: list[ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Refusal(MACROS)


def _first_visible_sheet(workbook: bytes, relations: bytes) -> tuple[str, str]:
    targets = {link.get("Id"): link.get("Target", "") for link in parse(relations)}
    for sheet in parse(workbook).iter(f"{_MAIN}sheet"):
        if sheet.get("state", "visible") == "visible":
            target = targets.get(sheet.get(_LINK), "")
            return sheet.get("name", ""), normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
    raise Refusal(BROKEN)


def _packed(parts: dict[str, bytes]) -> BytesIO:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    buffer.seek(0)
    return buffer
