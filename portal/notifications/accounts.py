"""Tells by the bell what was done to somebody's account: a new password, a link for one, rights given and taken."""

from portal.accounts.events import LinkMade, PasswordChanged, PasswordReset, RoleGranted, RoleRevoked
from portal.accounts.messages import ROLE
from portal.accounts.models import Account, Purpose
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import db
from portal.core.events import listen
from portal.core.korean import kdate
from portal.directory.models import Unit
from portal.notifications.models import Notice

CHANGED = "업무포털 비밀번호가 바뀌었습니다."
LINK = "업무포털 비밀번호를 새로 정하는 링크가 발급되었습니다."
RESET = "업무포털 비밀번호가 초기화되었습니다."
GIVEN = "업무포털 권한이 부여되었습니다."
TAKEN = "업무포털 권한이 회수되었습니다."
_NOT_YOU = "본인이 하거나 요청하신 일이 아니면 바로 총무과로 알려 주시기 바랍니다."


@listen(PasswordChanged)
def tell_of_new_password(event: PasswordChanged) -> None:
    """Tell somebody that the account has a new password."""
    _tell(event.account_id, CHANGED, _NOT_YOU)


@listen(PasswordReset)
def tell_of_reset(event: PasswordReset) -> None:
    """Tell somebody that the account got a password from the server's terminal."""
    _tell(event.account_id, RESET, _NOT_YOU)


@listen(LinkMade)
def tell_of_link(event: LinkMade) -> None:
    """Tell somebody that a link was made with which the password can be set."""
    if event.purpose == Purpose.PASSWORD:
        _tell(event.account_id, LINK, _NOT_YOU)


@listen(RoleGranted)
def tell_of_right(event: RoleGranted) -> None:
    """Tell somebody which right they hold, from when and until when."""
    days = f"{kdate(event.valid_from)} ~ {kdate(event.valid_to) if event.valid_to else ''}".strip()
    _tell(event.account_id, GIVEN, f"{_right(event)}\n기간: {days}\n사유: {event.reason}")


@listen(RoleRevoked)
def tell_of_lost_right(event: RoleRevoked) -> None:
    """Tell somebody which right ended, and why."""
    _tell(event.account_id, TAKEN, f"{_right(event)}\n회수일: {kdate(event.valid_to)}\n사유: {event.reason}")


def _right(event: RoleGranted | RoleRevoked) -> str:
    unit = db.session.get(Unit, event.unit_id) if event.unit_id else None
    return f"{ROLE[Role(event.role)]}({unit.full_name})" if unit else ROLE[Role(event.role)]


def _tell(account_id: int, title: str, body: str) -> None:
    account = db.session.get_one(Account, account_id)
    if account.person_id is None:  # somebody from outside has no bell
        return
    now = clock.now()
    line = Notice(
        person_id=account.person_id, title=title, body=body[:600], link="/account", created_at=now, due_at=now
    )
    db.session.add(line)
