"""Who read whose record stands in the trail, written before the page leaves."""

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core import reads
from portal.core.actors import Role
from portal.core.db import db
from portal.kinds.hr_counseling.models import CounselingRequest
from tests.factories.applications import applied, employee
from tests.factories.deciding import another_round, office, seated
from tests.factories.programs import open_round
from tests.factories.scene import account


def entries(action: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)))


@pytest.fixture
def sent(app, clock):
    return applied(employee(), open_round(capacity=None))


@pytest.fixture
def officer(sent):
    return account("김산원", Role.OFFICER)


def test_opening_an_application_is_written_down(sent, officer, as_, htmx):
    client = as_(officer)
    assert client.get(f"/admin/applications/{sent.public_id}", headers=htmx("queue-workspace")).status_code == 200
    (entry,) = entries("application.read")
    assert (entry.actor_name, entry.object_ref, entry.subject_id) == ("김산원", sent.public_id, sent.person_id)


def test_one_page_is_one_read_and_the_list_alone_is_none(sent, officer, as_):
    client = as_(officer)
    client.get("/admin/applications")
    assert entries("application.read") == []


def test_what_is_ones_own_is_nobodys_business(app, clock, as_):
    both = employee(Role.OFFICER)
    own = applied(both, open_round(capacity=None))
    assert as_(both).get(f"/admin/applications/{own.public_id}").status_code == 200
    assert entries("application.read") == []


def test_what_was_refused_was_not_read(sent, as_):
    stranger = account("이산")
    assert as_(stranger).get(f"/applications/{sent.public_id}").status_code == 404
    assert entries("application.read") == []


def test_a_read_that_cannot_be_written_down_is_not_given(app, sent, officer, as_, monkeypatch):
    client = as_(officer)
    app.config |= {"TESTING": False, "PROPAGATE_EXCEPTIONS": False}

    def fail(_event):
        raise RuntimeError("disk full")

    monkeypatch.setattr(reads, "_write", fail)
    answer = client.get(f"/admin/applications/{sent.public_id}")
    assert answer.status_code == 500
    assert sent.receipt_no not in answer.get_data(as_text=True)


def test_the_read_of_a_secret_application_names_only_its_number(app, clock, as_):
    place = office()
    sent = seated(place, "홍길동", round=another_round(place, kind="hr_counseling", track="person"))
    db.session.add(
        CounselingRequest(
            application_id=sent.id, topics=["고충"], mode="전화", body="비밀", place="", slots=[], hide_from_office=True
        )
    )
    head = account("이대우", Role.HEAD)
    assert as_(head).get(f"/admin/applications/{sent.public_id}").status_code == 200
    (entry,) = entries("application.read")
    assert entry.is_sensitive
    assert entry.object_name == sent.receipt_no
