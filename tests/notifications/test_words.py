"""A team's own words for each step: checked when they are kept, shown with a real row, and never more than a link."""

import pytest
from sqlalchemy import select

from portal.applications.models import Status
from portal.applications.workflow import Action
from portal.audit.models import AuditEntry
from portal.core.actors import Role
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.notifications import messages, wording
from portal.notifications.models import Notice
from portal.notifications.services import words as services
from portal.notifications.wording import Words
from tests.factories.deciding import office as an_office
from tests.factories.deciding import officer_of, seated
from tests.factories.scene import account, unit
from tests.notifications.test_listeners import happen, moved

OWN = Words(
    "{프로그램} 명단에 오르셨습니다.",
    "{차수} {접수번호} {모집인원:이/가} 다 찼습니다.",
    "{차수} 안내",
    "꼭 읽어 주시기 바랍니다.",
)


@pytest.fixture
def place(app, clock):
    return an_office()


def own(place, step="approve", words=OWN, version=0):
    services.keep(officer_of(place), place.program.id, step, words=words, version=version)


def address(place, step="approve", more=""):
    return f"/admin/words/{place.program.id}/{step}{more}"


def sent(words=OWN, version=0):
    return {
        "title": words.title,
        "body": words.body,
        "subject": words.subject,
        "letter": words.letter,
        "version": version,
    }


def told(who_of):
    return db.session.scalars(select(Notice).where(Notice.person_id == who_of.person_id)).all()[-1]


def test_every_default_passes_the_check_that_is_made_of_a_teams_own():
    for step in messages.STEP:
        assert wording.faults_of(step, wording.default_words(step)) == {}, step


def test_a_teams_own_words_are_told_from_then_on(place):
    one = seated(place, "김하나")
    own(place)
    happen(moved(one, Action.APPROVE, Status.APPROVED))
    notice = told(one)
    assert notice.title == "저경력공무원 워크숍 명단에 오르셨습니다."
    assert notice.body == f"2025년 상반기 {one.receipt_no} 모집 인원(160명)이 다 찼습니다."
    assert (notice.subject, notice.letter) == ("2025년 상반기 안내", "꼭 읽어 주시기 바랍니다.")
    happen(moved(one, Action.COMPLETE, Status.COMPLETED))
    assert told(one).title == "저경력공무원 워크숍 과정을 마치셨습니다."


@pytest.mark.parametrize(
    ("step", "name", "text", "named"),
    [
        ("approve", "body", "{이름}님", "{이름}"),
        ("approve", "body", "{사유 }", "{ }"),
        ("return", "body", "고쳐 주십시오.", "{보완안내}"),
        ("approve", "title", "{접수번호} 선정", "{접수번호}"),
        ("reject", "subject", "{사유}", "{사유}"),
        ("submit", "letter", "{접수번호}", "{접수번호}"),
        ("submit", "body", "{보완기한}", "{보완기한}"),
    ],
)
def test_placeholders_that_are_unknown_missing_or_personal_are_named_beside_their_field(
    place, as_, step, name, text, named
):
    given = {**sent(wording.default_words(step)), name: text}
    answer = as_(place.officer).post(address(place, step), data=given)
    assert answer.status_code == 422
    beside = answer.text.split(f'id="{name}-error"')[1].split("</p>")[0]
    assert named in beside
    with pytest.raises(Refusal) as no:
        own(place, step, Words(**{key: given[key] for key in ("title", "body", "subject", "letter")}))
    assert no.value.field == name


def test_the_page_previews_with_the_newest_real_application(place, as_, htmx):
    one = seated(place, "김하나")
    browser = as_(place.officer)
    answer = browser.post(address(place, more="/preview"), data=sent(), headers=htmx("words-preview"))
    assert answer.status_code == 200
    assert f"{one.receipt_no} 모집 인원(160명)이" in answer.text
    assert "김하나" not in answer.text
    assert "기본" in browser.get(f"/admin/words/{place.program.id}").text


def test_keeping_changing_and_going_back_stand_in_the_trail(place, as_):
    browser = as_(place.officer)
    assert browser.post(address(place), data=sent()).status_code == 303
    stale = browser.post(address(place), data=sent(Words("다른 말")))
    assert stale.status_code == 409 and 'value="다른 말"' in stale.text and 'name="version" value="1"' in stale.text
    assert browser.post(address(place), data=sent(Words("다른 말"), 1)).status_code == 303
    assert browser.post(address(place, more="/reset"), data={"version": 2}).status_code == 303
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.object_type == "words").order_by(AuditEntry.id)
    ).all()
    assert [entry.action for entry in entries] == ["words.change", "words.change", "words.reset"]
    assert entries[1].before["title"] == OWN.title and entries[1].after["title"] == "다른 말"
    assert wording.words_for(place.program.id, "approve") == wording.default_words("approve")


def test_going_back_from_an_older_page_is_refused(place):
    own(place)
    with pytest.raises(Stale):
        services.reset(officer_of(place), place.program.id, "approve", version=9)


def test_of_sensitive_programs_nothing_can_be_said_but_a_link(place, as_):
    place.program.kind = "hr_counseling"
    db.session.commit()
    page = as_(place.officer).get(address(place)).text
    assert messages.NEUTRAL in page and "<textarea" not in page
    for words in (OWN, Words("심리상담 승인")):
        assert as_(place.officer).post(address(place), data=sent(words)).status_code == 409
        with pytest.raises(Refusal, match="링크만"):
            own(place, words=words)


def test_words_of_another_team_are_not_there(place, as_):
    stranger = account("남", Role.OFFICER, team=unit("다른팀"))
    browser = as_(stranger)
    for path in (f"/admin/words/{place.program.id}", address(place)):
        assert browser.get(path).status_code == 404
    assert browser.post(address(place), data=sent()).status_code == 404
    assert browser.post(address(place), data={}).status_code == 404
    with pytest.raises(Missing):
        services.keep(
            officer_of(place, who=stranger, role=Role.EMPLOYEE), place.program.id, "approve", words=OWN, version=0
        )
    assert place.program.title not in browser.get("/admin/words").text


def test_a_kept_text_cannot_reach_into_the_program(place):
    one = seated(place, "김하나")
    own(place, words=Words("{프로그램}", "%s {차수} %(x)s {{}} ".replace("{{}}", "")))
    happen(moved(one, Action.APPROVE, Status.APPROVED))
    assert told(one).body == "%s 2025년 상반기 %(x)s"
