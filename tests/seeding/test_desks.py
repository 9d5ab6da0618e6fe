"""What lies on the desks of the demonstration's people on its first day."""

import pytest
from sqlalchemy import func, select

from portal.applications.models import Application, Attachment, Decision, Draft
from portal.core.db import db
from portal.core.storage import is_really
from portal.notifications.messages import NEUTRAL_FOR_OFFICERS
from portal.notifications.models import Notice
from portal.programs.models import Program, Round
from portal.seeding import accounts, desks


def notices_of(login_id):
    person_id = accounts.personas()[login_id]
    return list(db.session.scalars(select(Notice).where(Notice.person_id == person_id)))


def test_employee_has_the_result_of_spring_unread(seeded):
    unread = [one for one in notices_of("employee") if one.read_at is None]
    assert [one.title for one in unread] == ["저경력공무원 워크숍 신청 결과를 알려 드립니다."]


@pytest.mark.parametrize("login_id", ["officer", "trainer"])
def test_officers_have_one_line_a_program_with_as_many_as_came_in(seeded, login_id):
    lines = notices_of(login_id)
    assert lines
    for line in lines:
        program_id = int(line.link.rpartition("=")[2])
        latest = (
            select(func.count())
            .select_from(Application)
            .join(Round, Round.id == Application.round_id)
            .where(Round.program_id == program_id, Application.submitted_at >= desks._NEWS_SINCE)
        )
        assert 0 < line.count <= db.session.scalar(latest)
        program = db.session.get(Program, program_id)
        assert (line.title == NEUTRAL_FOR_OFFICERS) is (program.kind == "hr_counseling")


def test_nothing_is_told_before_it_happened_and_nothing_can_be_undone(seeded, today):
    assert max(one.due_at for one in db.session.scalars(select(Notice))).date() <= today
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 0


def test_newcomer_finds_wishes_half_written(seeded):
    (draft,) = db.session.scalars(select(Draft).where(Draft.person_id == accounts.personas()["newcomer"]))
    assert draft.answers["topics"] == ["급여", "지출"]
    assert not draft.checked


def test_some_requests_come_with_a_paper_that_is_one(seeded):
    files = list(db.session.scalars(select(Attachment)))
    assert len(files) == desks._FILES
    paper = desks._paper("A line")
    assert is_really("pdf", paper)
    assert paper.count(b" obj<<") == 5
    assert paper[int(paper.rsplit(b"startxref\n", 1)[1].split(b"\n")[0]) :].startswith(b"xref")
