"""추첨: lots that anybody can draw again.

The lot of an application is the SHA-256 of the seed, a line feed and its receipt number, all in UTF-8, written in
hexadecimal; the lowest lot is first. The seed is drawn when the round opens and kept; its own SHA-256 is published at
once, so that it cannot be changed once receipt numbers are known. Nothing depends on the language's own dice.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from portal.applications import chosen_words
from portal.applications.selection._core import Basis, Candidate, Ranked
from portal.applications.selection.chosen_later import arrive as arrive


def ranked(candidates: Sequence[Candidate], basis: Basis) -> list[Ranked]:
    """Draw; who did not come without a word the last time stands after the others."""
    places = places_drawn(basis.seed, [one.receipt_no for one in candidates])
    order = sorted(candidates, key=lambda one: (one.goes_last, places[one.receipt_no]))
    return [
        Ranked(one, grounds=(chosen_words.drawn(places[one.receipt_no]), *chosen_words.last(one.goes_last)))
        for one in order
    ]


def commitment_to(seed: str) -> str:
    """Return what is published of a seed beforehand."""
    return sha256(seed.encode()).hexdigest()


def lot(seed: str, receipt_no: str) -> str:
    """Return the lot of a receipt number."""
    return sha256(f"{seed}\n{receipt_no}".encode()).hexdigest()


def in_order(seed: str, receipts: Iterable[str]) -> list[str]:
    """Return receipt numbers in the order of the draw."""
    return sorted(receipts, key=lambda receipt: (lot(seed, receipt), receipt))


def places_drawn(seed: str, receipts: Iterable[str]) -> dict[str, int]:
    """Return the place of each receipt number in the draw, from 1."""
    return {receipt: place for place, receipt in enumerate(in_order(seed, receipts), 1)}
