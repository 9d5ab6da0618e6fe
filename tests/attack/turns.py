"""How much of what could be tried is tried.

Every wrong value at every door takes a quarter of an hour, so the suite lets neighbors take turns: each door meets a
part, each value meets many doors. `make postgres` sets PORTAL_TRY_EVERYTHING and tries all of it.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
EVERYTHING = bool(os.environ.get("PORTAL_TRY_EVERYTHING"))


def in_turn(things: Sequence[T], turn: int, *, of: int) -> Sequence[T]:
    """Return every ``of``-th thing, from the turn's first on: the doors beside this one try what is left out."""
    return things if EVERYTHING else things[turn % of :: of]
