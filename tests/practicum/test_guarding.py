"""Who opened a candidate's record stands in the trail; what is no name, no day and no number is refused in words."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import portal
from portal.audit.models import AuditEntry
from portal.audit.review import _CONCERNS, Concern
from portal.core import clock
from portal.core.db import db
from portal.core.korean import hyphenated_mobile
from portal.core.sheets import Column, write_sheet
from portal.kinds.practicum.lists import EXAMPLE, REGISTER, read_list
from portal.kinds.practicum.messages import CONSENT, FIELD
from portal.kinds.practicum.models import Candidate
from tests.factories.practicum import accepted, candidate, practicum, school, speaker_for, wished, with_account

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return practicum()


def reads_of(action: str) -> list[AuditEntry]:
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)))


def test_opening_a_candidate_and_a_placement_is_written_down(place, as_):
    one = wished(place)
    client = as_(place.officer)
    assert client.get(f"/admin/practicum/candidates/{one.candidate.public_id}").status_code == 200
    assert client.get(f"/admin/practicum/placements/{one.public_id}").status_code == 200
    (seen,), (placed,) = reads_of("candidate.read"), reads_of("placement.read")
    assert seen.object_ref == placed.object_ref == one.candidate.public_id
    assert one.candidate.name in seen.object_name and seen.actor_name == place.officer.name
    assert client.get("/admin/practicum/candidates/" + "0" * 32).status_code == 404
    assert len(reads_of("candidate.read")) == 1
    assert _CONCERNS[Concern.MANY](seen)


def test_the_school_that_sees_a_telephone_number_is_written_down(place, as_):
    own = school()
    placement = accepted(place, own)
    assert placement.candidate.mobile in as_(speaker_for(own)).get("/host").text
    (seen,) = reads_of("placement.read")
    assert seen.object_ref == placement.candidate.public_id


@pytest.mark.parametrize("days", [-400, 367])
def test_a_day_of_appointment_that_cannot_be_is_refused_beside_its_field(place, as_, days):
    one = candidate()
    sent = {"personal_no": "200012345", "unit": school("새학교").full_name, "on": clock.today() + timedelta(days=days)}
    answer = as_(place.officer).post(f"/admin/practicum/candidates/{one.public_id}/appointment", data=sent)
    assert answer.status_code == 422
    assert "1년 안의 날로" in answer.text
    assert db.session.get_one(Candidate, one.id).person_id is None


def test_a_resident_number_is_told_by_row_and_column_and_a_plain_mobile_is_taken(place):
    good, bad = list(EXAMPLE[REGISTER]), list(EXAMPLE[REGISTER])
    good[4], bad[1], bad[2] = "01012345678", "10024", "홍길동 990302-1234567"
    columns = [Column(label, is_code=True) for label in FIELD.values()]
    found = read_list(write_sheet(title="명부", lines=[], columns=columns, rows=[good, bad]), REGISTER)
    ((_number, words),) = found.faults
    assert words.startswith("성명: 주민등록번호로 보이는")
    assert "990302" not in words
    assert found.rows[0]["mobile"] == "010-1234-5678"
    assert hyphenated_mobile("02-399-9000") == "02-399-9000"


def test_a_candidate_reads_the_help_for_candidates(place, as_):
    page = as_(with_account(candidate())).get("/help").text
    assert "실무수습 희망서 내기" in page and "승인함" not in page


def test_the_rounds_keep_data_as_long_as_the_consent_says():
    rounds = tomllib.loads((Path(portal.__file__).parent / "seeding/data/rounds.toml").read_text())
    kept = [one for one in _tables(rounds) if one.get("purpose", "").startswith("실무수습")]
    assert len(kept) == 3
    assert all(f"보유 기간: {one['retention']} /" in CONSENT for one in kept)


def _tables(found):
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    yield from [found] if isinstance(found, dict) else ()
    for one in inner:
        yield from _tables(one)
