"""Whether somebody may apply to a round now, and why not: asked by the form's page and again when it is sent."""

from dataclasses import dataclass

from portal.applications import messages, waiting_words
from portal.applications.conduct import conduct_of
from portal.applications.models import Application
from portal.core.actors import Actor
from portal.core.errors import Missing, Refusal
from portal.directory.models import ServiceState
from portal.directory.queries import PersonFacts, people_facts
from portal.programs.catalog import judged
from portal.programs.kinds import kind_of
from portal.programs.queries import Offer, offer_of_round
from portal.programs.windows import Window

_CLOSED = {
    Window.UPCOMING: messages.NOT_OPEN_YET,
    Window.CLOSED: messages.CLOSED,
    Window.NONE: messages.NO_APPLICATIONS,
}


@dataclass(frozen=True)
class Admitted:
    """On what grounds somebody may apply, and whether others go first."""

    grounds: str
    goes_last: bool = False


def admit(actor: Actor, offer: Offer, facts: PersonFacts) -> Admitted:
    """Return on what grounds the person may apply; raises Refusal with the reason why not.

    Raises Missing for a kind that takes no applications.
    """
    if not kind_of(offer).takes_applications:
        raise Missing
    if offer.window != Window.OPEN:
        raise Refusal(_CLOSED[offer.window])
    answer = judged(offer, facts)
    if not answer.fits:
        raise Refusal(answer.words)
    no = kind_of(offer).refusals(actor, [offer]).get(offer.round_id)
    if no:
        raise Refusal(no)
    conduct = conduct_of(facts.person_id, offer.program_id)
    if conduct.barred_until is not None:
        raise Refusal(waiting_words.barred(conduct.barred_until))
    return Admitted(" · ".join(answer.grounds)[:300], conduct.goes_last)


def still_fits(application: Application) -> bool:
    """Say whether somebody who was let in still fits the round; who has left the service does not."""
    facts = people_facts([application.person_id]).get(application.person_id)
    if facts is None or facts.state == ServiceState.RETIRED:
        return False
    return judged(offer_of_round(application.round_id), facts).fits
