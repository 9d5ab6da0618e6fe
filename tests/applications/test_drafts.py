"""What is typed is never lost."""

import pytest
from sqlalchemy import func, select

from portal.applications.models import Application, Draft
from portal.core.db import db
from tests.factories.applications import WORKSHOP_SENT, applied, employee, form_address
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_a_draft_is_saved_while_typing_and_found_on_another_machine(as_):
    round_, account = open_round(), employee()
    saved = as_(account).post(form_address(round_) + "/draft", data={"expect": "절반만 쓴 글", "mobile": "010-"})
    assert (saved.status_code, "10:00 저장됨" in saved.text) == (200, True)
    another = as_(account)
    assert "절반만 쓴 글" in another.get(form_address(round_)).text
    assert "작성 중" in another.get("/programs").text
    assert "작성 중인 신청서" in another.get("/applications").text


def test_saving_again_keeps_one_draft_and_its_key(as_):
    round_, client = open_round(), as_(employee())
    client.post(form_address(round_) + "/draft", data={"expect": "하나"})
    key = db.session.scalars(select(Draft.key)).one()
    client.post(form_address(round_) + "/draft", data={"expect": "둘"})
    draft = db.session.scalars(select(Draft)).one()
    assert (draft.key, draft.answers["expect"]) == (key, ["둘"])


def test_a_draft_keeps_no_unknown_fields_and_no_unreadable_characters(as_):
    round_, client = open_round(), as_(employee())
    client.post(form_address(round_) + "/draft", data={"expect": "가\x00나", "is_admin": "y", "csrf_token": "x"})
    answers = db.session.scalars(select(Draft.answers)).one()
    assert answers["expect"] == ["가나"] and "is_admin" not in answers and answers.get("csrf_token", []) == []


def test_a_draft_is_the_persons_own(as_):
    round_ = open_round()
    as_(employee()).post(form_address(round_) + "/draft", data={"expect": "남의 글"})
    assert "남의 글" not in as_(employee()).get(form_address(round_)).text


def test_after_sending_a_late_autosave_starts_no_new_draft(as_):
    round_, account = open_round(), employee()
    applied(account, round_)
    answer = as_(account).post(form_address(round_) + "/draft", data={"expect": "늦은 저장"})
    assert answer.status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_changed_form_must_be_checked_again(as_):
    round_, client = open_round(), as_(employee())
    client.post(form_address(round_), data=WORKSHOP_SENT)
    client.post(form_address(round_) + "/draft", data={**WORKSHOP_SENT, "emergency": ""})
    assert client.get(form_address(round_) + "/check").location == form_address(round_)
    assert db.session.scalar(select(func.count()).select_from(Application)) == 0
