"""Every SELECT of the calendars people subscribe to; what is told is asked of the applications' room."""

from sqlalchemy import select

from portal.accounts.models import Account, opens_portal
from portal.core.db import db
from portal.directory.models import Person
from portal.feeds.models import CalendarFeed


def feed_of(account_id: int | None) -> CalendarFeed | None:
    """Return the address somebody has, if there is one."""
    return db.session.scalar(select(CalendarFeed).where(CalendarFeed.account_id == account_id))


def lock_account(account_id: int | None) -> None:
    """Let two who make an address for one account at once come one after the other."""
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update())


def person_behind(token_hash: str) -> int | None:
    """Return whose calendar an address gives; None for an unknown one, and for those who may not come in any more."""
    row = db.session.execute(
        select(Person.id, Account.is_active, Person.state)
        .join(Account, Account.person_id == Person.id)
        .join(CalendarFeed, CalendarFeed.account_id == Account.id)
        .where(CalendarFeed.token_hash == token_hash)
    ).one_or_none()
    if row is None or not opens_portal(is_active=row[1], person_state=row[2]):
        return None
    return int(row[0])
