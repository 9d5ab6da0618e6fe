"""What the owner's team settles with institutions: who they are, what a session costs, what a year grants.

Prices and rules hold from a day on. What is settled or past is never reckoned anew.
"""

from datetime import date

from sqlalchemy.exc import IntegrityError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal, Stale
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.models import Price, Provider, Rule
from portal.kinds.psych_counseling.queries import contract as queries
from portal.kinds.psych_counseling.queries.cases import desk_or_missing
from portal.kinds.psych_counseling.services.members import let_go
from portal.kinds.psych_counseling.services.trail import note


@command
def add_provider(actor: Actor, *, name: str, phone: str, regions: list[str]) -> Provider:
    """Take an institution under contract; asking twice with one name makes one."""
    desk_or_missing(actor, *policies.RUNS)
    if any(one.provider.name == name and one.provider.is_active for one in queries.providers_listed()):
        raise Refusal(messages.PROVIDER_KNOWN, field="name")
    one = Provider(name=name, phone=phone, regions=regions)
    db.session.add(one)
    db.session.flush()
    note(actor, "provider_added", str(one.id))
    return one


@command
def change_provider(
    actor: Actor, provider_id: int, *, version: int, name: str, phone: str, regions: list[str], takes_new: bool
) -> Provider:
    """Change what is known of an institution; one that takes nobody new goes on with whom it has."""
    one = _to_change(actor, provider_id, version)
    one.name, one.phone, one.regions, one.takes_new = name, phone, list(regions), takes_new
    note(actor, "provider_changed", str(one.id))
    return one


@command
def end_provider(actor: Actor, provider_id: int, *, version: int) -> Provider:
    """End a contract: nobody works for the institution any more. Raises Refusal while numbers go on there."""
    one = _to_change(actor, provider_id, version)
    if (live := queries.live_cases_of(provider_id)) > 0:
        raise Refusal(messages.still_live(live))
    one.is_active, one.takes_new, one.ended_on = False, False, clock.today()
    for worker in queries.workers_of(provider_id):
        if worker.ended_on is None:
            let_go(actor, queries.member_or_missing(provider_id, worker.account_id))
    note(actor, "provider_ended", str(one.id))
    return one


@command
def add_price(actor: Actor, provider_id: int, *, valid_from: date, amount: int) -> Price:
    """Let a session cost so much from a day on; months that are settled stay as they are."""
    desk_or_missing(actor, *policies.RUNS)
    one = queries.provider_of_desk_or_missing(provider_id, to_change=True)
    if not policies.may_price_from(valid_from, queries.last_settled_month(one.id)):
        raise Refusal(messages.PRICE_SETTLED, field="valid_from")
    price = Price(provider_id=one.id, valid_from=valid_from, amount=amount)
    _add_once(price)
    note(actor, "price_added", str(one.id))
    return price


@command
def remove_price(actor: Actor, provider_id: int, price_id: int) -> None:
    """Take a price back by which nothing was settled."""
    desk_or_missing(actor, *policies.RUNS)
    one = queries.provider_of_desk_or_missing(provider_id, to_change=True)
    price = queries.price_or_missing(one.id, price_id)
    if not policies.may_price_from(price.valid_from, queries.last_settled_month(one.id)):
        raise Refusal(messages.PRICE_SETTLED)
    db.session.delete(price)
    note(actor, "price_removed", str(one.id))


@command
def add_rule(actor: Actor, *, valid_from: date, cap: int, extension: int, missed_counts: bool) -> Rule:
    """Grant so many sessions a year from a day on, never a day that is past."""
    desk_or_missing(actor, *policies.RUNS)
    if valid_from < clock.today():
        raise Refusal(messages.RULE_PAST, field="valid_from")
    rule = Rule(valid_from=valid_from, cap=cap, extension=extension, missed_counts=missed_counts)
    _add_once(rule)
    note(actor, "rule_added", valid_from.isoformat())
    return rule


@command
def remove_rule(actor: Actor, rule_id: int) -> None:
    """Take a rule back before its first day."""
    desk_or_missing(actor, *policies.RUNS)
    rule = queries.rule_or_missing(rule_id)
    if not policies.may_remove_rule(rule):
        raise Refusal(messages.RULE_IN_FORCE)
    db.session.delete(rule)
    note(actor, "rule_removed", rule.valid_from.isoformat())


def _to_change(actor: Actor, provider_id: int, version: int) -> Provider:
    desk_or_missing(actor, *policies.RUNS)
    one = queries.provider_of_desk_or_missing(provider_id, to_change=True)
    if not one.is_active:
        raise Refusal(messages.PROVIDER_OVER)
    if one.version != version:
        raise Stale(messages.PROVIDER_CHANGED)
    return one


def _add_once(row: Price | Rule) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refusal(messages.DAY_HAS_ONE, field="valid_from") from None
