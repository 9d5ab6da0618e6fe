"""What the pages of this room show, put together for the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.exports import messages, policies, queries
from portal.exports.lists import ExportableList, Purpose, list_by_key
from portal.exports.models import Export, ExportStatus


@dataclass(frozen=True)
class Plan:
    """A file that could be made: what would be in it, and who would be told."""

    one: ExportableList
    chosen: str
    count: int
    purposes: Sequence[Purpose]
    approvers: str
    back: str

    @property
    def is_too_large(self) -> bool:
        """Say whether no file may hold so many rows."""
        return self.count > policies.MOST_ROWS

    def asks(self, purpose: Purpose) -> bool:
        """Say whether this purpose needs a second person for so many rows."""
        return policies.needs_approval(purpose, self.count)


@dataclass(frozen=True)
class Opened:
    """One record: whether the actor may fetch the file or decide, and what list it is of."""

    export: Export
    state: ExportStatus
    unit: str
    is_own: bool
    may_decide: bool
    can_fetch: bool
    approvers: str


def plan_of(actor: Actor, one: ExportableList, purposes: Sequence[Purpose], given: Mapping[str, str]) -> Plan:
    """Return what a file of a list would hold."""
    filters = one.tidy(given)
    count = one.count(actor, filters)
    approvers = ""
    if any(policies.needs_approval(purpose, count) for purpose in purposes):
        approvers = _names_of_approvers(actor, one, one.owner_unit_id(actor, filters))
    back = one.page + (f"?{urlencode(filters)}" if filters else "")
    return Plan(one, one.words(actor, filters), count, purposes, approvers, back)


def opened(actor: Actor, public_id: str) -> Opened:
    """Return a record to who asked for it or may decide about it; raises Missing."""
    export = queries.export_or_missing(public_id)
    one = list_by_key(export.list_key)
    is_own = export.account_id == actor.account_id
    path = queries.path_of_unit(export.owner_unit_id)
    answers = policies.may_decide(actor, export, one.approvers, path)
    if not is_own and not answers:
        raise Missing(messages.UNKNOWN)
    waits = state_of(export) == ExportStatus.WAITING
    approvers = _names_of_approvers(actor, one, export.owner_unit_id) if waits and is_own else ""
    return Opened(
        export, state_of(export), one.unit, is_own, answers and waits, is_own and can_fetch(export), approvers
    )


def waiting_for(actor: Actor) -> list[Export]:
    """Return what waits for this actor's decision."""
    found = queries.waiting_exports()
    return [one for one, path in found if policies.may_decide(actor, one, list_by_key(one.list_key).approvers, path)]


def state_of(export: Export) -> ExportStatus:
    """Return where a file stands now, though the worker has not yet come by."""
    is_open = export.status in (ExportStatus.WAITING, ExportStatus.READY)
    return ExportStatus.EXPIRED if is_open and export.expires_at <= clock.now() else export.status


def can_fetch(export: Export) -> bool:
    """Say whether there is a file to fetch; whether the actor still may is asked when it is fetched."""
    return state_of(export) == ExportStatus.READY


def _names_of_approvers(actor: Actor, one: ExportableList, unit_id: int | None) -> str:
    able = queries.approvers_for(one.approvers, queries.path_of_unit(unit_id))
    others = (who.name for who in able if who.account_id != actor.account_id and who.person_id != actor.person_id)
    return policies.names_and_more(others)
