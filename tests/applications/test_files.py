"""Attachments: what they are is checked by content, and nobody else gets them."""

import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.applications.models import Attachment
from portal.core import storage
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import Category
from tests.factories.applications import employee, form_address, sending_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 20
HWP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + b"HWP Document File" + b"\x00" * 40


def zipped(**members):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return body.getvalue()


HWPX = zipped(mimetype="application/hwp+zip")
COUNSELING = {
    "topics": ["전보"], "mode": "전화", "slot_1": "2025-03-14T10:00", "body": "고민이 있습니다.", "privacy": "y",
    "mobile": "010-1234-5678", "hide_from_office": "y",
}  # fmt: skip


@pytest.fixture
def round_():
    return open_round(kind="hr_counseling", track="person", title="인사상담", selection="review", capacity=None)


def send(client, round_, *files, **more):
    """Post the form with files as (name, bytes)."""
    data = {**COUNSELING, **more, "files": [(io.BytesIO(body), name) for name, body in files]}
    return client.post(form_address(round_), data=data, content_type="multipart/form-data")


def kept():
    return db.session.scalars(select(Attachment).order_by(Attachment.id)).all()


@pytest.mark.parametrize(("name", "body"), [("증빙.pdf", PDF), ("사진.PNG", PNG), ("글.hwp", HWP), ("글.hwpx", HWPX)])
def test_a_file_is_kept_under_a_name_that_says_nothing(app, as_, round_, name, body):
    assert send(as_(employee()), round_, (name, body)).status_code == 303
    file = kept()[0]
    path = Path(app.config["UPLOAD_FOLDER"]) / file.stored_as[:2] / file.stored_as
    assert (file.file_name, file.size, path.read_bytes()) == (name, len(body), body)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("증빙.pdf", PNG, "PDF 형식이 아닙니다"),
        ("글.hwpx", PDF, "HWPX 형식이 아닙니다"),
        ("글.hwpx", zipped(mimetype="text/plain"), "HWPX 형식이 아닙니다"),
        ("글.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "HWP 형식이 아닙니다"),
        ("실행.exe", b"MZ", "받을 수 없는 형식"),
        ("화면.html", b"<script>", "받을 수 없는 형식"),
        ("이름없음", PDF, "받을 수 없는 형식"),
        ("빈.pdf", b"", "내용이 없는 파일"),
        ("큰.pdf", PDF + b"0" * 3000, "20MB가 넘는"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_the_text_stays(as_, round_, monkeypatch, name, body, said):
    monkeypatch.setattr(storage, "LARGEST", 3000)  # sending 20 MB takes long and proves no more
    answer = send(as_(employee()), round_, (name, body))
    assert answer.status_code == 422
    assert said in answer.text and "고민이 있습니다." in answer.text
    assert kept() == []


def test_four_files_are_one_too_many(as_, round_):
    client = as_(employee())
    assert "3개까지" in send(client, round_, *[(f"{n}.pdf", PDF) for n in range(4)]).text
    assert send(client, round_, *[(f"{n}.pdf", PDF) for n in range(3)]).status_code == 303
    assert send(client, round_, ("4.pdf", PDF)).status_code == 422
    assert len(kept()) == 3


def test_a_file_stays_while_the_rest_is_mended_and_goes_when_taken_away(app, as_, round_):
    client = as_(employee())
    assert send(client, round_, ("증빙.pdf", PDF), body="").status_code == 422
    file = kept()[0]
    path = Path(app.config["UPLOAD_FOLDER"]) / file.stored_as[:2] / file.stored_as
    assert path.exists() and "증빙.pdf" in client.get(form_address(round_)).text
    client.post(form_address(round_), data={**COUNSELING, "remove_file": file.public_id})
    assert kept() == [] and not path.exists()


def test_only_the_owner_and_the_handlers_get_a_file(as_, round_):
    client = as_(employee())
    check = send(client, round_, ("../../증빙 자료.pdf", PDF)).location
    address = f"/files/{kept()[0].public_id}"
    lead = as_(employee(Role.LEAD))
    with client.get(address) as own:
        assert own.data == PDF
    assert as_(employee()).get(address).status_code == 404
    assert lead.get(address).status_code == 404  # a draft is the applicant's alone
    key = client.get(check).text.split('name="key" value="')[1][:32]
    client.post(sending_address(round_), data={"key": key})
    with lead.get(address) as answer:
        assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert as_(employee(category=Category.EDUCATION)).get(address).status_code == 404
    assert kept()[0].file_name == "증빙 자료.pdf"
