"""Every SELECT of the catalog and of the officers' pages."""

from portal.programs.queries.offers import (
    Offer,
    consents_asked,
    facts_printed_about,
    offer_of_round,
    offer_or_missing,
    offers_of_kinds,
    offers_of_program,
    program_or_missing,
    round_held,
    round_with_program,
    rounds_by_id,
)

__all__ = [
    "Offer",
    "consents_asked",
    "facts_printed_about",
    "offer_of_round",
    "offer_or_missing",
    "offers_of_kinds",
    "offers_of_program",
    "program_or_missing",
    "round_held",
    "round_with_program",
    "rounds_by_id",
]
