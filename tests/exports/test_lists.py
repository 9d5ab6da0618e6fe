"""What each list holds: the columns of its purpose, nothing secret, and no formula anywhere."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.accounts.models import Grant
from portal.applications.models import Status
from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.services import note_change
from portal.duties.models import Function, FunctionTeam
from portal.exports import services
from portal.exports.lists import EXPORTERS, list_by_key
from portal.exports.policies import purposes_open_to
from tests.factories.accounts import ADMIN
from tests.factories.deciding import another_round, seated
from tests.factories.directory import account_for, holder, small_office
from tests.factories.exports import actor, cells, exporting_office, taken
from tests.factories.scene import account

pytestmark = pytest.mark.usefixtures("clock")
FORMULA = re.compile(rb"<f[\s>]")
PREFIXES = ("=", "+", "-", "@", "\t=", "\r=", " =", "\ufeff=", "＝", "＋", "－", "＠")


def rows_of(who, list_key, purpose, query=""):
    export = taken(who, list_key, purpose, query)
    rows = cells(services.fetch(actor(who), export.public_id).content)
    header = rows.index([*export.columns, *[""] * (len(rows[0]) - len(export.columns))])
    return [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :]]


@pytest.fixture
def office(app):
    return small_office()


def with_role(assignment, role, unit=None):
    who = account_for(assignment.person)
    since, unit_id = date(2020, 1, 1), unit.id if unit else None
    db.session.add(Grant(account_id=who.id, role=role, unit_id=unit_id, valid_from=since, reason=""))
    db.session.commit()
    return who


def test_people_come_in_the_printed_order_of_columns_and_rows(app, office):
    who = with_role(office.people["김산원"], Role.OFFICER, office.units["인사팀"])
    rows = rows_of(who, "people", "contact")
    assert list(rows[0]) == ["부서(팀)", "직위", "성명", "전화", "담당업무"]
    assert rows[0]["성명"] == "이대우"  # the head of one's own division first
    assert rows[0]["전화"] == "9915"
    kim = next(row for row in rows if row["성명"] == "김산원")
    assert kim["담당업무"] == "인사정책 총괄\n인사모니터링\n인사상담"
    assert len(rows) == 13


def test_people_are_those_of_the_search(app, office):
    who = with_role(office.people["김산원"], Role.OFFICER)
    assert [row["성명"] for row in rows_of(who, "people", "dispatch", "q=ㄱㅅㅇ")] == ["김산원"]
    unit = office.units["민원팀"].code
    assert {row["성명"] for row in rows_of(who, "people", "dispatch", f"unit={unit}")} == {"전사민", "이연선"}
    assert len(rows_of(who, "people", "dispatch", "unit=nonsense")) == 13


def test_mobile_numbers_are_for_those_who_answer_for_the_people(app, office):
    lead = with_role(office.people["류경숙"], Role.LEAD, office.units["인사팀"])
    numbers = {row["성명"]: row["휴대전화"] for row in rows_of(lead, "people", "emergency")}
    assert numbers["김산원"] == "010-1234-5678"
    assert {name for name, number in numbers.items() if number} == {"김산원", "류경숙"}
    head = with_role(office.people["이대우"], Role.HEAD, office.units["총무과"])
    numbers = {row["성명"]: row["휴대전화"] for row in rows_of(head, "people", "emergency")}
    assert numbers["전사민"] and not numbers["한솔"] and not numbers["김산"]
    for purpose in ("contact", "dispatch"):
        assert "휴대전화" not in rows_of(head, "people", purpose)[0]
    assert [p.key for p in list_by_key("people").purposes if p.roles is None] == ["contact", "dispatch"]


def test_functions_have_a_line_for_each_team(app, office):
    division, team = office.units["총무과"], office.units["인사팀"]
    db.session.add(Function(id=1, unit_id=division.id, sort_order=1, text="인사 운영"))
    db.session.add(Function(id=2, unit_id=division.id, sort_order=2, text="아무도 맡지 않음"))
    db.session.flush()
    db.session.add(FunctionTeam(function_id=1, unit_id=team.id, main_post_id=office.people["김산원"].post_id))
    who = with_role(office.people["김산원"], Role.OFFICER)
    rows = rows_of(who, "functions", "work")
    assert [(row["기능"], row["담당 팀"], row["담당자"], row["담당자 전화"]) for row in rows] == [
        ("인사 운영", "인사팀", "김산원 주무관", "9231"),
        ("아무도 맡지 않음", "", "", ""),
    ]


def test_the_queue_gives_what_its_purpose_needs(app):
    place = exporting_office()
    seated(place.scene, "김하나", mobile="010-9999-0000")
    names = {p.key: set(rows_of(place.officer, "queue", p.key, "state=all")[0]) for p in list_by_key("queue").purposes}
    assert "휴대전화" in names["contact"]
    assert all("휴대전화" not in names[key] for key in ("selection", "attendance", "statistics"))
    assert "성명" not in names["statistics"]


def test_counseling_is_in_no_file_and_not_counted(app):
    place = exporting_office()
    counseling = another_round(place.scene, kind="hr_counseling")
    seated(place.scene, "조용한사람", round=counseling)
    seated(place.scene, "워크숍사람")
    for purpose in list_by_key("queue").purposes:
        rows = rows_of(place.officer, "queue", purpose.key, "state=all")
        assert len(rows) == 1
        assert "조용한사람" not in str(rows)
    one = list_by_key("queue")
    assert one.count(actor(place.officer), {"state": "all", "round": str(counseling.id)}) == 0
    assert "상담" in one.note


def test_ones_own_application_is_not_in_ones_file(app):
    place = exporting_office()
    seated(place.scene, who=place.officer, status=Status.APPROVED, told_status=Status.SUBMITTED)
    seated(place.scene, "다른사람")
    assert [row["성명"] for row in rows_of(place.officer, "queue", "selection", "state=all")] == ["다른사람"]


def entry(**more):
    given = {
        "at": clock.now(), "actor_name": "홍길동", "actor_roles": ["officer"], "action": "application.approve",
        "object_type": "application", "object_ref": "x", "object_name": "2025-1", "before": {}, "after": {}, **more,
    }  # fmt: skip
    db.session.add(AuditEntry(**given))
    db.session.commit()


def test_the_trail_hides_in_the_file_what_its_page_hides(app):
    who = account("감사관", Role.AUDITOR)
    subject = account("홍길동")
    entry(subject_id=subject.person_id, is_sensitive=True)
    entry(subject_id=subject.person_id, reason="보이는 사유", actor_name="담당자")
    rows = [row for row in rows_of(who, "trail", "audit") if row["행위"] == "승인"]
    assert [(row["행위자"], row["대상자"], row["사유"]) for row in rows] == [
        ("담당자", "홍길동", "보이는 사유"),
        ("홍*동", "홍*동", "비공개"),
    ]
    assert rows_of(who, "trail", "review", "who=담당자&first_day=nonsense")[0]["행위자"] == "담당자"


def test_the_trails_filters_are_the_pages(app):
    who = account("감사관", Role.AUDITOR)
    entry(actor_name="하나"), entry(actor_name="둘")
    one = list_by_key("trail")
    assert one.count(actor(who), one.tidy({"who": "하나", "before": "5", "nonsense": "1"})) == 1
    assert one.tidy({"first_day": "2025-02-30", "who": "하나", "action": "nothing.such"}) == {"who": "하나"}
    assert (
        one.words(actor(who), {"first_day": "2025-03-01", "who": "하나"}) == "기간 2025. 3. 1.(토) ~ 지금, 행위자 하나"
    )


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_field_of_any_list_becomes_a_formula(app, prefix):
    evil = f"{prefix}1+1"
    place = exporting_office()
    team = place.scene.team
    team.name = team.full_name = evil
    place.scene.program.title, place.scene.round.name = evil, evil
    place.officer.name = place.officer.person.name = evil
    seated(place.scene, evil, snapshot_unit_name=evil, snapshot_grade=evil, mobile=evil, eligibility_words=evil,
           receipt_no=evil)  # fmt: skip
    holder(evil, team, evil[:8], title=evil, duties=[evil])
    db.session.add(Function(unit_id=team.id, sort_order=1, text=evil))
    auditor = account(evil, Role.AUDITOR)
    entry(actor_name=evil, object_name=evil, reason=evil, address=evil, after={"unit": evil}, action=evil)
    note_change(ADMIN)
    tried = 0
    for key, who in (("queue", place.officer), ("people", place.lead), ("functions", place.lead), ("trail", auditor)):
        for purpose in list_by_key(key).purposes:
            export = taken(who, key, purpose.key, "state=all" if key == "queue" else "", reason=evil * 3)
            content = services.fetch(actor(who), export.public_id).content
            with ZipFile(BytesIO(content)) as archive:
                assert [name for name in archive.namelist() if FORMULA.search(archive.read(name))] == []
            texts = [cell for row in cells(content) for cell in row if isinstance(cell, str)]
            assert [text for text in texts if text[:1] in "=+-@\t\r＝＋－＠" and text] == []
            assert key == "functions" or any(text.startswith("'") for text in texts)
            tried += 1
    assert tried == 12


def test_only_the_roles_of_a_list_have_purposes(app):
    expected = {
        "people": set(EXPORTERS), "functions": set(EXPORTERS), "trail": {Role.AUDITOR},
        "queue": {Role.OFFICER, Role.LEAD, Role.HEAD},
    }  # fmt: skip
    for key, roles in expected.items():
        one = list_by_key(key)
        assert {role for role in Role if purposes_open_to(Actor(1, 1, "", held=(Held(role),)), one)} == roles
