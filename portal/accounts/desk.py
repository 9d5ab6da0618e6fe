"""What the administrator's pages show, put together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.accounts import messages, policies, queries, services
from portal.accounts.admin_forms import GrantForm
from portal.accounts.models import Account, WebSession
from portal.accounts.queries import listing
from portal.accounts.queries.listing import Listed, Right
from portal.core import clock
from portal.core.actors import Actor, Role
from portal.core.errors import NotAllowed
from portal.core.paging import Page

SHORTEST_SEARCH = 2


@dataclass(frozen=True)
class Found:
    """Accounts that fit, officials who fit and have none, and how much waits for a second administrator."""

    page: Page[Listed]
    without: Sequence[Any]
    waiting: int


@dataclass(frozen=True)
class Seen:
    """One account as an administrator sees it."""

    account: Account
    unit: str
    now: Sequence[Right]
    past: Sequence[Right]
    sessions: Sequence[WebSession]
    links: Sequence[Any]
    failures: int
    is_locked: bool
    may_act: bool
    units_near: Sequence[str]


@dataclass(frozen=True)
class Waiting:
    """What waits for a second administrator, with whether this one may decide it."""

    requests: Sequence[tuple[Any, bool]]
    links: Sequence[tuple[Any, bool]]
    decided: Sequence[Any]
    actor_id: int | None


@dataclass(frozen=True)
class Review:
    """The rights in force that are gone through, how many there are of each role, and the reviews that were made."""

    quarter: str
    rights: Sequence[Any]
    counts: dict[Role, int]
    made: Sequence[Any]


def found(text: str, which: str, number: int) -> Found:
    """Return what a search finds."""
    without = listing.people_without_account(text) if len(text) >= SHORTEST_SEARCH and not which else ()
    return Found(listing.accounts_like(text, which, number), without, listing.count_waiting())


def account_seen(actor: Actor, account_id: int) -> Seen:
    """Return one account; raises Missing."""
    account = queries.account_or_missing(account_id)
    rights = listing.rights_of([account_id])[account_id]
    failures = listing.failures_lately(account.login_id, clock.now() - policies.THROTTLE_PERIOD)
    near = listing.names_of_units_around(account_id)
    return Seen(
        account=account,
        unit=near[0] if near else "",
        now=[right for right in rights if not right.is_over and not right.is_moved],
        past=[right for right in rights if right.is_over or right.is_moved],
        sessions=queries.sessions_of(account_id),
        links=listing.links_of(account_id),
        failures=failures,
        is_locked=failures >= policies.FAILURES_PER_ACCOUNT,
        may_act=policies.may_grant_to(actor, account_id),
        units_near=near,
    )


def refuse_to_give(actor: Actor, account_id: int) -> None:
    """Raise NotAllowed where no form is shown: for the own account."""
    if not policies.may_grant_to(actor, account_id):
        raise NotAllowed(messages.NOT_YOURS)


def give(actor: Actor, account_id: int, form: GrantForm) -> str:
    """Give the right of a form, or ask for it; return what was done in words."""
    right: dict[str, Any] = {
        "role": form.chosen,
        "reason": form.reason.data,
        "valid_from": form.valid_from.data,
        "valid_to": form.valid_to.data,
        "follows_post": form.follows_post.data,
    }
    if form.chosen in policies.BY_TWO:
        services.ask_for_role(actor, account_id, unit_id=form.unit_id, **right)
        return messages.ASKED
    services.grant_role(actor, account_id, unit_id=form.unit_id, **right)
    return messages.GRANTED


def waiting(actor: Actor) -> Waiting:
    """Return what waits for a second administrator."""
    return Waiting(
        requests=[(row, policies.may_decide_request(actor, row.GrantRequest)) for row in listing.requests_pending()],
        links=[
            (row, policies.may_approve_link(actor, row.account_id, row.made_by_id)) for row in listing.links_waiting()
        ],
        decided=listing.requests_decided(),
        actor_id=actor.account_id,
    )


def review(role: str) -> Review:
    """Return the rights in force of a role, "all" of them, or "" for all but the many of the institutions."""
    rights = listing.rights_today()
    shown = [right for right in rights if role in ("all", right.role) or (not role and right.role != Role.INSTITUTION)]
    counts = Counter(Role(right.role) for right in rights)
    return Review(messages.quarter_of(clock.today()), shown, counts, listing.reviews())
