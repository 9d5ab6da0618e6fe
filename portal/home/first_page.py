"""What lies on the first page, put together from the rooms that know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.applications.models import Status
from portal.applications.progress import Progress, progress_of
from portal.applications.queries.mine import applications_of
from portal.boards.models import Board, BoardPost
from portal.boards.queries import latest_posts
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.home import queries
from portal.kinds.practicum.queries.news import first_reply_due
from portal.kinds.psych_counseling.queries.news import waiting_at_desk
from portal.notifications.models import Notice
from portal.notifications.queries import latest_notices_of
from portal.programs.catalog import Card, catalog
from portal.watch.desk import today_on_duty
from portal.watch.models import WatchShift
from portal.watch.policies import may_read

SOON = timedelta(days=30)
SHOWN = 5


@dataclass(frozen=True)
class FirstPage:
    """What waits for a person, where their applications stand, what they can apply for, and what they were told."""

    to_mend: Sequence[Progress]
    awaiting: Sequence[queries.Waiting]
    applications: Sequence[Progress]
    open: Sequence[Card]
    upcoming: Sequence[Card]
    notices: Sequence[Notice]
    posts: Sequence[BoardPost]
    counts: queries.Counts
    at_desk: int = 0
    reply_by: date | None = None
    drafts: Sequence[Card] = ()
    duty: Sequence[WatchShift] = ()
    duty_phone: str = ""

    @property
    def to_do(self) -> int:
        """Count what waits for the person."""
        own = len(self.to_mend) + self.at_desk + self.counts.asked
        return own + sum(item.count for item in self.awaiting) + sum(self.desks.values())

    @property
    def desks(self) -> dict[str, int]:
        """Return what waits at the desks that are not about applications."""
        waiting = {name: getattr(self.counts, name) for name in ("privacy", "seconds", "dead")}
        return {name: count for name, count in waiting.items() if count}

    @property
    def is_answer_late(self) -> bool:
        """Say whether a day by which an institution was to answer has passed."""
        return self.reply_by is not None and self.reply_by < clock.today()


HOMES = {Role.CANDIDATE: "/practicum", Role.PROVIDER: "/partner"}
"""Where people land who have nothing but the pages of one room."""


def home_of(actor: Actor) -> str | None:
    """Return where the actor lands instead of the first page, if a room has pages for such people alone."""
    return HOMES.get(next(iter(actor.roles))) if len(actor.roles) == 1 else None


def first_page(actor: Actor, counts: queries.Counts) -> FirstPage:
    """Return the first page, in a number of statements that does not grow with what lies on it."""
    sent = progress_of(actor, applications_of(actor.person_id)) if actor.person_id else []
    offers = catalog(actor)
    on_duty, duty_phone = today_on_duty() if may_read(actor) else ((), "")
    return FirstPage(
        to_mend=sorted((one for one in sent if one.status == Status.RETURNED), key=_day),
        awaiting=queries.decisions_awaiting(actor),
        applications=[one for one in sent if one.status != Status.RETURNED and _is_current(one)][:SHOWN],
        open=[card for card in offers.open if card.may_apply][:SHOWN],
        upcoming=[card for card in offers.upcoming if not card.reason and _opens_soon(card)][:SHOWN],
        notices=latest_notices_of(actor, count=SHOWN),
        posts=latest_posts(Board.NOTICES, count=SHOWN),
        at_desk=waiting_at_desk(actor),
        counts=counts,
        drafts=[card for card in offers.open if card.is_begun],
        duty=on_duty,
        duty_phone=duty_phone,
        reply_by=first_reply_due(actor) if counts.asked else None,
    )


def _day(progress: Progress) -> tuple[bool, object]:
    day = progress.return_by
    return (day is None, day or 0)


def _is_current(progress: Progress) -> bool:
    decided_at = progress.application.decided_at
    return not progress.is_over or (decided_at is not None and decided_at >= clock.now() - SOON)


def _opens_soon(card: Card) -> bool:
    return card.offer.apply_from is not None and card.offer.apply_from <= clock.now() + SOON
