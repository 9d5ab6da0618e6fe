"""Who sees what: candidates their own pages, schools their own candidates, nobody a resident registration number."""

import re
from io import BytesIO

import pytest

from portal.accounts.models import Grant
from portal.core.actors import Role
from portal.core.db import db
from portal.core.resident_numbers import holds_resident_number
from portal.core.sheets import Column, write_sheet
from portal.kinds.practicum import messages
from portal.kinds.practicum.lists import EXAMPLE, REGISTER
from portal.kinds.practicum.models import Candidate, StagedList, Wish
from portal.kinds.practicum.services import inviting, placing
from tests.factories.accounts import LONG_AGO
from tests.factories.applications import employee
from tests.factories.practicum import (
    accepted,
    candidate,
    mark,
    offered,
    practicum,
    proposed,
    school,
    speaker_for,
    wished,
    with_account,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("clock")
WISH = {"area_1": "동작관악", "pledge": "y", "privacy": "y"}
NUMBERS = [
    "990302-1234567",
    "9903021234567",
    "９９０３０２－１２３４５６７",
    "990302 2******",
    "000131–3123456",
    "990302.1234567",
]


@pytest.fixture
def place(app):
    return practicum()


def grant(account, role, unit):
    db.session.add(Grant(account_id=account.id, role=role, unit_id=unit.id, valid_from=LONG_AGO, reason="시험"))
    db.session.commit()


def listed(*rows):
    columns = [Column(label, is_code=True) for label in messages.FIELD.values()]
    return write_sheet(title="명부", lines=[], columns=columns, rows=rows)


def uploaded(client, data, where="candidates"):
    file = (BytesIO(data), "명부.xlsx")
    return client.post(f"/admin/practicum/lists/{where}", data={"file": file}, content_type="multipart/form-data")


@pytest.mark.parametrize("text", NUMBERS)
def test_resident_numbers_are_known_however_they_are_written(text):
    assert holds_resident_number(f"제 번호는 {text} 입니다")


@pytest.mark.parametrize(
    "text", ["2025-10023", "010-1234-5678", "991302-1234567", "9903021234567890", "990302-9234567"]
)
def test_other_numbers_are_not_taken_for_one(text):
    assert not holds_resident_number(text)


@pytest.mark.parametrize("number", NUMBERS[:3])
def test_resident_number_is_refused_in_texts_and_not_shown_again(place, as_, number):
    one = candidate()
    client = as_(with_account(one))
    answer = client.post("/practicum/wish", data={**WISH, "circumstances": f"저는 {number}"})
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.text
    assert number not in answer.text
    assert db.session.query(Wish).count() == 0


def test_resident_number_anywhere_in_a_file_refuses_all_of_it(place, as_):
    row = list(EXAMPLE[REGISTER])
    row[2] = "홍길동 990302-1234567"
    answer = uploaded(as_(place.officer), listed(EXAMPLE[REGISTER], row))
    assert answer.status_code == 422
    assert "주민등록번호로 보이는" in answer.text
    assert db.session.query(StagedList).count() == 0


def test_list_is_shown_first_and_then_taken_as_a_whole(place, as_):
    client = as_(place.officer)
    other = ("2025", "10024", *EXAMPLE[REGISTER][2:])
    answer = uploaded(client, listed(EXAMPLE[REGISTER], other))
    assert answer.status_code == 303, answer.text
    assert db.session.query(Candidate).count() == 0
    preview = client.get(answer.location)
    assert "2명 등록 확인" in preview.text
    assert client.post(f"{answer.location.partition('?')[0]}/entry").status_code == 303
    assert db.session.query(Candidate).count() == 2
    assert db.session.query(StagedList).count() == 0
    again = uploaded(client, listed(EXAMPLE[REGISTER], other))
    assert again.status_code == 422
    assert "이미 처리되어 있습니다" in again.text


def test_faults_are_named_by_row_and_nobody_is_registered(place, as_):
    wrong = ("2025", "10025", "김하나", "1999-13-02", "010", "관악", "교육행정", "2027-06-30")
    answer = uploaded(as_(place.officer), listed(EXAMPLE[REGISTER], wrong, EXAMPLE[REGISTER]))
    assert answer.status_code == 422
    for words in ("생년월일", "휴대전화", "거주 자치구", "같은 응시번호"):
        assert words in answer.text
    assert db.session.query(Candidate).count() == db.session.query(StagedList).count() == 0


def test_another_officers_list_is_not_found(place, as_):
    answer = uploaded(as_(place.officer), listed(EXAMPLE[REGISTER]))
    other = employee()
    db.session.add(
        Grant(account_id=other.id, role=Role.OFFICER, unit_id=place.team.id, valid_from=LONG_AGO, reason="시험")
    )
    db.session.commit()
    assert as_(other).get(answer.location).status_code == 404
    assert as_(other).post(f"{answer.location.partition('?')[0]}/entry").status_code == 404


def shown(answer) -> str:
    """Return the page without what is each answer's own: its number, and a token that carries the second."""
    return re.sub(r'content="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.text.partition("참조 번호")[0])


def test_link_opens_once_and_a_guessed_one_answers_the_same(app, place):
    one = candidate()
    [invitation] = inviting.invite(place.desk, [one.public_id])
    path = f"/links/{invitation.link.token}"
    first, second = app.test_client(), app.test_client()
    assert first.post(path).status_code == 303
    assert first.get("/", follow_redirects=True).request.path == "/practicum"
    reused, guessed = second.post(path), second.post(f"/links/{'0' * 32}")
    assert reused.status_code == guessed.status_code == 404
    assert shown(reused) == shown(guessed)
    assert one.name not in reused.text


def test_a_new_link_makes_the_old_one_useless(app, place):
    one = candidate()
    [old] = inviting.invite(place.desk, [one.public_id])
    [new] = inviting.invite(place.desk, [one.public_id])
    assert app.test_client().post(f"/links/{old.link.token}").status_code == 404
    assert app.test_client().post(f"/links/{new.link.token}").status_code == 303


@pytest.mark.parametrize(
    "path", ["/people", "/functions", "/programs", "/applications", "/notices", "/host", "/admin/practicum"]
)
def test_candidate_sees_own_pages_and_no_other(place, as_, path):
    client = as_(with_account(candidate()))
    assert client.get(path).status_code == 403
    page = client.get("/practicum").text
    assert f'href="{path}"' not in page and "직원·업무 찾기" not in page


def test_candidate_does_not_see_another(place, as_):
    own, other = candidate(name="본인임"), candidate(name="딴사람")
    wished(place, other)
    page = as_(with_account(own)).get("/practicum").text
    assert "본인임" in page and "딴사람" not in page


def test_official_is_told_in_words_that_it_is_for_candidates(place, as_):
    page = as_(employee()).get(f"/programs/{place.program.id}").text
    assert "임용후보자 명부에 오른 분이" in page
    assert 'href="/practicum"' not in page


def test_school_sees_its_own_candidates_and_no_others(place, as_):
    own, other = school("우리학교"), school("남의학교")
    ours, theirs = proposed(place, own), proposed(place, other)
    client = as_(speaker_for(own))
    page = client.get("/host").text
    assert ours.candidate.name in page and theirs.candidate.name not in page
    assert client.get(f"/host/{own.id}/placements/{ours.public_id}").status_code == 200
    for unit, placement in ((own, theirs), (other, theirs), (other, ours)):
        assert client.get(f"/host/{unit.id}/placements/{placement.public_id}").status_code == 404
    assert client.get(f"/host/{other.id}/rounds/{place.round.id}/plan").status_code == 404
    yes = {"version": theirs.version, "supervisor": "나", "supervisor_phone": "02-1"}
    assert client.post(f"/host/{other.id}/placements/{theirs.public_id}/acceptance", data=yes).status_code == 404
    assert theirs.state == "proposed"


def test_school_that_accepts_twice_sees_that_it_has_accepted(place, as_):
    own = school()
    asked = proposed(place, own)
    client, address = as_(speaker_for(own)), f"/host/{own.id}/placements/{asked.public_id}/acceptance"
    yes = {"version": asked.version, "supervisor": "나지도", "supervisor_phone": "02-555-0100"}
    assert client.post(address, data=yes).status_code == 303
    again = client.post(address, data=yes)
    assert again.status_code == 409
    for words in (messages.CHANGED_MEANWHILE, "기관 수락", asked.candidate.mobile):
        assert words in again.text


def test_school_no_longer_sees_who_declined_or_was_taken_back(place, as_):
    own = school()
    placement = accepted(place, own)
    client = as_(speaker_for(own))
    assert placement.candidate.mobile in client.get("/host").text
    placing.recall(place.desk, mark(placement))
    assert placement.candidate.name not in client.get("/host").text
    assert client.get(f"/host/{own.id}/placements/{placement.public_id}").status_code == 404


def test_right_goes_to_the_new_speaker_on_the_next_request(place, as_, clock):
    own = school()
    placement = proposed(place, own)
    old, new = speaker_for(own, "옛담당"), employee()
    leaving, coming = as_(old), as_(new)
    assert placement.candidate.name in leaving.get("/host").text
    assert coming.get("/host").status_code == 403
    db.session.query(Grant).filter_by(account_id=old.id, role=Role.INSTITUTION).update({"valid_to": clock.today()})
    db.session.add(
        Grant(account_id=new.id, role=Role.INSTITUTION, unit_id=own.id, valid_from=clock.today(), reason="전보")
    )
    db.session.commit()
    assert leaving.get("/host").status_code == 403
    assert placement.candidate.name in coming.get("/host").text


def test_officer_of_another_team_finds_nothing(place, as_):
    other = employee()
    db.session.add(
        Grant(account_id=other.id, role=Role.OFFICER, unit_id=school("딴팀").id, valid_from=LONG_AGO, reason="시험")
    )
    db.session.commit()
    client = as_(other)
    placement = wished(place)
    for path in ("", "/candidates", "/hosts", f"/placements/{placement.public_id}", "/lists/candidates"):
        assert client.get(f"/admin/practicum{path}").status_code == 404, path
    assert 'href="/admin/practicum"' not in client.get("/").text


def cost(client, statements, address):
    client.get(address)
    statements.clear()
    assert client.get(address).status_code == 200, address
    return len(statements)


def test_statements_do_not_grow_with_the_list(place, as_, statements):
    client, unit = as_(place.officer), school()
    speaker = as_(speaker_for(unit))
    pages = ("/admin/practicum", "/admin/practicum/candidates", "/admin/practicum/hosts")

    def counted():
        desk = {page: cost(client, statements, page) for page in pages}
        return {**desk, "/host": cost(speaker, statements, "/host")}

    wished(place)
    offered(place, unit, seats=9)
    few = counted()
    for _ in range(4):
        wished(place)
        offered(place, school(f"학교{_}"))
    assert counted() == few
    assert few == {"/admin/practicum": 13, "/admin/practicum/candidates": 7, "/admin/practicum/hosts": 8, "/host": 6}
