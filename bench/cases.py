"""How is measured: processor time of the server per request, interleaved with the floor."""

from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from bench.servers import Server

ROUNDS = 5
WARM = 10


class Figure(NamedTuple):
    """One line of the result."""

    name: str
    engine: str
    unit: str
    value: float
    floor: float | None
    ratio: float | None
    goal: float | None = None


def cost(server: Server, act: Callable[[], None], times: int) -> float:
    """Return the server's processor time per act, in microseconds."""
    before = server.cpu_seconds()
    for _ in range(times):
        act()
    return (server.cpu_seconds() - before) / times * 1e6


def compare(
    portal: tuple[Server, Callable[[], None]], floor: tuple[Server, Callable[[], None]], times: int
) -> tuple[float, float]:
    """Measure both in turn; return the medians of portal and floor in microseconds."""
    for _, act in (portal, floor):
        for _ in range(WARM):
            act()
    pairs = [(cost(*portal, times), cost(*floor, times)) for _ in range(ROUNDS)]
    return median(p for p, _ in pairs), median(f for _, f in pairs)
