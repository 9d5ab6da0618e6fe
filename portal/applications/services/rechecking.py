"""Whether those who applied still fit: looked at when it is decided and on the first day of the round."""

from collections.abc import Iterable, Mapping

from sqlalchemy import update

from portal.applications import messages
from portal.applications import round_messages as words
from portal.applications.events import EligibilityKept
from portal.applications.models import SEATED, Application, Status
from portal.applications.moving import NEVER, move, record
from portal.applications.policies import may_decide
from portal.applications.queries import panel, rounds
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.errors import NotAllowed, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.queries import people_facts
from portal.programs import eligibility
from portal.programs.catalog import when_looked_at_again
from portal.programs.kinds import kind_of
from portal.programs.records import known
from portal.programs.seats import hold_rounds

LONGEST = 300


def find_changed(applications: Iterable[Application]) -> dict[int, str]:
    """Return by id why somebody no longer fits, of those where no officer has accepted that: three statements at most.

    Who left the office altogether has no facts: that is told as well.
    """
    asked = list(applications)
    rules = [one.round.eligibility for one in asked]
    if not any(rules):
        return {}
    facts = people_facts({one.person_id for one in asked})
    people = {one.person_id: one for one in known(list(facts.values()), rules)}
    found = {}
    for one in asked:
        who = people.get(one.person_id)
        if who is None:
            continue
        when = when_looked_at_again(one.round, one.submitted_at.date())
        answer = eligibility.answer(one.round.eligibility, who, when)
        words = answer.words[:LONGEST]
        if not answer.fits and words != one.recheck_kept:
            found[one.id] = words
    return found


def mark(applications: Mapping[int, Application], found: Mapping[int, str]) -> None:
    """Put applications on the list of those to be looked at again, or take them off it; past the row version."""
    for one_id, one in applications.items():
        words = found.get(one_id, "")
        if one.recheck_words != words:
            db.session.execute(update(Application).where(Application.id == one_id).values(recheck_words=words))
            db.session.refresh(one, ["recheck_words"])
            if words:
                record(one, Action.RECHECK, actor=SYSTEM, note=words, visible_at=NEVER)


@command
def recheck_first_day() -> int:
    """Look again at everybody with a seat in the rounds that begin today; return how many fell on the list."""
    marked = 0
    for round_ in rounds.rounds_starting(clock.today()):
        hold_rounds([round_.id])
        seated = {one.id: one for one in rounds.live_of_round(round_.id) if one.status in SEATED}
        found = find_changed(seated.values())
        mark(seated, found)
        marked += len(found)
    return marked


@command
def keep(actor: Actor, public_id: str, *, version: int, reason: str) -> None:
    """Accept that somebody no longer fits, with a reason; asked again only when something else changes."""
    application = _on_the_list(actor, public_id, version)
    application.recheck_kept, application.recheck_words = application.recheck_words, ""
    record(application, Action.KEEP, actor=actor, note=reason, visible_at=NEVER)
    emit(EligibilityKept(application.id, actor, reason))


@command
def reopen(actor: Actor, public_id: str, *, version: int, reason: str) -> None:
    """Take an approved application that no longer fits back into review, to be decided again; its seat stays held."""
    application = _on_the_list(actor, public_id, version)
    if application.status != Status.APPROVED:
        raise Stale(words.NOT_LISTED)
    kind_of(application.round.program).on_released(application)
    application.waiting_since = clock.now()
    move(application, Action.REOPEN, actor=actor, note=reason)


def _on_the_list(actor: Actor, public_id: str, version: int) -> Application:
    application = panel.application_for_officer(actor, public_id)
    hold_rounds([application.round_id])
    db.session.refresh(application)
    if not may_decide(actor, application):
        raise NotAllowed(messages.NOT_YOURS_TO_DECIDE)
    if application.version != version or not application.recheck_words or application.settles_at is not None:
        raise Stale(words.NOT_LISTED)
    return application
