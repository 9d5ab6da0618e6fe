"""Pages of this room for everybody of the office: the calendar, one's own duty, swaps, logs."""

from portal.watch.views import logs, month, own, swaps
from portal.watch.views._core import bp

__all__ = ["bp", "logs", "month", "own", "swaps"]
