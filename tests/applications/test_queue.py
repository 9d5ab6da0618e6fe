"""The officers' queue as a page: who sees what and by which filters, with and without HTMX."""

import re
from datetime import timedelta

import pytest

from portal.accounts.models import Grant
from portal.applications import messages
from portal.applications.models import Status
from portal.applications.services.deciding import decide_many
from portal.applications.workflow import Action
from portal.core.actors import Held, Role
from portal.core.db import db
from tests.factories.deciding import another_round, mark_of, order, seated, unseated, waiting
from tests.factories.queue import QUEUE, names_in, post, status_of
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("clock")


def test_queue_shows_what_is_to_be_handled_the_longest_waiting_first(place, officer, clock, htmx):
    now = clock.now()
    seated(place, "나중", waiting_since=now - timedelta(days=1))
    seated(place, "먼저", waiting_since=now - timedelta(days=9))
    seated(place, "끝남", status=Status.APPROVED)
    answer = officer.get(QUEUE, headers=htmx("applications-table"))
    assert names_in(answer) == ["먼저", "나중"]
    assert "지연 4일" in answer.text  # since Monday 3. 3.: seven working days, three are allowed
    assert ("<html" in answer.text) is not htmx.on


def test_tabs_count_by_state(place, officer):
    seated(place)
    for status in (Status.APPROVED, Status.ACTIVE, Status.REJECTED):
        seated(place, status=status)
    waiting(place)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", officer.get(QUEUE).text))
    for words in ("처리할 것 1", "예비 1", "선정 2", "반려·미선정 1", "전체 5"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=김하나", ["김하나"]),
        ("q=2025-", ["김하나", "박둘"]),
        ("office=가온", ["김하나"]),
        ("grade=8급", ["박둘"]),
        ("since=2025-03-10", ["박둘"]),
        ("state=all&sort=name&q=", ["김하나", "박둘", "최끝"]),
        ("state=approved", ["최끝"]),
        ("q=%25", []),
        ("program=999999999", []),
        ("round=999999999999999999", ["김하나", "박둘"]),
        ("state=nonsense&sort=nonsense&page=-3&since=2025-02-30", ["김하나", "박둘"]),
        ("q=%EF%BF%BD&office=%E2%80%AE", ["김하나", "박둘"]),
        ("page=9999", ["김하나", "박둘"]),
    ],
)
def test_filters_stand_in_the_address(place, officer, clock, query, expected):
    now = clock.now()
    seated(place, "김하나", waiting_since=now - timedelta(days=9), snapshot_unit_name="가온고등학교")
    seated(place, "박둘", waiting_since=now - timedelta(days=1), snapshot_grade="8급")
    seated(place, "최끝", status=Status.APPROVED)
    answer = officer.get(f"{QUEUE}?{query}")
    assert answer.status_code == 200
    assert names_in(answer) == expected


def test_a_search_stays_in_the_state_whose_tab_was_chosen(place, officer):
    seated(place, status=Status.APPROVED)
    tab = officer.get(f"{QUEUE}?state=approved", headers={"HX-Request": "true", "HX-Target": "#applications-table"})
    assert '<input type="hidden" name="state" value="approved" form="queue-filters">' in tab.text
    assert 'name="state"' not in officer.get(QUEUE).text


def test_filters_by_program_and_round(place, officer):
    seated(place, "여기")
    other = another_round(place)
    seated(place, "저기", round=other)
    assert names_in(officer.get(f"{QUEUE}?program={other.program_id}")) == ["저기"]
    assert names_in(officer.get(f"{QUEUE}?round={place.round.id}")) == ["여기"]


def test_another_teams_applications_do_not_exist(place, as_):
    application = seated(place, "비밀이름")
    stranger = as_(account("남의팀", Role.OFFICER, team=unit("총무팀")))
    assert "비밀이름" not in stranger.get(f"{QUEUE}?state=all").text
    assert stranger.get(f"{QUEUE}/{application.public_id}").status_code == 404
    assert post(stranger, "approve", application).status_code == 404
    assert status_of(application) == Status.SUBMITTED


def test_the_head_sees_the_whole_division_and_nothing_beyond(place, as_):
    db.session.add(place.team)
    elsewhere = another_round(place, team=unit("다른 과"))
    seated(place, "우리팀")
    seated(place, "다른과", round=elsewhere)
    head = account("과장")
    since = place.round.reference_date.replace(year=2020)
    db.session.add(Grant(account_id=head.id, role=Role.HEAD, unit_id=place.team.parent_id, valid_from=since, reason=""))
    db.session.commit()
    assert names_in(as_(head).get(f"{QUEUE}?state=all")) == ["우리팀"]


