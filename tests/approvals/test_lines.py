"""Which line a program goes up: who says so, what is no line, and what it was before."""

import pytest
from sqlalchemy import select

from portal.approvals import messages
from portal.approvals.models import Line, Seat, StepKind
from portal.approvals.queries import goes_up, line_of
from portal.approvals.queries.lines import lines_ever
from portal.approvals.services.lines import change_line
from portal.approvals.wishes import BY_THE_DRAFTER, DEFAULT, Wanted
from portal.audit.models import AuditEntry
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from portal.directory.models import Post
from tests.factories.approvals import desk, seat
from tests.factories.deciding import office, officer_of
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("app", "clock")
REVIEW, FINAL = StepKind.REVIEW, StepKind.FINAL


def test_an_officer_gives_a_program_a_line_and_another_and_both_are_read():
    place = office()
    first = change_line(officer_of(place), place.program.id, steps=DEFAULT, reason="처음")
    assert (goes_up(place.program.id), messages.line_words(first.steps)) == (True, "담당 기안 → 팀장 검토 → 과장 전결")
    change_line(officer_of(place), place.program.id, steps=BY_THE_DRAFTER, known=first.id, reason="경미한 사항")
    assert goes_up(place.program.id) is False
    assert [(messages.line_words(one.steps), one.ended_at is None) for one in lines_ever(place.program.id)] == [
        ("담당 전결", True), ("담당 기안 → 팀장 검토 → 과장 전결", False),
    ]  # fmt: skip
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "approval_line.change")).all()[-1]
    assert (entry.before["line"], entry.after["line"], entry.reason) == (
        "담당 기안 → 팀장 검토 → 과장 전결", "담당 전결", "경미한 사항",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "may"), [(Role.OFFICER, True), (Role.LEAD, True), (Role.HEAD, True), (Role.COUNSELOR, False)]
)
def test_who_may_say_which_line_a_program_goes_up(role, may):
    place = office()
    actor = actor_of(account("누구"), Held(role, place.team.id))
    if may:
        assert change_line(actor, place.program.id, steps=DEFAULT).program_id == place.program.id
    else:
        with pytest.raises(NotAllowed):
            change_line(actor, place.program.id, steps=DEFAULT)


def test_another_team_says_nothing_about_it():
    place = office()
    stranger = actor_of(account("남"), Held(Role.OFFICER, unit("총무팀").id))
    with pytest.raises(NotAllowed):
        change_line(stranger, place.program.id, steps=DEFAULT)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((Wanted(REVIEW, Seat.TEAM_HEAD),), messages.LAST_IS_FINAL),
        ((Wanted(FINAL, Seat.TEAM_HEAD), Wanted(FINAL, Seat.DIVISION_HEAD)), messages.LAST_IS_FINAL),
        ((), messages.LAST_IS_FINAL),
        ((Wanted(REVIEW, Seat.DRAFTER), Wanted(FINAL, Seat.DIVISION_HEAD)), messages.DRAFTER_ALONE),
        ((Wanted(REVIEW, Seat.TEAM_HEAD), Wanted(FINAL, Seat.TEAM_HEAD)), messages.TWICE),
        ((Wanted(FINAL, Seat.POST),), messages.NAME_POST),
        ((Wanted(FINAL, Seat.POST, 999_999),), messages.NAME_POST),
    ],
)
def test_what_is_no_line_is_refused(steps, why):
    place = office()
    with pytest.raises(Refusal) as no:
        change_line(officer_of(place), place.program.id, steps=steps)
    assert str(no.value) == why
    assert line_of(place.program.id) is None


def test_a_secret_program_is_decided_at_the_desk():
    place = office()
    place.program.kind = "hr_counseling"
    db.session.commit()
    with pytest.raises(Refusal, match="담당자가 전결"):
        change_line(officer_of(place), place.program.id, steps=DEFAULT)
    assert change_line(officer_of(place), place.program.id, steps=BY_THE_DRAFTER).goes_up is False


def test_the_later_of_two_who_change_a_line_is_told():
    here = desk()
    known = line_of(here.place.program.id)
    assert known is not None
    change_line(here.lead, here.place.program.id, steps=BY_THE_DRAFTER, known=known.id)
    with pytest.raises(Stale):
        change_line(here.officer, here.place.program.id, steps=(DEFAULT[1],), known=known.id)
    assert len(db.session.scalars(select(Line)).all()) == 2


def test_another_team_cooperates_by_a_named_post():
    here = desk()
    post = seat(account("민원팀장"), unit("민원팀", here.division), "팀장", is_head=True)
    known = line_of(here.place.program.id)
    steps = (DEFAULT[0], Wanted(StepKind.COOPERATION, Seat.POST, post.id), DEFAULT[1])
    line = change_line(here.officer, here.place.program.id, steps=steps, known=known.id if known else None)
    assert messages.line_words(line.steps) == "담당 기안 → 팀장 검토 → 민원팀장 협조 → 과장 전결"


@pytest.mark.parametrize(
    ("title", "team", "name"),
    [
        ("팀장", "인사팀", "인사팀장"),
        ("과장", "총무과", "총무과장"),
        ("사무관", "총무과", "총무과 사무관"),
        ("", "총무과", "총무과 담당"),
    ],
)
def test_posts_are_named_as_an_office_names_them(title, team, name):
    assert messages.post_name(Post(title=title, unit=unit(team))) == name
