"""A document's list as the enclosure of a letter: printed order, no reasons, no formula, and its letter."""

import pytest

from portal.applications.official import letter, signatures
from portal.applications.services import documents
from portal.applications.workflow import Action
from portal.core.errors import Missing
from portal.exports import services
from portal.exports.lists import list_by_key
from tests.factories.approvals import approved, away, desk, seat, sent_up, staged
from tests.factories.deciding import unseated
from tests.factories.exports import actor, cells, taken
from tests.factories.scene import account

pytestmark = pytest.mark.usefixtures("app", "clock")


def file_of(who, document, purpose):
    export = taken(who, "decisions", purpose, f"document={document.public_id}")
    return cells(services.fetch(actor(who), export.public_id).content)


def listed():
    here = desk(capacity=1)
    staged(here, unseated(here.place, "선정자", snapshot_unit_name="=1+1", snapshot_grade="교육행정 8급"))
    staged(here, unseated(here.place, "예비자"), action=Action.WAITLIST)
    staged(here, unseated(here.place, "반려자"), action=Action.REJECT, note="감사 일정")
    return here, approved(here)


def test_the_enclosure_has_the_printed_columns_and_only_who_takes_part_or_waits():
    here, document = listed()
    rows = file_of(here.place.officer, document, "enclosure")
    header = next(at for at, row in enumerate(rows) if row[0] == "연번")
    assert rows[header] == ["연번", "소속", "직급", "성명", "결과", "예비 순번", "비고"]
    assert [row[3:5] for row in rows[header + 1 :]] == [["선정자", "선정"], ["예비자", "예비"]]
    assert rows[header + 1][1] == "'=1+1"
    assert "감사 일정" not in str(rows)


def test_the_papers_of_the_approval_have_the_reasons():
    here, document = listed()
    assert "감사 일정" in str(file_of(here.place.officer, document, "approval"))


def test_another_team_takes_no_list_of_it():
    _, document = listed()
    other = desk()
    with pytest.raises(Missing):
        file_of(other.place.officer, document, "enclosure")
    assert list_by_key("decisions").tidy({"document": "x"}) == {}


def test_the_letter_numbers_its_items_only_where_there_are_two():
    _, document = listed()
    counts = {"approve": 160, "waitlist": 40, "reject": 3}
    words = letter(document, counts)
    assert words.startswith("제목  저경력공무원 워크숍(2025년 상반기) 대상자 선정 결과 알림\n")
    assert "선정 결과: 선정 160명, 예비 40명" in words
    assert words.endswith("붙임  저경력공무원 워크숍(2025년 상반기) 선정 명단 1부.  끝.")
    assert "1. 관련" not in words
    document.related_no = "총무과-1234(2025. 3. 12.)"
    assert "1. 관련: 총무과-1234(2025. 3. 12.)\n2. 저경력공무원" in letter(document, counts)


def test_the_signature_block_shows_who_signed_when_and_in_whose_place():
    here = desk()
    deputy = account("박대리")
    seat(deputy, here.division, "팀장")
    away(here.head_account, deputy)
    document = sent_up(here)
    for one in (here.lead, actor(deputy)):
        documents.approve(one, document.public_id, version=document.version)
    main, cooperating = signatures(document)
    assert [(one.kind, one.post, one.name, one.day, one.mark) for one in main] == [
        ("기안", "인재개발팀 주무관", "김산원", "3. 12.", ""),
        ("검토", "인재개발팀장", "송팀장", "3. 12.", ""),
        ("전결 → 대결", "총무과 팀장", "박대리", "3. 12.", "이과장 부재로 대결"),
    ]
    assert cooperating == []
