"""The rules: one row of settings, and the kinds of duty."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.errors import Missing
from portal.watch import messages
from portal.watch.models import WatchKind, WatchSetting


def setting() -> WatchSetting | None:
    """Return the rules of the office, or None where nobody is on duty yet."""
    return db.session.scalar(select(WatchSetting).options(joinedload(WatchSetting.unit)).order_by(WatchSetting.id))


def kinds() -> Sequence[WatchKind]:
    """Return all kinds in their order."""
    return db.session.scalars(select(WatchKind).order_by(WatchKind.sort_order, WatchKind.id)).all()


def active_kinds() -> list[WatchKind]:
    """Return the kinds that are held."""
    return [kind for kind in kinds() if kind.is_active]


def kind_or_missing(public_id: str) -> WatchKind:
    """Return a kind; raises Missing."""
    kind = db.session.scalar(select(WatchKind).where(WatchKind.public_id == public_id))
    if kind is None:
        raise Missing(messages.NO_SUCH_THING)
    return kind
