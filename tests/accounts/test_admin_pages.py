"""The administrator's pages: what is found, what is done, and what two people do."""

import re
from datetime import timedelta

import pytest

from portal.accounts import queries, services
from portal.accounts.models import Account, Grant, GrantRequest, GrantReview, OneTimeLink
from portal.core.actors import Role
from portal.core.db import db
from portal.directory.models import ServiceState
from tests.databases import PASSWORD
from tests.factories.accounts import AccountFactory, GrantFactory, give_post
from tests.factories.directory import PersonFactory, UnitFactory, holder

NEW = "바람 부는 날의 연 13"


@pytest.fixture
def admin(app, clock):
    account = AccountFactory(login_id="sysadmin", name="관리자", person__name="관리자")
    GrantFactory(account_id=account.id, role=Role.ADMIN)
    return account


@pytest.fixture
def desk(as_, admin):
    return as_(admin)


@pytest.fixture
def second_desk(as_, admin):
    account = AccountFactory(login_id="sysadmin2", name="둘째", person__name="둘째")
    GrantFactory(account_id=account.id, role=Role.ADMIN)
    return as_(account)


def page_of(account):
    return f"/admin/accounts/{account.id}"


def test_accounts_are_found_by_name_number_and_unit(desk, account):
    give_post(account, "인사팀")
    AccountFactory(login_id="999", name="김하늘", person__name="김하늘")
    for asked in ("홍길동", "102030", "인사"):
        page = desk.get("/admin/accounts", query_string={"q": asked}).text
        assert "102030" in page and "김하늘" not in page
    assert "조건에 맞는 계정이 없습니다" in desk.get("/admin/accounts?q=%25").text
    assert "김하늘" in desk.get("/admin/accounts?q=김하늘&which=nosuch").text


def test_list_is_paged(desk):
    for n in range(60):
        AccountFactory(name=f"직원{n:02}", person__name=f"직원{n:02}")
    assert "1/2쪽" in desk.get("/admin/accounts").text
    assert "직원59" in desk.get("/admin/accounts?page=2").text
    assert "2/2쪽" in desk.get("/admin/accounts?page=99999").text


def test_official_without_an_account_gets_one(desk, client):
    person = holder("이하늘", UnitFactory(name="총무팀")).person
    page = desk.get("/admin/accounts?q=이하늘").text
    address = re.search(r'action="(/admin/accounts/people/[^"]+)"', page)[1]
    assert desk.post(address).status_code == 303
    made = db.session.query(Account).filter_by(person_id=person.id).one()
    assert (made.login_id, made.password_hash) == (person.personal_no, "")


def test_outside_account_is_made_and_entered_by_link(desk, app):
    answer = desk.post("/admin/accounts", data={"login_id": "center", "name": "마음상담센터"})
    made = db.session.query(Account).filter_by(login_id="center").one()
    assert answer.location == page_of(made)
    again = desk.post("/admin/accounts", data={"login_id": "center", "name": "다른 곳"})
    assert (again.status_code, "이미 쓰고 있는" in again.text) == (422, True)


def test_reset_link_is_shown_once_and_its_owner_chooses_the_password(desk, account, app, as_):
    page = desk.post(f"{page_of(account)}/links").text
    token = re.search(r"/links/([0-9a-f]{32})", page)[1]
    assert token not in desk.get(page_of(account)).text
    owner = app.test_client()
    assert owner.post(f"/links/{token}", data={"password": NEW, "password_again": NEW}).status_code == 303
    assert as_(account, NEW).get("/who").status_code == 200


def test_link_is_taken_back(desk, account, client):
    token = re.search(r"/links/([0-9a-f]{32})", desk.post(f"{page_of(account)}/links").text)[1]
    link = db.session.query(OneTimeLink).one()
    assert desk.post(f"/admin/accounts/links/{link.id}/revocation").status_code == 303
    assert client.get(f"/links/{token}").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, Role.COUNSELOR, Role.PROVIDER])
def test_no_administrator_gets_alone_into_an_account_with_far_reaching_rights(desk, second_desk, account, client, role):
    GrantFactory(account_id=account.id, role=role)
    page = desk.post(f"{page_of(account)}/links").text
    token = re.search(r"/links/([0-9a-f]{32})", page)[1]
    assert "다른 관리자가 승인해야" in page
    sent = {"password": NEW, "password_again": NEW}
    assert client.post(f"/links/{token}", data=sent).status_code == 404
    link = db.session.query(OneTimeLink).one()
    assert desk.post(f"/admin/accounts/links/{link.id}/approval").status_code == 403
    assert "승인" in second_desk.get("/admin/accounts/requests").text
    assert second_desk.post(f"/admin/accounts/links/{link.id}/approval").status_code == 303
    assert second_desk.post(f"/admin/accounts/links/{link.id}/approval").status_code == 409
    assert client.post(f"/links/{token}", data=sent).status_code == 303


