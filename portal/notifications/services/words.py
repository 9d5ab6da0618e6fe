"""Every change of what a program says at its steps."""

from dataclasses import asdict

from sqlalchemy.orm.exc import StaleDataError

from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.notifications import messages, policies, queries, wording
from portal.notifications.events import WordsChanged
from portal.notifications.models import MessageTemplate
from portal.notifications.wording import Words
from portal.programs.models import Program
from portal.programs.queries import program_or_missing


def program_to_word(actor: Actor, program_id: int, step: str = "") -> Program:
    """Return a program whose words the actor may see; raises Missing, also for a step that does not exist."""
    program = program_or_missing(program_id)
    if not policies.may_word(actor, program) or (step and step not in messages.STEP):
        raise Missing
    return program


@command
def keep(actor: Actor, program_id: int, step: str, *, words: Words, version: int) -> None:
    """Keep a team's own words; *version* is 0 when the portal's stood on the screen. Raises Stale, Refusal, Missing."""
    _check(program_to_word(actor, program_id, step))
    for name, wrong in wording.faults_of(step, words).items():
        raise Refusal(wrong[0], field=name)
    template = queries.template_of(program_id, step)
    if (template.version if template else 0) != version:
        raise Stale(messages.WORDS_STALE)
    before = _words_of(template) if template else wording.default_words(step)
    if words == before:
        return
    if template is None:
        template = MessageTemplate(program_id=program_id, step=step)
        db.session.add(template)
    for name, value in asdict(words).items():
        setattr(template, name, value)
    template.changed_at, template.changed_by_name = clock.now(), actor.name[:40]
    _flush()
    emit(WordsChanged(actor, program_id, step, asdict(before), asdict(words)))


@command
def reset(actor: Actor, program_id: int, step: str, *, version: int) -> None:
    """Go back to the portal's words. Raises Stale, Missing."""
    _check(program_to_word(actor, program_id, step))
    template = queries.template_of(program_id, step)
    if template is None or template.version != version:
        raise Stale(messages.WORDS_STALE)
    before = _words_of(template)
    db.session.delete(template)
    _flush()
    emit(WordsChanged(actor, program_id, step, asdict(before), {}))


def _check(program: Program) -> None:
    if policies.is_fixed(program):
        raise Refusal(messages.WORDS_FIXED)


def _words_of(template: MessageTemplate) -> Words:
    return Words(template.title, template.body, template.subject, template.letter)


def _flush() -> None:
    try:
        db.session.flush()
    except StaleDataError:
        raise Stale(messages.WORDS_STALE) from None
    wording.forget_words()
