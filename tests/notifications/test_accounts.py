"""What somebody hears of their own account, and that who has moved away hears nothing of the old team."""

from datetime import date

import pytest
from sqlalchemy import select

from portal import worker
from portal.accounts import queries as accounts
from portal.accounts import services
from portal.accounts.models import Grant, Purpose
from portal.applications.queries.panel import handlers_for
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.directory.models import Assignment, Post
from portal.notifications import accounts as words
from portal.notifications import queries
from portal.notifications.models import Notice
from tests.databases import PASSWORD
from tests.factories.scene import account, actor_of, application, scene, unit


def bell_of(who):
    return list(db.session.scalars(select(Notice).where(Notice.person_id == who.person_id).order_by(Notice.id)))


def sit(who, where):
    """Put somebody on a post of a unit, and nowhere else."""
    for held in db.session.scalars(select(Assignment).where(Assignment.person_id == who.person_id)):
        held.valid_to = date(2025, 3, 12)
    post = Post(unit_id=where.id)
    db.session.add(post)
    db.session.flush()
    begin = date(2025, 3, 12) if who.moved else date(2024, 1, 1)
    db.session.add(Assignment(person_id=who.person_id, post_id=post.id, valid_from=begin))
    db.session.commit()
    who.moved = True


@pytest.fixture
def office(app, clock):
    place = scene()
    place.officer.moved = False
    sit(place.officer, place.team)
    return place


@pytest.fixture
def admin(office):
    return actor_of(account("관리자"), Held(Role.ADMIN))


def test_a_right_given_and_taken_is_told_with_unit_days_and_reason(office, admin):
    who = office.applicant
    grant = services.grant_role(admin, who.id, role=Role.DUTY, unit_id=office.team.id, reason="업무 분장")
    services.revoke_role(admin, grant.id, reason="업무 변경")
    given, taken = bell_of(who)
    assert (given.title, given.body) == (
        words.GIVEN,
        "당직 담당(인재개발팀)\n기간: 2025. 3. 12.(수) ~\n사유: 업무 분장",
    )
    assert (taken.title, taken.body) == (
        words.TAKEN,
        "당직 담당(인재개발팀)\n회수일: 2025. 3. 12.(수)\n사유: 업무 변경",
    )
    assert {one.link for one in (given, taken)} == {"/account"}


def test_who_gets_a_new_password_hears_of_it_whoever_set_it(office, admin, client):
    who = office.applicant
    link = services.make_link(admin, who.id, purpose=Purpose.PASSWORD)
    new = {"password": "새로 정한 긴 비밀번호", "password_again": "새로 정한 긴 비밀번호"}
    assert client.post(f"/links/{link.token}", data=new).status_code == 303
    services.create_first_admin(admin, login_id=who.login_id, name=who.name, password=PASSWORD, person_id=who.person_id)
    assert [notice.title for notice in bell_of(who)] == [words.LINK, words.CHANGED, words.GIVEN, words.RESET]
    assert "바로 총무과로" in bell_of(who)[0].body
    assert link.token not in "".join(notice.body for notice in bell_of(who))


def test_somebody_from_outside_has_no_bell(office, admin):
    outside = services.create_account(admin, login_id="outside", name="기관 상담사")
    services.grant_role(admin, outside.id, role=Role.CANDIDATE, reason="협약")
    services.make_link(admin, outside.id, purpose=Purpose.PASSWORD)
    assert db.session.scalars(select(Notice)).all() == []


def test_a_right_that_hangs_on_a_post_ends_with_it(office, admin, monkeypatch, app):
    officer, what = office.officer, application(office)
    grant = db.session.scalars(select(Grant).where(Grant.account_id == officer.id, Grant.role == Role.OFFICER)).one()
    grant.home_unit_id = office.team.id
    db.session.commit()
    today = date(2025, 3, 12)
    assert queries.officers_of(office.team, today) == [officer.person_id]
    assert [one.person_id for one in handlers_for(what, today)] == [officer.person_id]
    sit(officer, unit("다른 팀"))
    assert queries.officers_of(office.team, today) == []
    assert handlers_for(what, today) == []
    monkeypatch.setattr(worker, "the_app", lambda: app)
    for _twice in range(2):
        worker.end_rights_of_moved.call_local()
    db.session.rollback()
    assert (grant.valid_to, grant.end_reason) == (today, "소속 변경")
    assert [notice.title for notice in bell_of(officer)] == [words.TAKEN]
    assert accounts.count_of_rights() == len(db.session.scalars(select(Grant)).all()) - 1
