"""The addresses of the closed room, each with something of the kind it acts on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.db import db
from portal.kinds.psych_counseling.models import (
    Asked,
    Case,
    Extension,
    Member,
    Opening,
    Price,
    Provider,
    Reopening,
    Rule,
    Session,
    Upload,
)
from portal.kinds.psych_counseling.services import applying
from portal.programs.queries import offer_of_round
from tests.factories.psych import SENT, WISH, acting

Made = Callable[[Any], tuple[str, dict[str, object]]]
SESSION = {"held_on": "2025-03-12", "way": "phone", "kind": "attended"}


def room(office: Any) -> None:
    """Put an institution and a rule there, once, and let the attacker work for it and run the program."""
    if db.session.query(Rule).first() is None:
        provider = Provider(name="상담센터", regions=[])
        db.session.add_all([provider, Rule(valid_from=clock.today(), cap=8, extension=3)])
        db.session.flush()
        db.session.add(Member(account_id=office.account.id, provider_id=provider.id))
        db.session.commit()


def case(office: Any) -> Case:
    """Give the attacker a case of their own that goes on."""
    room(office)
    one = applying.ask(acting(office.account), offer_of_round(office.rounds["closed"].id), wish=WISH)
    db.session.commit()
    return one


def own(ending: str, **fields: object) -> Made:
    return with_case(f"/support{ending}", fields)


def partner(address: str, **fields: object) -> Made:
    return lambda office: (f"/partner/cases/{case(office).public_id}{address}", fields)


def session_removal(office: Any) -> tuple[str, dict[str, object]]:
    one = case(office)
    held = db.session.query(Session).filter_by(case_id=one.id).first()
    if held is None:
        held = Session(
            case_id=one.id, held_on=clock.today(), way="phone", kind="attended", uses_up=False, entered_on=clock.today()
        )
        db.session.add(held)
        db.session.commit()
    return f"/partner/cases/{one.public_id}/sessions/{held.id}/removal", {"anything": "1"}


def upload(ending: str) -> Made:
    def make(office: Any) -> tuple[str, dict[str, object]]:
        one = case(office)
        kept = Upload(
            provider_id=one.provider_id, rows=[["2", one.number, "2025-03-12", "전화", "참석"]], sent_on=clock.today()
        )
        db.session.add(kept)
        db.session.commit()
        return f"/partner/uploads/{kept.public_id}{ending}", {"anything": "1"}

    return make


def extension(office: Any) -> tuple[str, dict[str, object]]:
    one = case(office)
    asked = db.session.query(Extension).filter_by(case_id=one.id).first()
    if asked is None:
        asked = Extension(case_id=one.id, sessions=3, asked_on=clock.today())
        db.session.add(asked)
        db.session.commit()
    return f"/admin/support/extensions/{asked.id}/decision", {"approve": "yes", "version": "1"}


def opening(ending: str, **fields: object) -> Made:
    def make(office: Any) -> tuple[str, dict[str, object]]:
        one = case(office)
        db.session.query(Opening).filter_by(state=Asked.ASKED).update({"state": Asked.DECLINED})
        asked = Opening(
            case_id=one.id, sealed_reason="", asked_by_id=office.account.id, asked_by_name="과장", asked_at=clock.now(),
            state=Asked.ASKED,
        )  # fmt: skip
        db.session.add(asked)
        db.session.commit()
        return f"/admin/support/openings/{asked.public_id}{ending}", fields

    return make


def with_case(address: str, fields: dict[str, object]) -> Made:
    def make(office: Any) -> tuple[str, dict[str, object]]:
        case(office)
        return address, fields

    return make


def desk(ending: str, **fields: object) -> Made:
    return with_case(f"/admin/support/{ending}".rstrip("/"), fields)


def workspace(ending: str, **fields: object) -> Made:
    return with_case(f"/partner{ending}", fields)


def asking(**fields: object) -> Made:
    def make(office: Any) -> tuple[str, dict[str, object]]:
        room(office)
        return "/support/request", fields

    return make


def contract(ending: str, **fields: object) -> Made:
    """Give an address below an institution with a price and somebody who works there."""

    def make(office: Any) -> tuple[str, dict[str, object]]:
        one = case(office)
        price = db.session.query(Price).filter_by(provider_id=one.provider_id).first()
        if price is None:
            price = Price(provider_id=one.provider_id, valid_from=clock.today(), amount=80_000)
            db.session.add(price)
            db.session.commit()
        filled = ending.format(price=price.id, member=office.account.id)
        return f"/admin/support/providers/{one.provider_id}{filled}", fields

    return make


def rule(office: Any) -> tuple[str, dict[str, object]]:
    room(office)
    made = Rule(valid_from=clock.today() + timedelta(days=1 + db.session.query(Rule).count()), cap=8, extension=3)
    db.session.add(made)
    db.session.commit()
    return f"/admin/support/rules/{made.id}/removal", {"anything": "1"}


def reopening(office: Any) -> tuple[str, dict[str, object]]:
    one = case(office)
    asked = db.session.query(Reopening).first()
    if asked is None:
        asked = Reopening(
            provider_id=one.provider_id, month="2025-03", sessions=1, amount=1, settled_on=clock.today(),
            settled_by_id=office.account.id, reason="사유", asked_by_id=office.account.id, asked_by_name="담당",
            asked_at=clock.now(),
        )  # fmt: skip
        db.session.add(asked)
        db.session.commit()
    return f"/admin/support/reopenings/{asked.id}/decision", {"approve": "yes", "version": "1"}


HOUSE = {"name": "상담센터 둘", "phone": "02-000-0000", "regions": ["동북"], "takes_new": "y", "version": "1"}
MONTH = {"provider": "1", "month": "2025-03"}
CASES: dict[str, tuple[str, Made]] = {
    "partner.case": ("GET", partner("", anything="1")),
    "partner.closing": ("POST", partner("/closing", ending="completed")),
    "partner.contact": ("POST", partner("/contact", anything="1")),
    "partner.entry": ("POST", upload("/entry")),
    "partner.extension": ("POST", partner("/extension", opinion="y")),
    "partner.first_contact": ("POST", partner("/first-contact", anything="1")),
    "partner.preview": ("GET", upload("")),
    "partner.queue": ("GET", workspace("", **{"tab": "over", "page": "1"})),
    "partner.session": ("POST", partner("/sessions", **SESSION)),
    "partner.session_removal": ("POST", session_removal),
    "partner.upload": ("POST", workspace("/uploads", **{"file": "x"})),
    "partner.upload_form": ("GET", workspace("/uploads", **{"anything": "1"})),
    "support.ask": ("POST", asking(**SENT)),
    "support.change_details": ("POST", own("/details", version="1", **SENT)),
    "support.details": ("GET", own("/details", anything="1")),
    "support.form": ("GET", asking(**{"anything": "1"})),
    "support.news": ("POST", own("/news", anything="1")),
    "support.own": ("GET", own("", anything="1")),
    "support.urgency": ("POST", own("/urgency", anything="1")),
    "support.withdraw": ("POST", own("/withdrawal", anything="1")),
    "support.withdrawal": ("GET", own("/withdrawal", anything="1")),
    "support_desk.add_member": ("POST", contract("/members", worker="김이음", login_id="maeum.kim")),
    "support_desk.add_price": ("POST", contract("/prices", valid_from="2025-04-01", amount="90000")),
    "support_desk.add_provider": ("POST", desk("providers", **HOUSE)),
    "support_desk.add_rule": ("POST", desk("rules", valid_from="2026-01-01", cap="8", extension="3")),
    "support_desk.change_provider": ("POST", contract("", **HOUSE)),
    "support_desk.end_member": ("POST", contract("/members/{member}/ending", anything="1")),
    "support_desk.end_provider": ("POST", contract("/ending", version="1")),
    "support_desk.member_link": ("POST", contract("/members/{member}/links", anything="1")),
    "support_desk.provider": ("GET", contract("", anything="1")),
    "support_desk.providers": ("GET", desk("providers", anything="1")),
    "support_desk.remove_price": ("POST", contract("/prices/{price}/removal", anything="1")),
    "support_desk.remove_rule": ("POST", rule),
    "support_desk.rules": ("GET", desk("rules", anything="1")),
    "support_desk.ask_reopening": ("POST", desk("reopenings", reason="빠진 회기가 있음", **MONTH)),
    "support_desk.decide_reopening": ("POST", reopening),
    "support_desk.reopenings": ("GET", desk("reopenings", **MONTH)),
    "support_desk.sheet_form": ("GET", desk("settlement/sheet", **MONTH)),
    "support_desk.ask": ("POST", desk("openings", number="SC25-7K3F", reason="사유")),
    "support_desk.decision": ("POST", opening("/decision", approve="yes", version="1")),
    "support_desk.extension": ("POST", extension),
    "support_desk.numbers": ("GET", desk("", **{"tab": "open", "page": "1"})),
    "support_desk.openings": ("GET", desk("openings", anything="1")),
    "support_desk.reading": ("POST", opening("/reading", anything="1")),
    "support_desk.requests": ("GET", desk("requests", anything="1")),
    "support_desk.settlement": ("GET", desk("settlement", **{"month": "2025-03"})),
    "support_desk.settling": ("POST", desk("settlement", confirmed="y", **MONTH)),
    "support_desk.sheet": ("POST", desk("settlement/sheet", reason="지출 결의 붙임", **MONTH)),
    "support_desk.totals": ("GET", desk("totals", **{"anything": "1"})),
}