def test_deactivation_acts_on_the_next_request_and_is_undone(desk, account, as_, app):
    person = as_(account)
    assert desk.post(f"{page_of(account)}/deactivation", data={"reason": "짧다"}).status_code == 422
    assert person.get("/who").status_code == 200
    assert desk.post(f"{page_of(account)}/deactivation", data={"reason": "퇴직 처리"}).status_code == 303
    assert person.get("/who").status_code == 303
    assert "퇴직 처리" in desk.get(page_of(account)).text
    sent = {"login_id": "102030", "password": PASSWORD}
    assert app.test_client().post("/login", data=sent).status_code == 422
    assert desk.post(f"{page_of(account)}/reactivation", data={"reason": "착오 정정"}).status_code == 303
    assert app.test_client().post("/login", data=sent).status_code == 422  # the old password does not come back


def test_stopped_account_is_let_try_again(desk, account, client):
    sent = {"login_id": "102030", "password": PASSWORD}
    for _ in range(6):
        client.post("/login", data={**sent, "password": "wrong-password"})
    assert client.post("/login", data=sent).status_code == 429
    assert "로그인 잠김" in desk.get(page_of(account)).text
    assert desk.post(f"{page_of(account)}/unlocking").status_code == 303
    assert client.post("/login", data=sent).status_code == 303


def test_sessions_are_ended_from_the_desk(desk, account, as_):
    person = as_(account)
    assert "127.0.0.1" in desk.get(page_of(account)).text
    desk.post(f"{page_of(account)}/sessions/ending")
    assert person.get("/who").status_code == 303


def test_right_is_given_and_taken_and_acts_at_once(desk, account, as_, clock):
    unit = give_post(account, "인사팀")
    person = as_(account)
    sent = {"role": "duty", "unit": "인사팀", "valid_from": clock.today().isoformat(), "reason": "담당 지정"}
    assert desk.post(f"{page_of(account)}/rights", data=sent).status_code == 303
    assert f"duty:{unit.id}" in person.get("/who").json["roles"]
    right = db.session.query(Grant).filter_by(account_id=account.id).one()
    assert "담당 지정" in desk.get(page_of(account)).text
    assert desk.post(f"/admin/accounts/rights/{right.id}/revocation", data={"reason": "담당 변경"}).status_code == 303
    assert person.get("/who").json["roles"] == ["employee:"]
    page = desk.get(page_of(account)).text
    assert "지난 권한 1건" in page and "담당 변경" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"unit": "없는 기관"}, "그런 이름의 기관이 없습니다"),
        ({"unit": "총무팀"}, "같은 이름의 기관이 여럿입니다"),
        ({"unit": ""}, "어느 기관에 대한 권한인지"),
        ({"role": "employee"}, "보기에 있는 것"),
        ({"role": ""}, "권한을 골라 주시기 바랍니다"),
        ({"valid_from": "2020-01-01"}, "오늘이나 그 뒤의 날"),
        ({"valid_to": "2020-01-01"}, "끝나는 날은"),
        ({"valid_to": "9999-12-31"}, "날짜를 확인"),
        ({"reason": ""}, "사유를 적어"),
    ],
)
def test_wrong_right_is_said_beside_its_field(desk, account, sent, words):
    give_post(account, "인사팀")
    UnitFactory(name="총무팀", full_name="총무과 총무팀")
    UnitFactory(name="총무팀", full_name="행정과 총무팀")
    answer = desk.post(
        f"{page_of(account)}/rights", data={"role": "officer", "unit": "인사팀", "reason": "담당 지정", **sent}
    )
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(Grant).filter_by(account_id=account.id).count() == 0


def test_two_administrators_make_a_third(desk, second_desk, account, as_):
    give_post(account, "정보화팀")
    sent = {"role": "admin", "unit": "", "reason": "정보화 담당 지정"}
    assert desk.post(f"{page_of(account)}/rights", data=sent).status_code == 303
    request = db.session.query(GrantRequest).one()
    mine = desk.get("/admin/accounts/requests").text
    assert "요청 취소" in mine and 'value="approve"' not in mine
    decision = f"/admin/accounts/requests/{request.id}/decision"
    approve = {"answer": "approve", "version": request.version}
    assert desk.post(decision, data=approve).status_code == 403
    assert as_(account).get("/admin/accounts").status_code == 403
    assert "1건 있습니다" in second_desk.get("/admin/accounts").text
    assert second_desk.post(decision, data={**approve, "version": 7}).status_code == 409
    assert second_desk.post(decision, data=approve).status_code == 303
    assert as_(account).get("/admin/accounts").status_code == 200


