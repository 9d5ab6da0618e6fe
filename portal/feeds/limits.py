"""How often an address may be read: counted in the memory of one process, for a calendar leaves no trace behind."""

from threading import Lock
from time import monotonic

MINUTE = 60.0
MOST_READS = 30
MOST_MISSES = 300
MOST_KEPT = 10_000


class Counter:
    """Counts what happens under a name within a minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._seen: dict[str, tuple[float, int]] = {}
        self._lock = Lock()

    def is_full(self, name: str) -> bool:
        """Say whether it has happened as often as it may."""
        began, times = self._seen.get(name, (0.0, 0))
        return times >= self.most and monotonic() - began < MINUTE

    def count(self, name: str) -> None:
        """Count it once more; a new minute begins anew, and so does all when too many names are kept."""
        now = monotonic()
        with self._lock:
            if len(self._seen) >= MOST_KEPT:
                self._seen.clear()
            began, times = self._seen.get(name, (now, 0))
            self._seen[name] = (began, times + 1) if now - began < MINUTE else (now, 1)
