"""What somebody asks to be counseled about is read by those who handle it, their lead and the head; by no one else."""

import pytest

from portal.applications import messages
from portal.applications.models import Attachment, Status
from portal.applications.policies import may_read_content
from portal.applications.services.assigning import note
from portal.applications.services.deciding import decide_many
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.storage import path_of
from portal.kinds.hr_counseling.models import CounselingRequest
from tests.factories.deciding import another_round, mark_of, office, officer_of, order, seated
from tests.factories.queue import post, status_of
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("app", "clock")

SECRET = "아무에게도 말하지 못한 이야기"
FILE = "진단서.pdf"


@pytest.fixture
def place():
    return office()


@pytest.fixture
def request_(place):
    asked = seated(place, "홍길동", round=another_round(place, kind="hr_counseling", track="person"))
    db.session.add(
        CounselingRequest(
            application_id=asked.id,
            topics=["고충"],
            mode="전화",
            body=SECRET,
            place="",
            slots=[],
            hide_from_office=True,
        )
    )
    stored = "ab" * 32
    db.session.add(
        Attachment(
            person_id=asked.person_id,
            application_id=asked.id,
            file_name=FILE,
            content_type="application/pdf",
            size=3,
            sha256="0" * 64,
            stored_as=stored,
            uploaded_at=clock.now(),
        )
    )
    db.session.commit()
    path_of(stored).parent.mkdir(parents=True)
    path_of(stored).write_bytes(b"pdf")
    return asked


def reads(client, asked):
    """Return whether somebody reads the words and gets the file; the two always go together."""
    panel = client.get(f"/admin/applications/{asked.public_id}").text
    address = db.session.query(Attachment.public_id).filter_by(application_id=asked.id).scalar()
    given = client.get(f"/files/{address}").status_code == 200
    assert (SECRET in panel, FILE in panel) == (given, given)
    return given


def test_an_officer_of_the_team_reads_it_once_it_is_in_their_hands(place, request_, as_):
    client, colleague = as_(place.officer), as_(account("박동료", Role.OFFICER, team=place.team))
    assert not reads(client, request_)
    assert decide_many(officer_of(place), [mark_of(request_)], order(Action.START)).done
    assert reads(client, request_) and not reads(colleague, request_)


@pytest.mark.parametrize("role", [Role.LEAD, Role.HEAD])
def test_the_lead_and_the_head_read_it(place, request_, as_, role):
    assert reads(as_(account("류팀장", role, team=place.team)), request_)


def test_only_the_counselor_in_whose_hands_it_is_reads_it(place, request_, as_):
    mine, other = (account(name, Role.COUNSELOR, team=place.team) for name in ("강상담", "이상담"))
    request_.assignee_id = mine.person_id
    assert reads(as_(mine), request_) and not reads(as_(other), request_)


@pytest.mark.parametrize("role", [Role.INSTITUTION, Role.ADMIN, Role.AUDITOR, Role.COUNSELOR, Role.PROVIDER, Role.DUTY])
def test_other_roles_read_nothing(place, request_, as_, role):
    assert not reads(as_(account("남다른", role)), request_)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEAD])
def test_another_team_reads_nothing(place, request_, as_, role):
    client = as_(account("서선욱", role, team=unit("다른팀")))
    assert not reads(client, request_)
    assert client.get(f"/admin/applications/{request_.public_id}").status_code == 404


def test_an_ordinary_application_is_read_by_every_officer_of_its_team(place):
    colleague = officer_of(place, who=account("박동료", Role.OFFICER, team=place.team))
    assert may_read_content(colleague, seated(place))


def test_the_reason_told_and_the_notes_are_content_too(place, request_, as_):
    lead = officer_of(place, who=account("류팀장", Role.LEAD, team=place.team), role=Role.LEAD)
    note(lead, request_.public_id, words=f"메모: {SECRET}")
    assert decide_many(lead, [mark_of(request_)], order(Action.RETURN, note=f"안내: {SECRET}")).done
    colleague = as_(account("박동료", Role.OFFICER, team=place.team))
    assert SECRET not in colleague.get(f"/admin/applications/{request_.public_id}").text
    answer = colleague.post(f"/admin/applications/{request_.public_id}/notes", data={"note": "글"})
    assert answer.status_code == 403


def test_nobody_decides_on_what_they_may_not_read(place, request_, as_):
    other = seated(place, "박둘")
    client = as_(place.officer)
    page = client.get(f"/admin/applications/{request_.public_id}").text
    assert 'value="start"' in page and 'value="approve"' not in page and 'value="reject"' not in page
    bulk = post(client, "approve", request_, other)
    assert f"<b>홍길동</b>: {messages.NOT_READ_BY_YOU}" in bulk.text
    assert (status_of(request_), status_of(other)) == (Status.SUBMITTED, Status.APPROVED)
    assert decide_many(officer_of(place), [mark_of(request_)], order(Action.NOT_SELECT)).refused
    post(client, "start", request_)
    assert 'value="approve"' in client.get(f"/admin/applications/{request_.public_id}").text
    post(client, "approve", request_)
    assert status_of(request_) == Status.APPROVED


def test_an_officer_learns_of_their_own_application_what_applicants_learn(place, as_):
    own = seated(place, "김본인", who=place.officer)
    colleague = officer_of(place, who=account("박동료", Role.OFFICER, team=place.team))
    note(colleague, own.public_id, words="우리끼리의 메모")
    assert decide_many(colleague, [mark_of(own)], order(Action.REJECT, note="속마음")).done
    page = as_(place.officer).get(f"/admin/applications/{own.public_id}").text
    assert "우리끼리의 메모" not in page and "속마음" not in page and "안내되지 않았습니다" not in page
    assert actor_of(place.officer, Held(Role.OFFICER, place.team.id)).person_id == own.person_id
