"""What the pages of the words show, put together for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.actors import Actor
from portal.core.korean import kdate
from portal.notifications import messages, policies, queries, wording
from portal.notifications.models import MessageTemplate
from portal.notifications.wording import Words
from portal.programs.models import Program


@dataclass(frozen=True)
class StepLine:
    """One step in the list: what it says, and who wrote it if it is the team's own."""

    step: str
    label: str
    title: str
    own: MessageTemplate | None


@dataclass(frozen=True)
class Preview:
    """Words as somebody would read them; ``receipt_no`` names the application whose values were taken."""

    words: Words
    subject: str
    receipt_no: str


def steps_of(program: Program) -> Sequence[StepLine]:
    """Return every step of a program with its words."""
    own = {one.step: one for one in queries.templates_of(program.id)}
    fixed = policies.is_fixed(program)
    return [
        StepLine(
            step,
            label,
            messages.NEUTRAL if fixed else own[step].title if step in own else wording.default_words(step).title,
            own.get(step),
        )
        for step, label in messages.STEP.items()
    ]


def preview_of(actor: Actor, program: Program, step: str, words: Words) -> Preview | None:
    """Show words with the values of the program's newest application; None while there is neither one nor a round."""
    application = queries.newest_application_of(program.id, besides=actor.person_id)
    if application is not None and step != messages.REMIND_DRAFT:
        values = wording.of_application(application, messages.SAMPLE_REASON)
        values = {**values, "보완기한": values["보완기한"] or kdate(application.round.starts_on)}
        receipt_no = application.receipt_no
    elif program.rounds:
        round_ = program.rounds[-1]
        values, receipt_no = {**messages.SAMPLE, **wording.of_round(round_)}, ""
    else:
        return None
    said = wording.said(words, values)
    return Preview(said, messages.subject(said.subject or said.title), receipt_no)
