"""A roommate is found by name while typing; without JavaScript any text will do."""

from urllib.parse import quote

import pytest

from portal.core.actors import Role
from portal.core.db import db
from portal.kinds.workshops.models import WorkshopDetails
from tests.factories.accounts import LONG_AGO, AccountFactory, GrantFactory
from tests.factories.applications import WORKSHOP_SENT, applied, employee, form_address
from tests.factories.directory import UnitFactory, holder
from tests.factories.programs import open_round

pytestmark = pytest.mark.usefixtures("clock")


def offered(client, text):
    answer = client.get("/workshops/colleagues", query_string={"roommate": text})
    assert answer.status_code == 200
    assert answer.text.startswith('<datalist id="colleagues">')
    return answer.text


def test_colleagues_are_offered_by_name_with_their_office_and_nothing_else(as_):
    holder("나동행", UnitFactory(name="가온고등학교"), "9231", mobile="010-7777-8888")
    client = as_(employee())
    for text in ("나동", "나동행", "나동행 (어디)"):
        answer = offered(client, text)
        assert 'value="나동행 (가온고등학교)"' in answer
        assert "9231" not in answer
        assert "7777" not in answer


@pytest.mark.parametrize("text", ["", " ", "없는이름", "9231", "\x00", "\u202e", "<script>", "가" * 9000])
def test_odd_texts_offer_nobody(as_, text):
    holder("나동행", UnitFactory(name="가온고등학교"), "9231", mobile="010-7777-8888")
    written = quote(text)
    answer = as_(employee()).get(f"/workshops/colleagues?roommate={written}")
    assert answer.status_code == 200
    assert "option" not in answer.text


def test_outsiders_get_no_names(as_):
    outsider = AccountFactory(person=None, name="후보자")
    GrantFactory(account_id=outsider.id, role=Role.CANDIDATE, valid_from=LONG_AGO)
    assert as_(outsider).get("/workshops/colleagues?roommate=나").status_code == 403


def test_form_offers_the_list_and_takes_any_one_name(as_):
    round_, person = open_round(), employee()
    client = as_(person)
    page = client.get(form_address(round_)).text
    assert 'list="colleagues"' in page
    assert '<datalist id="colleagues">' in page
    sent = {**WORKSHOP_SENT, "roommate": "나동행 (가온고등학교)"}
    assert client.post(form_address(round_), data=sent).status_code == 303
    two = client.post(form_address(round_), data={**sent, "roommate": "나동행, 김둘"})
    assert two.status_code == 422
    assert "한 분만 적어 주시기 바랍니다." in two.text


def test_what_was_chosen_is_kept_as_it_was_written(app):
    application = applied(employee(), open_round(), roommate="나동행 (가온고등학교)")
    assert db.session.get(WorkshopDetails, application.id).roommate == "나동행 (가온고등학교)"
