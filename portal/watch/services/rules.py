"""Changes of the rules: kinds, the office's numbers, local rules, and who is excused."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.korean import kdate
from portal.core.transaction import command
from portal.watch import messages, queries
from portal.watch.events import RulesChanged
from portal.watch.models import Excuse, WatchBar, WatchExcuse, WatchKind
from portal.watch.services._core import rules, rules_for_runner

NUMBERS = ("distance_days", "order_days", "least_people", "rest_days", "phone")


@command
def keep_kind(actor: Actor, public_id: str | None, *, version: int, values: Mapping[str, Any]) -> WatchKind:
    """Make a kind or change one; rosters that are made already keep the hours they were made with."""
    rules_for_runner(actor)
    kind = queries.kind_or_missing(public_id) if public_id else None
    if kind is not None and kind.version != version:
        raise Stale(messages.STALE)
    if values["begins"] == values["ends"]:
        raise Refusal(messages.NO_HOURS, field="ends")
    if any(other.name == values["name"] and other is not kind for other in queries.kinds()):
        raise Refusal(messages.SAME_NAME, field="name")
    before: dict[str, Any] = {}
    if kind is None:
        kind = WatchKind(**values, sort_order=len(queries.kinds()) + 1)
        db.session.add(kind)
    else:
        before = {name: getattr(kind, name) for name, value in values.items() if getattr(kind, name) != value}
        for name, value in values.items():
            setattr(kind, name, value)
    db.session.flush()
    after = {name: value for name, value in values.items() if name in before or not before}
    emit(RulesChanged(actor, "kind", kind.name, kind.public_id, before=_plain(before), after=_plain(after)))
    return kind


@command
def keep_setting(actor: Actor, *, version: int, values: Mapping[str, Any], words: Collection[str]) -> None:
    """Change the office's numbers and the words of its local rules."""
    setting = rules_for_runner(actor)
    if setting.version != version:
        raise Stale(messages.STALE)
    before = {name: getattr(setting, name) for name in NUMBERS if getattr(setting, name) != values[name]}
    for name in NUMBERS:
        setattr(setting, name, values[name])
    if before:
        after = {name: values[name] for name in before}
        emit(RulesChanged(actor, "setting", setting.unit.name, before=before, after=after))
    held = {bar.word: bar for bar in queries.bars()}
    if set(held) != set(words):
        for word in set(held) - set(words):
            db.session.delete(held[word])
        db.session.add_all(WatchBar(word=word) for word in sorted(set(words) - set(held)))
        emit(
            RulesChanged(
                actor, "bar", setting.unit.name, before={"words": sorted(held)}, after={"words": sorted(words)}
            )
        )


@command
def excuse(actor: Actor, person_id: int, kind: Excuse, *, first_day: date, last_day: date | None) -> WatchExcuse:
    """Keep somebody off duty for a while; one's own wish only oneself can say, and nobody asks why."""
    is_own = kind is Excuse.OWN
    setting = rules() if is_own else rules_for_runner(actor)
    if is_own and actor.person_id != person_id:
        raise Missing(messages.NO_SUCH_THING)
    if last_day is not None and last_day < first_day:
        raise Refusal(messages.DAYS_OUT_OF_ORDER, field="last_day")
    if all(one.person_id != person_id for one in queries.members_of(setting.unit, first_day, last_day or first_day)):
        raise Refusal(messages.NOT_A_MEMBER, field="person")
    kept = WatchExcuse(person_id=person_id, excuse=kind, first_day=first_day, last_day=last_day, created_at=clock.now())
    db.session.add(kept)
    db.session.flush()
    after = {"excuse": messages.EXCUSE[kind], **_plain({"first_day": first_day, "last_day": last_day})}
    emit(RulesChanged(actor, "excuse", "", kept.public_id, subject_id=person_id, after=after))
    return kept


@command
def end_excuse(actor: Actor, public_id: str) -> None:
    """End an excuse: who is excused by their own wish ends it themselves, any other the duty officer."""
    kept = queries.excuse_or_missing(public_id)
    is_own = kept.excuse == Excuse.OWN
    if is_own and actor.person_id != kept.person_id:
        raise Missing(messages.NO_SUCH_THING)
    if not is_own:
        rules_for_runner(actor)
    before = _plain({"first_day": kept.first_day, "last_day": kept.last_day})
    db.session.delete(kept)
    db.session.flush()
    emit(RulesChanged(actor, "end_excuse", "", public_id, subject_id=kept.person_id, before=before))


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the trail keeps them."""
    said: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, bool):
            said[name] = "예" if value else "아니요"
        elif isinstance(value, date):
            said[name] = kdate(value)
        elif value is None or isinstance(value, int | list):
            said[name] = value
        else:
            said[name] = messages.DAYS.get(value, str(value))
    return said
