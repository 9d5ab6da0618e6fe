"""What changes while somebody has a page open: roles, posts, days by decree, the session itself."""

import io
import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from portal.accounts import services
from portal.accounts.models import Grant
from portal.applications.models import Application, Attachment, Decision, Status
from portal.applications.services.deciding import decide_many
from portal.applications.services.settling import expire_returned, settle_due
from portal.applications.workflow import Action
from portal.core.actors import Role
from portal.core.clock import SEOUL, Holiday
from portal.core.db import db
from tests.applications.test_files import COUNSELING, PDF
from tests.databases import PASSWORD
from tests.factories.accounts import ADMIN
from tests.factories.applications import employee, form_address
from tests.factories.deciding import mark_of, office, officer_of, order, seated
from tests.factories.programs import open_round
from tests.factories.scene import account, unit

pytestmark = pytest.mark.usefixtures("app", "clock")
QUEUE = "/admin/applications"
DECISIONS = f"{QUEUE}/decisions"
HERE = {"Origin": "http://localhost"}


def grant_of(who, role=Role.OFFICER) -> Grant:
    return db.session.scalars(select(Grant).where(Grant.account_id == who.id, Grant.role == role)).one()


def stored(application) -> Application:
    db.session.rollback()
    return db.session.get_one(Application, application.id, populate_existing=True)


def approving(row) -> dict[str, str]:
    return {"mark": f"{row.public_id}:{row.version}", "action": "approve"}


def revoke(place) -> None:
    services.revoke_role(ADMIN, grant_of(place.officer).id, reason="업무 변경")


def transfer(place) -> None:
    grant_of(place.officer).unit_id = unit("다른 팀").id
    db.session.commit()


def close(place) -> None:
    services.deactivate(ADMIN, place.officer.id, reason="퇴직")


@pytest.mark.parametrize(("change", "status"), [(revoke, 403), (transfer, 404), (close, 401)])
def test_an_open_page_decides_nothing_once_its_officer_may_not(as_, change, status, htmx) -> None:
    place = office()
    row, client = seated(place), as_(place.officer)
    assert client.get(f"{QUEUE}/{row.public_id}").status_code == 200
    change(place)
    for path, data in (
        (DECISIONS, approving(row)),
        (f"{QUEUE}/{row.public_id}/notes", {"note": "메모"}),
        (f"{QUEUE}/{row.public_id}/assignment", {"handler": "0" * 32, "version": str(row.version)}),
    ):
        assert client.post(path, data=data, headers={**HERE, **htmx("queue-workspace")}).status_code == status, path
    assert client.get(f"{QUEUE}/{row.public_id}", headers=htmx("application-panel")).status_code in (303, status)
    assert (stored(row).status, db.session.scalars(select(Decision)).all()) == (Status.SUBMITTED, [])


def test_a_transfer_acts_at_midnight_and_not_a_moment_before(as_, clock) -> None:
    place = office()
    there, tomorrow = seated(place), clock.today() + timedelta(days=1)
    successor = account("후임")
    grant_of(place.officer).valid_to = tomorrow
    db.session.add(
        Grant(account_id=successor.id, role=Role.OFFICER, unit_id=place.team.id, valid_from=tomorrow, reason="전보")
    )
    db.session.commit()
    clock.freeze(datetime(2025, 3, 12, 23, 50, tzinfo=SEOUL))
    old, new = as_(place.officer), as_(successor)
    for moment, seen in (((2025, 3, 12, 23, 59, 59), [200, 403]), ((2025, 3, 13, 0, 0, 0), [403, 200])):
        clock.freeze(datetime(*moment, tzinfo=SEOUL))
        assert [browser.get(f"{QUEUE}/{there.public_id}").status_code for browser in (old, new)] == seen
        assert [browser.get(QUEUE).status_code for browser in (old, new)] == seen
    assert old.post(DECISIONS, data=approving(there)).status_code == 403
    assert stored(there).status == Status.SUBMITTED


