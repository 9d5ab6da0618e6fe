"""Whether somebody may apply to a round now, and why not: asked by the form's page and again when it is sent."""

from portal.applications import messages
from portal.core.actors import Actor
from portal.core.errors import Missing, Refusal
from portal.directory.queries import PersonFacts
from portal.programs.catalog import judged
from portal.programs.kinds import kind_of
from portal.programs.queries import Offer
from portal.programs.windows import Window

_CLOSED = {
    Window.UPCOMING: messages.NOT_OPEN_YET,
    Window.CLOSED: messages.CLOSED,
    Window.NONE: messages.NO_APPLICATIONS,
}


def admit(actor: Actor, offer: Offer, facts: PersonFacts) -> str:
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
    return " · ".join(answer.grounds)[:300]
