"""What a person wrote when asking: seen by themselves, and corrected until the institution has called."""

from portal.core.actors import Actor
from portal.core.errors import Refusal, Stale
from portal.core.resident_numbers import refuse_resident_numbers
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies, sealing
from portal.kinds.psych_counseling.models import Case, Way
from portal.kinds.psych_counseling.queries.cases import own_live_case_or_missing
from portal.kinds.psych_counseling.services.applying import Wish, provider_for
from portal.kinds.psych_counseling.services.trail import note


def own_wish(one: Case) -> Wish:
    """Return what a person wrote; raises Refusal when its key is gone."""
    contact = sealing.opened(one.sealed_contact, "contact", one.public_id)
    wishes = sealing.opened(one.sealed_wishes, "wishes", one.public_id)
    if contact is None or wishes is None:
        raise Refusal(messages.CONTACT_GONE)
    return Wish(
        way=Way(one.way),
        contact_by=contact["by"],
        contact=contact["to"],
        region=wishes["region"],
        gender=wishes["gender"],
        times=tuple(wishes["times"]),
        hint=contact["hint"],
        is_discreet=contact["is_discreet"],
    )


@command
def change(actor: Actor, *, wish: Wish, version: int) -> Case:
    """Put other wishes in the place of one's own; another region may lead to another institution."""
    one = own_live_case_or_missing(actor)
    refuse_resident_numbers(wish.hint, field="hint")
    if not policies.may_change_details(one):
        raise Refusal(messages.CALLED_ALREADY)
    if one.version != version:
        raise Stale(messages.DETAILS_CHANGED)
    if wish.region and wish.region not in one.provider.regions:
        one.provider_id = provider_for(wish.region).id
    one.way = wish.way
    keep_wish(one, wish)
    note(actor, "changed", one.number, is_client=True)
    return one


def keep_wish(one: Case, wish: Wish) -> None:
    """Seal what a person wrote with their case."""
    contact = {"by": wish.contact_by, "to": wish.contact, "hint": wish.hint, "is_discreet": wish.is_discreet}
    wishes = {"region": wish.region, "gender": wish.gender, "times": list(wish.times)}
    one.sealed_contact = sealing.sealed(one.key_ref, "contact", one.public_id, contact)
    one.sealed_wishes = sealing.sealed(one.key_ref, "wishes", one.public_id, wishes)
