"""Files that are not what they say, or more than they say: refused in words, or given back so that they stay inert."""

import io
import zipfile

import pytest
from sqlalchemy import select

from portal.applications.models import Attachment
from portal.core.actors import Role
from portal.core.db import db
from portal.core.front import HEADERS
from tests.applications.test_files import COUNSELING, HWPX, PDF, zipped
from tests.factories.applications import employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PHP = b"<?php system($_GET['c']); ?>"
DOCX = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
XLSX = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
MEGABYTE = b"\0" * 1024 * 1024
MACRO = {"vbaProject.bin": b"\xd0\xcf\x11\xe0"}


def bomb(**members):
    """Return an archive whose content is a thousand times its size."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        with archive.open("word/media/image1.bmp", "w") as picture:
            for _ in range(300):
                picture.write(MEGABYTE)
    return body.getvalue()


def crowd():
    """Return an archive of so many members that only to list them takes long."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for n in range(20_000):
            archive.writestr(f"word/{n:050}", b"")
        archive.writestr("word/document.xml", b"")
    return body.getvalue()


def cut(body, share):
    return body[: int(len(body) * share)]


@pytest.fixture
def round_():
    return open_round(kind="hr_counseling", track="person", title="인사상담", selection="review", capacity=None)


def send_files(client, round_, *files):
    """Send the form byte for byte, with files as (name, bytes)."""
    parts = [
        (f'name="{name}"', str(v).encode())
        for name, given in COUNSELING.items()
        for v in ([given] if isinstance(given, str) else given)
    ]
    parts += [(f'name="files"; filename="{name}"', body) for name, body in files]
    heads = [(f"--x\r\nContent-Disposition: form-data; {what}\r\n\r\n".encode(), body) for what, body in parts]
    data = b"".join(head + body + b"\r\n" for head, body in heads) + b"--x--\r\n"
    return client.post(form_address(round_), data=data, content_type="multipart/form-data; boundary=x")


def kept():
    return db.session.scalars(select(Attachment).order_by(Attachment.id)).all()


BAD = {
    "html as pdf": ("증빙.pdf", HTML),
    "svg as png": ("그림.png", SVG),
    "php as jpg": ("그림.jpg", PHP),
    "two endings": ("증빙.pdf.html", PDF),
    "html": ("증빙.html", PDF),
    "svg": ("증빙.svg", SVG),
    "php": ("증빙.php", PHP),
    "ending after NUL": ("증빙.pdf\0.html", PDF),
    "EICAR": ("증빙.pdf", EICAR),
    "EICAR as it is": ("eicar.com", EICAR),
    "docm": ("글.docm", zipped(**DOCX)),
    "xlsm": ("표.xlsm", zipped(**XLSX)),
    "macros in a docx": ("글.docx", zipped(**DOCX, **{f"word/{name}": body for name, body in MACRO.items()})),
    "macros in an xlsx": ("표.XLSX", zipped(**XLSX, **{f"xl/{name.upper()}": body for name, body in MACRO.items()})),
    "a plain zip as docx": ("글.docx", zipped(a="b")),
    "a docx as hwpx": ("글.hwpx", zipped(**DOCX)),
    "docx cut off": ("글.docx", cut(zipped(**DOCX), 0.6)),
    "xlsx with a broken list": ("표.xlsx", zipped(**XLSX).replace(b"PK\x01\x02", b"PK\xff\xff")),
    "hwpx with broken content": ("글.hwpx", HWPX[:30] + b"\xff" * 10 + HWPX[40:]),
    "empty": ("빈.docx", b""),
    "only a head": ("글.docx", b"PK\x05\x06" + b"\xff" * 18),
    "crowd": ("글.docx", crowd()),
    "no name": (".pdf\u202e", b"x"),
    "folder": ("증빙.pdf/", PDF),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_may_do_harm_is_refused_and_the_text_stays(as_, round_, what):
    answer = send_files(as_(employee()), round_, BAD[what])
    assert answer.status_code == 422, what
    assert "고민이 있습니다." in answer.text
    assert kept() == []


@pytest.mark.parametrize(("name", "members"), [("글.docx", DOCX), ("표.xlsx", XLSX)])
def test_a_zip_bomb_is_refused_without_being_unpacked(as_, round_, name, members):
    answer = send_files(as_(employee()), round_, (name, bomb(**members)))
    assert answer.status_code == 422
    assert "압축" in answer.text
    assert kept() == []


@pytest.mark.parametrize(("name", "body"), [("글.docx", zipped(**DOCX)), ("표.xlsx", zipped(**XLSX))])
def test_office_files_without_macros_are_taken(as_, round_, name, body):
    assert send_files(as_(employee()), round_, (name, body)).status_code == 303
    assert [file.file_name for file in kept()] == [name]


NAMES = {
    "../../../etc/passwd.pdf": "passwd.pdf",
    "C:\\\\파일\\\\boot.pdf": "boot.pdf",
    "/etc/증빙.pdf": "증빙.pdf",
    "증\0빙.pdf": "증빙.pdf",
    "증빙\x1b[31m\u202efdp.pdf": "증빙[31mfdp.pdf",
    "\u1112\u1161\u11ab.pdf": "한.pdf",
    "가" * 200 + ".pdf": "가" * 120 + ".pdf",
    ".pdf": "파일.pdf",
    "a;b,c%0d%0a'%22<b>.pdf": "a;b,c%0d%0a'\"<b>.pdf",
}


@pytest.mark.parametrize("given", NAMES)
def test_any_name_is_kept_as_text_and_the_file_is_given_back_inert(as_, round_, given):
    evil = PDF + HTML  # a reader of PDF takes it for one; a browser must never take it for a page
    client = as_(employee())
    check = send_files(client, round_, (given, evil)).location
    assert kept()[0].file_name == NAMES[given]
    key = client.get(check).text.split('name="key" value="')[1][:32]
    client.post(sending_address(round_), data={"key": key})
    for reader in (client, as_(employee(Role.LEAD))):
        answer = reader.get(f"/files/{kept()[0].public_id}")
        assert (answer.status_code, answer.data, answer.mimetype) == (200, evil, "application/pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
        assert not set("\r\n\0") & set("".join(answer.headers.values()))


def test_line_ends_in_a_name_make_no_header(as_, round_):
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a\r\nSet-Cookie: evil=1\r\n.pdf"\r\n\r\n'
    body = head + PDF + b"\r\n--x--\r\n"
    client = as_(employee())
    answer = client.post(
        f"/programs/{round_.program_id}/rounds/{round_.id}/application",
        data=body, content_type="multipart/form-data; boundary=x",
    )  # fmt: skip
    assert answer.status_code in (400, 422)
    assert "evil" not in str(answer.headers)
