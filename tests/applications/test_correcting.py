"""What an officer asks to mend, and what a correction says of itself."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.applications.models import Application, Step
from portal.applications.services import settling
from portal.applications.services.deciding import decide_many
from portal.audit.models import AuditEntry
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.kinds.mentoring.models import Mentee
from portal.notifications.models import Notice
from tests.factories.applications import WORKSHOP_SENT, applied, employee
from tests.factories.deciding import mark_of, order
from tests.factories.programs import open_round
from tests.factories.scene import account, actor_of

pytestmark = pytest.mark.usefixtures("clock")
DECISIONS = "/admin/applications/decisions"
BY = "2025-03-19"


@pytest.fixture
def round_(app, clock):
    return open_round()


@pytest.fixture
def officer(round_):
    return account("김산원", Role.OFFICER, team=round_.program.owner_unit)


def ask(officer, application, *fields, words="전화번호가 끊어졌습니다."):
    actor = actor_of(officer, Held(Role.OFFICER, application.round.program.owner_unit_id))
    return decide_many(actor, [mark_of(application)], order(action="return", note=words, fields=fields))


def tell(clock):
    clock.freeze(clock.now() + timedelta(minutes=6))
    settling.settle_due()


def steps(application, action):
    found = select(Step).where(Step.application_id == application.id, Step.action == action)
    return list(db.session.scalars(found.order_by(Step.id)))


def mend(client, application, **more):
    address = f"/applications/{application.public_id}/correction"
    (version,) = re.findall(r'name="version" value="(\d+)"', client.get(address).text)
    return client.post(address, data={**WORKSHOP_SENT, "version": version, **more})


def test_officer_ticks_what_to_mend_from_the_kinds_own_form(round_, officer, as_, htmx):
    application = applied(employee(), round_)
    mark = {"mark": f"{application.public_id}:{application.version}", "action": "return"}
    asked = as_(officer).post(DECISIONS, data=mark, headers=htmx("application-panel")).text
    assert "보완할 항목" in asked
    assert "비상연락처" in asked
    sent = {**mark, "confirmed": "1", "note": "다시 적어 주세요.", "fields": ["emergency", "boarding"], "return_by": BY}
    assert as_(officer).post(DECISIONS, data=sent).status_code == 303
    fresh = db.session.get_one(Application, application.id, populate_existing=True)
    assert fresh.return_fields == ["emergency", "boarding"]


def test_a_deadline_is_a_working_day(round_, officer, as_):
    application = applied(employee(), round_)
    sent = {"mark": f"{application.public_id}:{application.version}", "action": "return", "confirmed": "1"}
    answer = as_(officer).post(DECISIONS, data={**sent, "note": "확인", "return_by": "2025-03-15"})
    assert answer.status_code == 422
    assert "근무일이 아닙니다" in answer.text


def test_fields_nobody_asked_for_are_left_out(round_, officer):
    application = applied(employee(), round_)
    ask(officer, application, "emergency", "hired_on", "<b>")
    assert application.return_fields == ["emergency"]


def test_applications_of_different_kinds_offer_no_fields(round_, officer, as_):
    other = open_round(kind="mentoring", track="mentee", owner=round_.program.owner_unit)
    wishes = {"mentor_gender": "무관", "topics": ["급여"], "days": ["월요일"], "ways": ["대면"], "district": "",
              "note": ""}  # fmt: skip
    mentee = employee()
    listed = {"program_id": other.program_id, "year": 2025, "listed_on": other.starts_on}
    db.session.add(Mentee(person_id=mentee.person_id, **listed))
    db.session.commit()
    rows = [applied(employee(), round_), applied(mentee, other, **wishes)]
    marks = [f"{one.public_id}:{one.version}" for one in rows]
    answer = as_(officer).post(DECISIONS, data={"mark": marks, "action": "return"}).text
    assert "2건 보완 요청" in answer
    assert "보완할 항목" not in answer


def test_applicant_is_told_what_to_mend_and_finds_it_marked(round_, officer, as_, clock):
    person = employee()
    application = applied(person, round_)
    ask(officer, application, "emergency")
    tell(clock)
    bodies = [one.body for one in db.session.scalars(select(Notice).where(Notice.person_id == person.person_id))]
    assert any("보완하실 항목: 비상연락처" in body for body in bodies)
    page = as_(person).get(f"/applications/{application.public_id}/correction").text
    assert page.count("보완해 주실 항목입니다") == 1
    assert page.index("보완해 주실 항목입니다") < page.index('id="emergency"')
    assert '<a href="#emergency">비상연락처' in page
    assert "전화번호가 끊어졌습니다." in page


def test_a_correction_names_what_changed_and_not_how(round_, as_):
    person = employee()
    application = applied(person, round_)
    assert mend(as_(person), application, emergency="어머니 010-9999-8888", boarding="개별 이동").status_code == 303
    (step,) = steps(application, "correct")
    assert step.note == "바뀐 항목: 출발지, 비상연락처(관계·전화)"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "application.correct")).one()
    assert entry.reason == step.note
    assert "9999" not in entry.reason


def test_saving_without_a_change_names_nothing(round_, as_):
    person = employee()
    application = applied(person, round_)
    mend(as_(person), application)
    assert [step.note for step in steps(application, "correct")] == [""]


def test_mending_clears_what_was_asked_and_says_what_changed(round_, officer, as_, clock):
    person = employee()
    application = applied(person, round_)
    ask(officer, application, "emergency")
    tell(clock)
    assert mend(as_(person), application, mobile="010-2222-3333").status_code == 303
    fresh = db.session.get_one(Application, application.id, populate_existing=True)
    assert (fresh.status, fresh.return_fields, fresh.reason) == ("submitted", [], "")
    assert [step.note for step in steps(application, "correct")] == ["바뀐 항목: 휴대전화"]


def test_undoing_a_return_brings_back_what_was_asked_before(round_, officer):
    application = applied(employee(), round_)
    outcome = ask(officer, application, "emergency")
    settling.undo(actor_of(officer, Held(Role.OFFICER)), outcome.batch)
    assert db.session.get_one(Application, application.id, populate_existing=True).return_fields == []
