"""Where in a long list a page begins: behind or before a row, so that no page costs more than the first.

The values by which a row is sorted travel in the address; whoever changes them sees another part of the same list.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

LAST = "end"
LONGEST = 600
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Spot:
    """A page by its number, and the row after or before which it lies; ``before`` may be ``LAST``.

    Without a row it is found by counting, which is only good for the first pages.
    """

    number: int = 1
    after: str = ""
    before: str = ""

    @property
    def is_backward(self) -> bool:
        """Say whether the page lies before its row."""
        return bool(self.before)

    @property
    def where(self) -> dict[str, Any]:
        """Return how an address says which page this is."""
        return {"page": self.number, "after": self.after, "before": self.before}

    @property
    def row(self) -> str:
        """Return the row named in the address, or nothing."""
        return "" if self.before == LAST else (self.before or self.after)


FIRST = Spot()


def written(values: Sequence[Any]) -> str:
    """Return the sorting values of a row as an address carries them."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")


def read(text: str, kinds: Sequence[type]) -> tuple[Any, ...] | None:
    """Return the values of a row; None for what is none."""
    try:
        plain = json.loads(urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text) % 4)))
        if not isinstance(plain, list) or len(plain) != len(kinds):
            return None
        return tuple(_value(one, kind) for one, kind in zip(plain, kinds, strict=True))
    except ValueError:  # odd base64, odd UTF-8, odd JSON and odd dates are all of this kind
        return None


def _value(one: Any, kind: type) -> Any:
    if kind is datetime and isinstance(one, str):
        moment = datetime.fromisoformat(one)
        if moment.tzinfo is None:
            raise ValueError(one)
        return moment
    is_good = isinstance(one, kind) and not isinstance(one, bool)
    if not is_good or (isinstance(one, int) and abs(one) > LARGEST) or (isinstance(one, str) and "\x00" in one):
        raise ValueError(one)
    return one