def test_administrator_cannot_touch_the_own_account(desk, admin):
    right = db.session.query(Grant).filter_by(account_id=admin.id).one()
    page = desk.get(page_of(admin)).text
    assert "본인이 바꿀 수 없습니다" in page and "권한 부여하기" not in page
    orders = {
        f"{page_of(admin)}/rights": {"role": "officer", "reason": "나에게 부여"},
        f"{page_of(admin)}/links": {},
        f"{page_of(admin)}/deactivation": {"reason": "나를 중지"},
        f"/admin/accounts/rights/{right.id}/revocation": {"reason": "나의 권한"},
    }
    UnitFactory(name="인사팀")
    orders[f"{page_of(admin)}/rights"]["unit"] = "인사팀"
    forged = {"role": "", "reason": ""}
    assert desk.post(f"{page_of(admin)}/rights", data=forged).status_code == 403
    for address, sent in orders.items():
        assert desk.post(address, data=sent).status_code == 403, address
    assert queries.roles_given(admin.id) == {Role.ADMIN}
    assert db.session.get(Account, admin.id).is_active


def test_giving_asks_for_the_password_again_after_a_while(desk, account, clock):
    clock.freeze(clock.now() + timedelta(minutes=10))
    desk.get("/admin/accounts")  # keeps the shorter session of an administrator alive
    desk.post("/session/extension")
    clock.freeze(clock.now() + timedelta(minutes=5))
    answer = desk.post(f"{page_of(account)}/links")
    assert answer.status_code in (303, 401)
    assert db.session.query(OneTimeLink).count() == 0


def test_a_review_sent_twice_is_written_once(desk, account):
    for _click in range(2):
        assert desk.post("/admin/accounts/review", data={"note": "이상 없음"}).status_code == 303
    assert db.session.query(GrantReview).count() == 1


def test_review_lists_every_right_and_keeps_who_went_through_it(desk, account):
    unit = give_post(account, "인사팀")
    GrantFactory(account_id=account.id, role=Role.OFFICER, unit_id=unit.id, reason="담당 지정")
    page = desk.get("/admin/accounts/review").text
    assert "2025년 1분기 권한 점검표" in page and "담당 지정" in page and "2건의 권한" in page
    assert desk.post("/admin/accounts/review", data={"note": "이상 없음"}).status_code == 303
    page = desk.get("/admin/accounts/review").text
    assert "이상 없음" in page and "관리자" in page


def test_retired_official_is_found_and_cannot_enter(desk, app):
    account = AccountFactory(
        login_id="777", person=PersonFactory(name="정퇴직", state=ServiceState.RETIRED), name="정퇴직"
    )
    assert "정퇴직" in desk.get("/admin/accounts?q=정퇴직").text
    assert desk.get(page_of(account)).status_code == 200


def test_unknown_accounts_and_rights_are_missing(desk):
    for path in ("/admin/accounts/999999", "/admin/accounts/2147483648"):
        assert desk.get(path).status_code == 404
    for path in ("999999/links", "rights/999999/revocation", "links/999999/revocation", "999999/unlocking"):
        assert desk.post(f"/admin/accounts/{path}", data={"reason": "시험 삼아"}).status_code == 404
    assert desk.post("/admin/accounts/requests/999/decision", data={"answer": "approve"}).status_code == 404
    assert desk.post(f"/admin/accounts/people/{'0' * 32}").status_code == 404


def test_pages_ask_as_much_of_the_database_however_many_there_are(desk, statements, account):
    def cost(path):
        desk.get(path)
        statements.clear()
        assert desk.get(path).status_code == 200
        return len(statements)

    few = [cost(path) for path in ("/admin/accounts", "/admin/accounts/review", page_of(account))]
    for n in range(20):
        one = AccountFactory(name=f"직원{n}")
        GrantFactory(account_id=one.id, role=Role.PROVIDER)
    GrantFactory(account_id=account.id, role=Role.PROVIDER)
    services.sweep_sessions()
    assert [cost(path) for path in ("/admin/accounts", "/admin/accounts/review", page_of(account))] == few
    assert few[0] <= 8 and few[1] <= 5 and few[2] <= 9
