"""Plain text as a page shows it: paragraphs, lines, and addresses that can be followed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&*+,;=%()\[\]]+", re.IGNORECASE)
_GAP = re.compile(r"\n[ \t]*\n\s*")
_ENDS = ".,;:!?*"
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True)
class Piece:
    """Some words, and the address they lead to, if they are one."""

    words: str
    address: str = ""


def paragraphs(text: str) -> Sequence[Sequence[Sequence[Piece]]]:
    """Return the text as paragraphs of lines of pieces; nothing in it is markup."""
    return [[_pieces(line) for line in part.split("\n")] for part in _GAP.split(text.strip()) if part.strip()]


def _pieces(line: str) -> list[Piece]:
    pieces, at = [], 0
    for found in _ADDRESS.finditer(line):
        address = _without_ends(found.group())
        if address.partition("://")[2]:
            pieces += [Piece(line[at : found.start()]), Piece(address, address)]
            at = found.start() + len(address)
    return [piece for piece in [*pieces, Piece(line[at:])] if piece.words]


def _without_ends(address: str) -> str:
    """Return an address without the marks of the sentence around it; a bracket stays where its pair is inside."""
    while address and (
        address[-1] in _ENDS
        or (address[-1] in _PAIRS and address.count(address[-1]) > address.count(_PAIRS[address[-1]]))
    ):
        address = address[:-1]
    return address
