"""Officials come in from a file: compared first, applied whole or not at all, taken back exactly."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.actors import NOBODY, Actor, Held, Role
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal
from portal.directory.models import DirectoryVersion, Person, Post
from portal.directory.queries import is_personal_no_taken, people_facts
from portal.rosters import queries, services
from portal.rosters.models import Outcome, RosterLine, Stage
from tests.factories.directory import account_for
from tests.factories.rosters import (
    ADMIN,
    NEW,
    applied,
    brought,
    errors,
    outcomes,
    picture,
    posts_of,
    row,
    sheet,
    sheet_with_a_formula,
)

DAY = date(2025, 7, 1)


def test_preview_says_what_changes_field_by_field_and_changes_nothing(office):
    before = picture()
    roster = brought(
        [
            row(office, "김산원", 직급="5급", 내선="9999", 소속="총무과 민원팀"),
            row(office, "류경숙", 직급="5급"),
            {"개인번호": "N0001", **NEW},
        ],
        DAY,
    )
    assert roster.stage == Stage.READY
    assert outcomes(roster) == [Outcome.CHANGED, Outcome.SAME, Outcome.NEW]
    changes = queries.lines_of(roster.id)[0].changes
    assert {key: values for key, values in changes.items() if key != "unit"} == {
        "grade": ["6급", "5급"], "extension": ["9231", "9999"],
    }  # fmt: skip
    assert changes["unit"] == [office.units["인사팀"].id, office.units["민원팀"].id]
    assert roster.missing == len(office.people) - 2
    assert picture() == before


def test_every_wrong_cell_is_told_at_its_row(office):
    roster = brought(
        [
            row(office, "김산원", 직급="99급", 소속="없는 과", 내선="12", 최초임용일="2025-02-30", 상태="퇴근"),
            {"개인번호": "N1", **NEW, "직급": "", "소속": ""},
            {"개인번호": "", "성명": "이름만"},
            {"개인번호": "N00002", **NEW},
            {"개인번호": "N00002", **NEW},
            {"개인번호": "가나다", **NEW, "휴대전화": "123", "전자우편": "x", "신분구분": "사장"},
        ],
        DAY,
        columns=[
            "개인번호",
            "성명",
            "신분구분",
            "직렬",
            "직급",
            "소속",
            "내선",
            "최초임용일",
            "상태",
            "휴대전화",
            "전자우편",
        ],
    )
    found = errors(roster)
    assert outcomes(roster) == [Outcome.WRONG] * 6
    for words in ("직급 ‘99급’", "소속 ‘없는 과’", "내선 ‘12’", "최초임용일 ‘2025-02-30’", "상태 ‘퇴근’"):
        assert words in found[0]
    assert "개인번호 ‘N1’" in found[1] and "직급: 새로" in found[1] and "소속: 새로" in found[1]
    assert found[2].startswith("개인번호: 비어")
    assert "두 번 이상" in found[3] and "두 번 이상" in found[4]
    assert all(words in found[5] for words in ("개인번호 ‘가나다’", "휴대전화", "전자우편", "신분구분 ‘사장’"))
    assert [line.row_number for line in queries.lines_of(roster.id)] == [5, 6, 7, 8, 9, 10]


def test_errors_block_unless_only_the_good_rows_are_asked_for(office):
    rows = [row(office, "김산원", 직급="5급"), row(office, "류경숙", 직급="99급")]
    roster = brought(rows, DAY)
    with pytest.raises(Refusal, match="아무것도 반영하지"):
        services.apply(ADMIN, roster.public_id, only_good=False, version=roster.version)
    assert db.session.get(Person, office.people["김산원"].person_id).grade == "6급"
    done = applied(rows, DAY, only_good=True)
    assert done.stage == Stage.DONE
    assert db.session.get(Person, office.people["김산원"].person_id).grade == "5급"
    assert db.session.get(Person, office.people["류경숙"].person_id).grade == "5급"


def test_a_new_post_is_an_assignment_from_the_day_on(office):
    applied([row(office, "김산원", 소속="총무과 민원팀", 내선="9333")], DAY)
    assert posts_of("김산원") == [
        ("민원팀", DAY, None, "9333"),
        ("인사팀", date(2020, 1, 1), DAY, "9231"),
    ]
    assert (
        people_facts([office.people["김산원"].person_id])[office.people["김산원"].person_id].unit_name
        == "총무과 인사팀"
    )
    clock.freeze(clock.at(DAY))
    assert (
        people_facts([office.people["김산원"].person_id])[office.people["김산원"].person_id].unit_name
        == "총무과 민원팀"
    )


def test_two_who_swap_posts_take_each_others(office):
    posts = db.session.query(Post).count()
    applied(
        [
            row(office, "류경숙", 소속="총무과 인재개발팀", 직위="팀장"),
            row(office, "이주섭", 소속="총무과 인사팀", 직위="팀장"),
        ],
        DAY,
    )
    assert db.session.query(Post).count() == posts
    clock.freeze(clock.at(DAY))
    mine = people_facts([office.people["류경숙"].person_id])[office.people["류경숙"].person_id]
    assert mine.post_id == office.people["이주섭"].post_id


def test_a_computed_title_is_not_kept_as_a_position(office):
    roster = brought([row(office, "김산원", 직위="주무관"), {"개인번호": "N0001", **NEW, "직위": "주무관"}], DAY)
    assert outcomes(roster) == [Outcome.SAME, Outcome.NEW]
    applied([{"개인번호": "N0001", **NEW, "직위": "주무관"}], DAY)
    assert db.session.scalars(select(Post).order_by(Post.id.desc())).first().title == ""


def test_who_retires_leaves_the_post_and_the_portal(office):
    account_for(office.people["김산원"].person, Role.EMPLOYEE)
    applied([row(office, "김산원", 상태="퇴직")], DAY)
    person = db.session.get(Person, office.people["김산원"].person_id)
    assert person.state == "retired"
    assert posts_of("김산원")[0][2] == DAY


def test_an_appointment_that_is_ordered_already_is_not_run_over(office):
    applied([row(office, "김산원", 소속="총무과 민원팀")], DAY + timedelta(days=10))
    roster = brought([row(office, "김산원", 소속="총무과 총무팀")], DAY)
    assert "이미 예약된 다른 발령" in errors(roster)[0]


def test_the_same_file_twice_changes_nothing_the_second_time(office):
    rows = [row(office, "김산원", 소속="총무과 민원팀", 직급="5급"), {"개인번호": "N0001", **NEW}]
    applied(rows, DAY)
    again = brought(rows, DAY)
    assert outcomes(again) == [Outcome.SAME, Outcome.SAME]
    with pytest.raises(Refusal):
        services.apply(ADMIN, again.public_id, only_good=False, version=again.version)


def test_the_directory_is_read_anew_once_and_the_trail_has_the_acts(office):
    number = db.session.scalar(select(DirectoryVersion.number)) or 0
    roster = applied([row(office, "김산원", 직급="5급"), {"개인번호": "N0001", **NEW}], DAY)
    assert db.session.scalar(select(DirectoryVersion.number)) == number + 1
    services.undo(ADMIN, roster.public_id, version=roster.version)
    acts = db.session.scalars(
        select(AuditEntry).where(AuditEntry.object_type == "roster").order_by(AuditEntry.id)
    ).all()
    assert [act.action for act in acts] == ["roster.bring_in", "roster.apply", "roster.undo"]
    assert acts[1].after["counts"] == ["새 직원 1명", "바뀌는 직원 1명"]
    assert "새사람" not in str([act.after for act in acts])


def test_discarding_deletes_the_rows(office):
    roster = brought([{"개인번호": "N0001", **NEW}], DAY)
    services.discard(ADMIN, roster.public_id, version=roster.version)
    assert db.session.query(RosterLine).count() == 0
    with pytest.raises(Refusal):
        services.apply(ADMIN, roster.public_id, only_good=False, version=roster.version + 1)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_administrators_bring_officials_in(office, role):
    actor = Actor(account_id=None, held=(Held(role),))
    for who in (actor, NOBODY, Actor(held=(Held(Role.ADMIN, office.units["인사팀"].id),))):
        with pytest.raises(NotAllowed):
            brought([{"개인번호": "N0001", **NEW}], DAY, actor=who)


def test_a_file_that_is_no_list_is_refused_beside_its_field(office):
    for data, words in (
        (b"<html>", "엑셀"),
        (sheet([], ["개인번호", "성명"]), "한 명도"),
        (sheet([{"성명": "가"}]), "개인번호"),
    ):
        with pytest.raises(Refusal, match=words) as caught:
            services.bring_in(ADMIN, data, file_name="x.xlsx", valid_from=DAY)
        assert caught.value.field == "file"
    with pytest.raises(Missing):
        queries.roster_or_missing("0" * 32)


def test_a_formula_or_a_resident_number_is_a_wrong_cell_and_is_not_kept(office):
    roster = brought(
        [
            {"개인번호": "N0001", **NEW, "성명": '=HYPERLINK("x")시험인'},
            {"개인번호": "N0002", **NEW, "직렬": "990302-1234567"},
        ],
        DAY,
    )
    assert outcomes(roster) == [Outcome.WRONG, Outcome.WRONG]
    lines = queries.lines_of(roster.id)
    assert lines[0].errors[0].startswith("성명")
    assert lines[1].errors[0].startswith("직렬: 주민등록번호로 보이는")
    assert "990302" not in str(lines[1].given) + str(lines[1].errors)


def test_a_formula_is_an_error_of_its_row_and_keeps_no_other_row_out(office):
    data = sheet_with_a_formula([{"개인번호": "N0001", **NEW}, {"개인번호": "N0002", **NEW}], in_row=2)
    roster = services.bring_in(ADMIN, data, file_name="직원.xlsx", valid_from=DAY)
    roster = queries.roster_or_missing(roster.public_id)
    assert outcomes(roster) == [Outcome.WRONG, Outcome.NEW]
    assert errors(roster)[0].startswith("E2 칸에 수식이 있습니다.")
    with pytest.raises(Refusal):
        services.apply(ADMIN, roster.public_id, only_good=False, version=roster.version)
    services.apply(ADMIN, roster.public_id, only_good=True, version=roster.version)
    assert queries.roster_or_missing(roster.public_id).stage == Stage.DONE
    assert [personal_no for personal_no in ("N0001", "N0002") if is_personal_no_taken(personal_no)] == ["N0002"]
