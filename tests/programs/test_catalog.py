"""The catalog: what is open to me, soon, closed, and why not."""

from datetime import datetime, timedelta

import pytest

from portal.core.actors import Role
from portal.core.db import SEOUL
from portal.programs.messages import window_words
from tests.factories.applications import applied, employee, form_address
from tests.factories.programs import closed, open_round

pytestmark = pytest.mark.usefixtures("app", "clock")


def positions(page, *words):
    return [page.index(word) for word in words]


def test_groups_stand_in_the_order_open_not_for_me_soon_closed(as_, clock, htmx):
    open_round(title="닫힌 것", **closed())
    open_round(title="예정인 것", apply_from=clock.now() + timedelta(days=3), apply_to=clock.now() + timedelta(days=9))
    open_round(title="내 것이 아닌 것", eligibility={"grade": ["9급"]})
    open_round(title="열린 것")
    page = as_(employee()).get("/programs", headers=htmx("program-list")).text
    order = positions(page, "열린 것", "내 것이 아닌 것", "예정인 것", "닫힌 것")
    assert order == sorted(order)
    assert "9급인 분이 신청할 수 있습니다. 회원님의 직급은 7급입니다." in page
    assert ("<html" in page) is not htmx.on


def test_only_kinds_in_use_are_shown(as_):
    round_ = open_round(kind="not-yet", title="아직 없는 종류")
    client = as_(employee())
    assert "아직 없는 종류" not in client.get("/programs").text
    assert client.get(f"/programs/{round_.program_id}").status_code == 404
    assert client.get(f"/programs/{round_.program_id}/rounds/{round_.id}/application").status_code == 404


def test_filter_by_kind(as_):
    open_round(title="워크숍인 것")
    open_round(kind="mentoring", track="mentor", title="멘토링인 것")
    page = as_(employee()).get("/programs?kind=mentoring").text
    assert "멘토링인 것" in page and "워크숍인 것" not in page
    assert "워크숍인 것" in as_(employee()).get("/programs?kind=nonsense").text


def test_seats_and_those_who_wait_are_shown(as_):
    round_ = open_round(capacity=2)
    applied(employee(), round_)
    assert "남은 자리 1 / 2 · 예비 0" in as_(employee()).get(f"/programs/{round_.program_id}").text
    applied(employee(), round_)
    applied(employee(), round_)
    assert "남은 자리 0 / 2 · 예비 1" in as_(employee()).get("/programs").text


def test_labels_follow_the_clock(as_, clock):
    round_ = open_round()
    account = employee()
    address = f"/programs/{round_.program_id}"
    assert "접수 중" in as_(account).get(address).text
    clock.freeze(round_.apply_to)
    assert "접수 중" in as_(account).get(address).text
    clock.freeze(round_.apply_to + timedelta(seconds=1))
    page = as_(account).get(address).text
    assert "마감" in page and "/application" not in page.split("<main")[1].split("</main>")[0].replace(
        "/applications", ""
    )


def test_an_older_round_steps_back_behind_a_newer_one(as_):
    old = open_round(name="봄 회차", **closed())
    program = old.program
    page_before = as_(employee()).get(f"/programs/{program.id}").text
    assert "봄 회차" in page_before
    from_now = open_round(name="가을 회차")
    from_now.program = program
    page = as_(employee()).get(f"/programs/{program.id}").text
    assert "가을 회차" in page and "봄 회차" not in page


def test_officers_of_the_owning_team_find_the_queue(as_):
    round_ = open_round()
    link = f"/admin/applications?program={round_.program_id}"
    assert link in as_(employee(Role.OFFICER)).get(f"/programs/{round_.program_id}").text
    assert link not in as_(employee()).get(f"/programs/{round_.program_id}").text


def test_statements_do_not_grow_with_the_catalog(as_, statements):
    client = as_(employee())
    counts = []
    for _ in range(2):
        for kind, track in (
            ("workshop", ""),
            ("mentoring", "mentee"),
            ("mentoring", "mentor"),
            ("hr_counseling", "person"),
        ):
            open_round(kind=kind, track=track)
        statements.clear()
        assert client.get("/programs").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] == 8, statements


def test_a_full_round_says_which_place_applying_now_would_give(as_):
    round_ = open_round(capacity=1)
    address = f"/programs/{round_.program_id}"
    reader = employee()
    assert "번입니다" not in as_(reader).get(address).text
    applied(employee(), round_)
    assert "지금 신청하시면 예비 1번입니다." in as_(reader).get(address).text
    applied(employee(), round_)
    assert "지금 신청하시면 예비 2번입니다." in as_(reader).get(address).text
    waiting = applied(reader, round_)
    assert "지금 신청하시면" not in as_(reader).get(address).text
    assert waiting.status == "waitlisted"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2025, 7, 14, 9), (2025, 8, 22, 18), "7. 14.(월) 09:00 ~ 8. 22.(금) 18:00"),
        ((2024, 12, 30, 9), (2025, 1, 3, 18), "2024. 12. 30.(월) 09:00 ~ 1. 3.(금) 18:00"),
        ((2025, 7, 14, 9), None, "7. 14.(월) 09:00 ~"),
        (None, None, ""),
    ],
)
def test_a_window_names_other_years_only_and_never_breaks_a_moment(first, last, words):
    moments = [datetime(*one, tzinfo=SEOUL) if one else None for one in (first, last)]
    written = window_words(*moments, 2025)
    assert written.replace("\N{NO-BREAK SPACE}", " ") == words
    assert len(written.split(" ")) <= 3


def test_who_has_applied_finds_the_application_and_who_withdrew_may_apply_again(as_):
    round_, person = open_round(), employee()
    application = applied(person, round_)
    client, address = as_(person), f"/programs/{round_.program_id}"
    page = client.get(address).text
    assert f'href="/applications/{application.public_id}"' in page
    assert form_address(round_) not in page
    client.post(f"/applications/{application.public_id}/withdrawal", data={"reason": "바빠졌습니다"})
    page = client.get(address).text
    assert form_address(round_) in page
    again = applied(person, round_)
    assert (again.id != application.id, again.status) == (True, "submitted")
