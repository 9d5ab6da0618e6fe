"""Every change of an export: asked for, decided by a second person, fetched, deleted."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert

from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale, TooMany
from portal.core.events import emit
from portal.core.korean import kdatetime
from portal.core.transaction import command
from portal.exports import files, messages, policies, queries, storage
from portal.exports.events import ExportDecided, ExportExpired, ExportFetched, ExportRequested
from portal.exports.lists import ExportableList, Purpose, Subject, list_by_key
from portal.exports.models import Export, ExportStatus, ExportSubject, FileFormat


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: which list, by which filters, for what purpose and reason; ``key`` is the form's own."""

    list_key: str
    purpose: str
    filters: Mapping[str, str]
    reason: str
    key: str
    file_format: FileFormat = FileFormat.XLSX


@dataclass(frozen=True)
class File:
    """A file to be given out."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Made:
    """A file that was just made and lies in its place, not yet named by any row."""

    name: str
    content: bytes
    stored_as: str
    row_count: int
    at: datetime
    subjects: frozenset[Subject]


def take(actor: Actor, wish: Wish) -> Export:
    """Make the file, or ask a second person when it is long; a form sent twice gives the first one.

    The file is made before the transaction, which shall be short.
    """
    one = list_by_key(wish.list_key)
    if not policies.purposes_open_to(actor, one):
        raise NotAllowed(messages.NOT_YOURS)
    purpose = next((p for p in policies.purposes_open_to(actor, one) if p.key == wish.purpose), None)
    if purpose is None:
        raise Refusal(messages.NO_PURPOSE, field="purpose")
    if wish.file_format not in purpose.formats:
        raise Refusal(messages.no_such_file(purpose.label), field="file_format")
    if (sent_before := queries.export_with_key(wish.key)) is not None:
        return _own(actor, sent_before)
    _refuse_too_often(actor)
    export = _new(actor, one, purpose, wish)
    if policies.needs_approval(purpose, export.row_count):
        return _ask(actor, export, one)
    made = _make(actor, one, purpose, export)
    try:
        return _keep(actor, export, made)
    except BaseException:
        storage.discard(made.stored_as)
        raise


@command
def decide(actor: Actor, public_id: str, *, approve: bool, note: str, version: int) -> None:
    """Approve or refuse what somebody else asks for; the first of two decisions counts."""
    export = queries.export_to_change(public_id)
    one = list_by_key(export.list_key)
    if policies.is_own(actor, export):
        raise NotAllowed(messages.OWN)
    if not policies.may_decide(actor, export, one.approvers, queries.path_of_unit(export.owner_unit_id)):
        raise Missing(messages.UNKNOWN)
    now = clock.now()
    if export.status != ExportStatus.WAITING or export.version != version or export.expires_at <= now:
        raise Stale(messages.DECIDED)
    if not approve and not note:
        raise Refusal(messages.WHY_REFUSED, field="note")
    export.status = ExportStatus.READY if approve else ExportStatus.REFUSED
    export.decided_by_id, export.decided_by_name, export.decided_at = actor.account_id, name_of(actor), now
    export.decision_note, export.expires_at = note, now + policies.FETCH_WITHIN
    db.session.flush()
    emit(ExportDecided(actor, export.id, approve))


def fetch(actor: Actor, public_id: str) -> File:
    """Give the file out, making it first when it was just approved; asks again whether the actor may have it."""
    export = queries.export_or_missing(public_id)
    one, purpose = _ask_again(actor, export)
    if export.made_at is not None:
        content = storage.read(export.stored_as)
        return _hand_over(actor, public_id, content)
    made = _make(actor, one, purpose, export)
    try:
        return _hand_over_first(actor, public_id, made)
    except BaseException:
        storage.discard(made.stored_as)
        raise


@command
def sweep() -> None:
    """Delete the files whose time has passed, close what nobody decided, and clear what was left behind."""
    for export in queries.exports_past(clock.now()):
        storage.discard(export.stored_as)
        export.status, export.stored_as = ExportStatus.EXPIRED, ""
        db.session.flush()
        emit(ExportExpired(SYSTEM, export.id))
    storage.discard_all_but(queries.files_kept())


@command
def _ask(actor: Actor, export: Export, one: ExportableList) -> Export:
    """Keep the wish until a second person decides, and say who may."""
    able = queries.approvers_for(one.approvers, queries.path_of_unit(export.owner_unit_id))
    others = [who for who in able if who.account_id != actor.account_id and who.person_id != actor.person_id]
    if not others:
        raise Refusal(messages.NOBODY_APPROVES)
    db.session.add(export)
    db.session.flush()
    people = tuple(who.person_id for who in others if who.person_id is not None)
    emit(ExportRequested(actor, export.id, True, people))
    return export


@command
def _keep(actor: Actor, export: Export, made: Made) -> Export:
    """Keep the row of a file that was made at once."""
    db.session.add(export)
    _note_made(export, made)
    emit(ExportRequested(actor, export.id, False))
    return export


@command
def _hand_over(actor: Actor, public_id: str, content: bytes | None) -> File:
    """Count a file that goes out; one that was changed in its place does not."""
    export = queries.export_to_change(public_id)
    _ask_again(actor, export)
    if content is None:
        raise Refusal(messages.GONE)
    if hashlib.sha256(content).hexdigest() != export.sha256:
        raise Refusal(messages.DAMAGED)
    export.downloads += 1
    export.downloaded_at = clock.now()
    db.session.flush()
    emit(ExportFetched(actor, export.id))
    return File(export.file_name, content, files.CONTENT_TYPE[FileFormat(export.file_format)])


@command
def _hand_over_first(actor: Actor, public_id: str, made: Made) -> File:
    """Keep the file that was made after the approval, and give it out; another browser may have been quicker."""
    export = queries.export_to_change(public_id)
    if export.made_at is not None:
        raise Stale(messages.MADE_MEANWHILE)
    _note_made(export, made)
    return _hand_over(actor, public_id, made.content)


def _ask_again(actor: Actor, export: Export) -> tuple[ExportableList, Purpose]:
    """Return the list and purpose when the actor may have the file now; raises what stands in the way."""
    one = list_by_key(export.list_key)
    purpose = one.purpose(export.purpose)
    _own(actor, export)
    if not policies.may_fetch(actor, export, one, purpose):
        raise NotAllowed(messages.RIGHTS_CHANGED)
    if export.status == ExportStatus.WAITING:
        raise Refusal(messages.WAITS)
    if export.status == ExportStatus.REFUSED:
        raise Refusal(messages.WAS_REFUSED)
    if export.status == ExportStatus.EXPIRED or export.expires_at <= clock.now():
        raise Refusal(messages.GONE)
    return one, purpose


def _own(actor: Actor, export: Export) -> Export:
    if export.account_id != actor.account_id:
        raise Missing(messages.UNKNOWN)
    return export


def _refuse_too_often(actor: Actor) -> None:
    if queries.count_since(actor.account_id, clock.at(clock.today())) >= policies.MOST_A_DAY:
        raise TooMany(messages.TOO_MANY)


def _new(actor: Actor, one: ExportableList, purpose: Purpose, wish: Wish) -> Export:
    """Return the row of a wish, with its count; nothing is added to the session."""
    filters = one.tidy(wish.filters)
    count = one.count(actor, filters)
    if not count:
        raise Refusal(messages.NOTHING)
    if count > policies.MOST_ROWS:
        raise Refusal(messages.too_large(policies.MOST_ROWS))
    now = clock.now()
    return Export(
        key=wish.key,
        account_id=actor.account_id,
        person_id=actor.person_id,
        actor_name=name_of(actor),
        list_key=one.key,
        list_label=one.label,
        purpose=purpose.key,
        purpose_label=purpose.label,
        reason=wish.reason,
        file_format=wish.file_format,
        filters=filters,
        filter_words=one.words(actor, filters)[:400],
        columns=purpose.headings,
        row_count=count,
        rights=policies.rights_for(actor, one, purpose),
        owner_unit_id=one.owner_unit_id(actor, filters),
        status=ExportStatus.WAITING,
        requested_at=now,
        expires_at=now + policies.FETCH_WITHIN,
    )


def _make(actor: Actor, one: ExportableList, purpose: Purpose, export: Export) -> Made:
    """Write the file with what the actor may see now."""
    rows = list(one.rows(actor, export.filters, purpose))
    if len(rows) > max(policies.MAY_GROW * export.row_count, purpose.most_rows):
        raise Refusal(messages.GREW)
    now = clock.now()
    lines = messages.head_lines(
        who=export.actor_name,
        at=now,
        purpose=purpose.label,
        reason=" ".join(export.reason.split()),
        chosen=export.filter_words,
        count=f"{len(rows):,}{one.unit}",
    )
    if export.decided_at is not None:
        lines.insert(3, messages.approved_by(export.decided_by_name, export.decided_at))
    said = files.Content(
        title=one.title(actor, export.filters, purpose),
        lines=lines,
        columns=purpose.columns,
        rows=rows,
        unit=one.unit,
        footer=f"{export.actor_name} {kdatetime(now)}",
        at=now,
    )
    content = files.written(FileFormat(export.file_format), said)
    name = f"{one.label}_{purpose.label}_{now:%Y%m%d_%H%M}.{export.file_format}".replace(" ", "_").replace("/", "·")
    subjects = frozenset(one.subjects(actor, export.filters, purpose))
    return Made(name, content, storage.write(content), len(rows), now, subjects)


def _note_made(export: Export, made: Made) -> None:
    export.status = ExportStatus.READY
    export.file_name, export.stored_as, export.size = made.name, made.stored_as, len(made.content)
    export.sha256 = hashlib.sha256(made.content).hexdigest()
    export.row_count, export.made_at, export.expires_at = made.row_count, made.at, made.at + policies.KEPT_FOR
    db.session.flush()
    rows = [{"export_id": export.id, **asdict(one)} for one in made.subjects]
    if rows:
        db.session.execute(insert(ExportSubject), rows)


def name_of(actor: Actor) -> str:
    """Return a person as files and records name them: "주무관 김산원(인사팀)"."""
    place = f"({actor.unit_name})" if actor.unit_name else ""
    return f"{actor.title} {actor.name}{place}".strip()[:80]
