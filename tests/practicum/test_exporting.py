"""The lists of the practicum as spreadsheets: what the page shows, for a reason, and for those who run it alone."""

import pytest

from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, Refusal
from portal.exports import services
from portal.exports.lists import list_by_key
from portal.exports.models import Export, ExportStatus
from portal.kinds.practicum import exportable
from tests.factories.exports import actor, cells, taken
from tests.factories.practicum import accepted, candidate, offered, practicum, proposed, school, wished
from tests.factories.scene import account, unit

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return practicum()


def rows_of(place, list_key, purpose, query=""):
    export = taken(place.officer, list_key, purpose, query)
    rows = cells(services.fetch(actor(place.officer), export.public_id).content)
    header = rows.index([*export.columns, *[""] * (len(rows[0]) - len(export.columns))])
    return [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :]]


def test_candidates_are_those_of_the_page_and_the_purpose_decides_the_columns(place, as_):
    one, other = wished(place).candidate, candidate()
    found = rows_of(place, "candidates", "contact", f"q={one.exam_no}&state=registered")
    assert [(row["성명"], row["휴대전화"], row["실무수습 상태"]) for row in found] == [
        (one.name, one.mobile, "배치 준비")
    ]
    assert {row["응시번호"] for row in rows_of(place, "candidates", "list")} == {one.exam_no, other.exam_no}
    assert "성명" not in rows_of(place, "candidates", "statistics")[0]
    with pytest.raises(Refusal):
        taken(place.officer, "candidates", "list", "state=appointed")
    page = as_(place.officer).get(f"/admin/practicum/candidates?q={one.exam_no}").text
    assert f"/exports/new?list=candidates&amp;state=registered&amp;q={one.exam_no}" in page


def test_placements_are_those_of_the_tab_or_of_the_whole_round(place, as_):
    first, second, waiting = accepted(place, school("하나고")), proposed(place, school("두리고")), wished(place)
    everybody = rows_of(place, "placements", "order", f"round={place.round.id}&tab=all")
    assert {(row["성명"], row["배치 기관"]) for row in everybody} == {
        (first.candidate.name, "하나고"), (second.candidate.name, "두리고"), (waiting.candidate.name, ""),
    }  # fmt: skip
    [row] = rows_of(place, "placements", "contact", "tab=accepted")
    assert (row["성명"], row["지도공무원"], row["휴대전화"]) == (first.candidate.name, "오미란", first.candidate.mobile)
    assert "tab=all" in as_(place.officer).get("/admin/practicum").text


def test_survey_says_who_answered_what(place):
    offered(place, school("하나고"), seats=2)
    school("두리고")
    yes = rows_of(place, "practicum_hosts", "plan")
    assert [(row["기관"], row["회신"], row["받을 인원"]) for row in yes] == [("하나고", "받을 수 있음", 2)]
    assert {row["기관"]: row["회신"] for row in rows_of(place, "practicum_hosts", "plan", "answer=all")} == {
        "하나고": "받을 수 있음", "두리고": "회신 전",
    }  # fmt: skip


def test_officers_of_other_teams_find_nothing(place, as_):
    wished(place)
    stranger = account("남모름", Role.OFFICER, team=unit("재산관리팀"))
    for key in ("candidates", "placements", "practicum_hosts"):
        assert as_(stranger).get(f"/exports/new?list={key}").status_code == 404
        with pytest.raises(Missing):
            list_by_key(key).rows(actor(stranger), list_by_key(key).tidy({}), list_by_key(key).purposes[0])
    assert db.session.query(Export).count() == 0


def test_above_the_cap_a_second_person_is_asked(place, monkeypatch):
    contact = exportable.CandidateList.purposes[1]
    monkeypatch.setattr(exportable.CandidateList, "purposes", (type(contact)(**{**vars(contact), "most_rows": 1}),))
    candidate(), candidate()
    account("정팀장", Role.LEAD, team=place.team)
    assert taken(place.officer, "candidates", "contact").status == ExportStatus.WAITING