def test_a_session_that_ends_while_files_are_sent_keeps_the_words_and_says_what_became_of_the_file(as_, clock) -> None:
    round_ = open_round(kind="hr_counseling", track="person", selection="review", capacity=None)
    who = employee()
    client = as_(who)
    clock.freeze(clock.now() + timedelta(hours=2))
    data = {**COUNSELING, "files": [(io.BytesIO(PDF), "증빙.pdf")]}
    answer = client.post(form_address(round_), data=data, content_type="multipart/form-data", headers=HERE)
    assert answer.status_code == 401
    assert "고민이 있습니다." in unescape(answer.text)
    assert "첨부 파일은" in answer.text and "다시 골라" in answer.text
    again = client.post(
        "/login", data={**hidden(answer.text), "login_id": who.login_id, "password": PASSWORD}, headers=HERE
    )
    assert "첨부 파일은 옮기지 못했습니다." in again.text
    assert client.post(form_address(round_), data=hidden(again.text), headers=HERE).status_code == 303
    form = client.get(form_address(round_)).text
    assert "고민이 있습니다." in form
    assert db.session.scalars(select(Attachment)).all() == []


def hidden(page: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def decree(day: date, *, is_off: bool = True) -> None:
    db.session.add(Holiday(day=day, name="임시공휴일", is_off=is_off))
    db.session.commit()
    db.session().info.pop("holidays", None)  # whoever comes next reads the table anew


def test_a_day_by_decree_counts_from_the_next_request_on(as_, clock) -> None:
    place = office()
    row, client = seated(place), as_(place.officer)
    asking = {**approving(row), "action": "return"}
    assert 'value="2025-03-19"' in client.post(DECISIONS, data=asking).text  # five working days after Wednesday 12
    decree(date(2025, 3, 14))
    assert 'value="2025-03-20"' in client.post(DECISIONS, data=asking).text
    for day in ("2025-03-14", "2025-03-15", "2025-03-16"):
        answer = client.post(DECISIONS, data={**asking, "confirmed": "1", "note": "보완", "return_by": day})
        assert answer.status_code == 422 and "근무일이 아닙니다" in answer.text
    decree(date(2025, 3, 15), is_off=False)  # a Saturday stays one
    assert (
        client.post(DECISIONS, data={**asking, "confirmed": "1", "note": "보완", "return_by": "2025-03-15"}).status_code
        == 422
    )
    assert stored(row).status == Status.SUBMITTED


@pytest.mark.parametrize("off", [[date(2025, 3, 20)], [date(2025, 3, 20), date(2025, 3, 21)]])
def test_a_deadline_that_becomes_a_holiday_ends_on_the_next_working_day(as_, clock, off) -> None:
    """민법 §161: a term whose last day is a holiday or a Saturday ends on the day after."""
    place = office()
    applicant = account("신청자")
    row = seated(place, who=applicant)
    returned = order(Action.RETURN, note="보완", return_by=date(2025, 3, 20))
    assert decide_many(officer_of(place), [mark_of(row)], returned).done
    clock.freeze(clock.now() + timedelta(minutes=6))
    settle_due()
    for day in off:
        decree(day)
    last = {1: datetime(2025, 3, 21, 23, 0, tzinfo=SEOUL), 2: datetime(2025, 3, 24, 23, 0, tzinfo=SEOUL)}[len(off)]
    clock.freeze(last)
    client = as_(applicant)
    assert f"2025. 3. {last.day}.(" in client.get(f"/applications/{row.public_id}").text
    assert client.get(f"/applications/{row.public_id}/correction").status_code == 200
    assert (expire_returned(), stored(row).status) == (0, Status.RETURNED)
    clock.freeze(last + timedelta(hours=2))
    assert as_(applicant).get(f"/applications/{row.public_id}/correction").status_code == 409
    assert (expire_returned(), stored(row).status) == (1, Status.EXPIRED)