def test_counselor_sees_only_sensitive_applications_in_their_hands(place, as_):
    counseling = another_round(place, kind="hr_counseling")
    counselor = account("상담자", Role.COUNSELOR)
    mine = seated(place, "나의상담", round=counseling, assignee_id=counselor.person_id)
    others = seated(place, "남의상담", round=counseling)
    workshop = seated(place, "워크숍", assignee_id=counselor.person_id)
    client = as_(counselor)
    assert names_in(client.get(f"{QUEUE}?state=all")) == ["나의상담"]
    assert client.get(f"{QUEUE}/{mine.public_id}").status_code == 200
    assert {client.get(f"{QUEUE}/{row.public_id}").status_code for row in (others, workshop)} == {404}
    assert post(client, "approve", mine).status_code == 403


def test_counseling_is_hidden_from_everybody_else(place, as_):
    counseling = another_round(place, kind="hr_counseling")
    row = seated(place, "조용한사람", round=counseling)
    for role in (Role.REPORTER, Role.AUDITOR, Role.ADMIN, Role.EMPLOYEE):
        answer = as_(account("누구", role)).get(f"{QUEUE}/{row.public_id}")
        assert answer.status_code == 403
        assert "조용한사람" not in answer.text
    stranger = as_(account("교육팀", Role.LEAD, team=unit("다른 팀")))
    assert stranger.get(f"{QUEUE}/{row.public_id}").status_code == 404


def test_application_opens_beside_the_list_or_as_its_own_page(place, officer, htmx):
    application = seated(place, "김하나", snapshot_unit_name="가온고등학교", eligibility_words="재직 3년")
    answer = officer.get(f"{QUEUE}/{application.public_id}?q=김", headers=htmx("application-panel"))
    for words in ("김하나", "가온고등학교", "재직 3년", application.receipt_no):
        assert words in answer.text
    assert ("<html" in answer.text) is not htmx.on
    assert f'value="{application.public_id}:{application.version}"' in answer.text


def seen(answer):
    """Return the words of a page and the addresses it leads to."""
    return re.sub(r"<[^>]*>", " ", answer.text).split(), re.findall(r'href="([^"]*)"', answer.text)


def test_ones_own_is_not_in_the_queue_where_it_would_tell_what_is_not_told_yet(place, officer, htmx):
    own = seated(place, "담당본인", who=place.officer)
    seated(place, "김하나")
    colleague = actor_of(account("동료"), Held(Role.OFFICER, place.team.id))
    before = seen(officer.get(f"{QUEUE}?state=all", headers=htmx("applications-table")))
    assert decide_many(colleague, [mark_of(own)], order(Action.REJECT)).done
    for query in ("state=all", "state=declined", "state=todo", "state=all&sort=name", f"state=all&q={own.receipt_no}"):
        assert own.public_id not in officer.get(f"{QUEUE}?{query}", headers=htmx("applications-table")).text
    assert seen(officer.get(f"{QUEUE}?state=all", headers=htmx("applications-table"))) == before


def test_one_does_not_get_to_mark_or_decide_ones_own(place, officer):
    own = seated(place, "담당본인", who=place.officer)
    page = officer.get(f"{QUEUE}/{own.public_id}").text
    assert messages.OWN in page
    assert "data-queue-action" not in page
    assert post(officer, "approve", own).status_code == 409


def test_long_lists_have_pages(place, officer):
    for n in range(51):
        unseated(place, f"신청자{n:02}")
    assert len(names_in(officer.get(QUEUE))) == 50
    assert names_in(officer.get(f"{QUEUE}?page=2")) == ["신청자50"]


def test_empty_queue_says_what_to_do_next(officer):
    assert "처리할 신청이 없습니다." in officer.get(QUEUE).text
    assert "조건에 맞는 신청이 없습니다." in officer.get(f"{QUEUE}?q=없는사람").text


def test_statements_do_not_grow_with_the_list(place, officer, statements):
    counts = []
    for size in (2, 30):
        for _ in range(size):
            seated(place)
        db.session.commit()
        statements.clear()
        officer.get(QUEUE)
        counts.append(len(statements))
    assert counts == [8, 8], statements


def test_a_page_that_only_shows_does_not_let_a_candidate_in(place, as_):
    assert as_(account("직원")).get(QUEUE).status_code == 403
