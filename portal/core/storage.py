"""Where the bytes of attachments lie: outside the web root, under names that say nothing."""

import hashlib
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from secrets import token_hex
from typing import BinaryIO

import puremagic
from flask import current_app

from portal.core import messages
from portal.core.errors import Refusal
from portal.core.forms import without_control

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 120
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "hwp": "application/x-hwp",
    "hwpx": "application/hwp+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ZIPPED = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "hwpx": "mimetype"}
_MACROS = "vbaproject.bin"
_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 200 * 1024 * 1024
_LIST_ENDS, _LIST_SIZE = b"PK\x05\x06", slice(12, 16)
_LONGEST_LIST = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP = b"HWP Document File"
_HWPX = b"application/hwp+zip"


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: the name it had, and its bytes to read."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class Stored:
    """A file that was checked and written down."""

    name: str
    content_type: str
    size: int
    sha256: str
    stored_as: str


def store(upload: Upload) -> Stored:
    """Check a file by its content, write it down and close it; raises Refusal for the field "files"."""
    with upload.stream:
        return _store(upload)


def _store(upload: Upload) -> Stored:
    name = display_name(upload.name)
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in TYPES:
        raise Refusal(messages.file_type_not_taken(name), field="files")
    data = upload.stream.read(LARGEST + 1)
    if not data:
        raise Refusal(messages.file_is_empty(name), field="files")
    if len(data) > LARGEST:
        raise Refusal(messages.file_too_large(name), field="files")
    if not is_really(extension, data):
        raise Refusal(messages.file_is_something_else(name, extension), field="files")
    if extension in _ZIPPED:
        _refuse_harmful(name, data)
    stored_as = token_hex(32)
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Stored(name, TYPES[extension], len(data), hashlib.sha256(data).hexdigest(), stored_as)


def path_of(stored_as: str) -> Path:
    """Return where the bytes of a file lie."""
    return Path(current_app.config["UPLOAD_FOLDER"]) / stored_as[:2] / stored_as


def discard(stored_as: str) -> None:
    """Delete the bytes of a file."""
    path_of(stored_as).unlink(missing_ok=True)


def display_name(given: str) -> str:
    """Return the last part of a file's name in NFC, without control characters and not too long."""
    name = without_control(unicodedata.normalize("NFC", given.replace("\\", "/"))).rpartition("/")[2].strip()
    stem, dot, extension = name.rpartition(".")
    return f"{(stem or '파일')[:LONGEST_NAME]}{dot}{extension[:10]}"


def is_really(extension: str, data: bytes) -> bool:
    """Say whether the bytes are what the extension promises."""
    if extension == "hwp":
        return data.startswith(_OLE) and _HWP in data
    if extension in _ZIPPED:
        return _is_zipped(extension, data)
    try:
        found = puremagic.magic_string(data[:4096])
    except (puremagic.PureError, ValueError):
        return False
    return any(match.mime_type == TYPES[extension] for match in found)


def _is_zipped(extension: str, data: bytes) -> bool:
    """Look into an archive; nothing is unpacked but the few bytes that name what a hwpx is."""
    end = data.rfind(_LIST_ENDS)
    if end < 0 or int.from_bytes(data[end:][_LIST_SIZE], "little") > _LONGEST_LIST:
        return False  # of such a list alone the names would fill the memory
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            info = archive.getinfo(_ZIPPED[extension])
            return extension != "hwpx" or (info.file_size < 100 and archive.read(info).strip() == _HWPX)
    except (zipfile.BadZipFile, KeyError, RuntimeError, OSError, ValueError, EOFError, struct.error, zlib.error):
        return False


def _refuse_harmful(name: str, data: bytes) -> None:
    """Refuse documents that carry programs, and those that would fill the disk of whoever opens them."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
    if any(member.filename.lower().endswith(_MACROS) for member in members):
        raise Refusal(messages.file_has_macros(name), field="files")
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise Refusal(messages.file_unpacks_too_large(name), field="files")
