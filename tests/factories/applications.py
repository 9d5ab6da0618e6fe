"""What applicants send, and the way from the form to the receipt as a browser walks it."""

from portal.applications.models import Application
from portal.applications.services.submitting import apply_for
from portal.core.actors import Actor, Held, Role
from portal.core.db import db, new_public_id
from portal.programs.models import Round
from tests.factories.accounts import LONG_AGO, AccountFactory, GrantFactory

WORKSHOP = {
    "boarding": "본청 정문", "nights": ["1일차", "2일차"], "roommate": "", "diet": "",
    "emergency": "배우자 010-1111-2222", "size": "", "expect": "쉬고 싶습니다.", "duty_ok": True,
}  # fmt: skip
WORKSHOP_SENT = {**WORKSHOP, "duty_ok": "y", "mobile": "010-1234-5678", "privacy": "y"}


def employee(*roles: Role, **person):
    """Add an official with an account; ``employee(hired_on=None)``."""
    account = AccountFactory(**{f"person__{name}": value for name, value in person.items()})
    account.name = account.person.name
    for role in (Role.EMPLOYEE, *roles):
        GrantFactory(account_id=account.id, role=role, valid_from=LONG_AGO)
    db.session.commit()
    return account


def actor(account, *roles: Role) -> Actor:
    """Return the actor an account becomes."""
    held = tuple(Held(role) for role in (Role.EMPLOYEE, *roles))
    return Actor(account.id, account.person_id, account.name, held=held)


def applied(account, round_: Round, *roles: Role, key: str = "", **details) -> Application:
    """Send an application as the form would."""
    answers = {**WORKSHOP, **details}
    key = key or new_public_id()
    return apply_for(actor(account, *roles), round_.id, key=key, mobile="010-1234-5678", details=answers)


def form_address(round_: Round) -> str:
    """Return where the form of a round stands."""
    return f"/programs/{round_.program_id}/rounds/{round_.id}/application"


def sending_address(round_: Round) -> str:
    """Return where an application to a round is sent."""
    return f"/programs/{round_.program_id}/rounds/{round_.id}/applications"
