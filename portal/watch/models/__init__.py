"""Kinds, rules, shifts and who is on them; swaps, the log of a night, and the rest that a shift earns."""

from portal.watch.models.logs import WatchCall, WatchLog, WatchPatrol
from portal.watch.models.months import WatchRoster, WatchShift, WatchSwap, WatchTurn
from portal.watch.models.rules import WatchBar, WatchExcuse, WatchKind, WatchSetting
from portal.watch.models.states import LIVE, Days, Excuse, Group, LogState, RosterState, SwapState

__all__ = [
    "LIVE",
    "Days",
    "Excuse",
    "Group",
    "LogState",
    "RosterState",
    "SwapState",
    "WatchBar",
    "WatchCall",
    "WatchExcuse",
    "WatchKind",
    "WatchLog",
    "WatchPatrol",
    "WatchRoster",
    "WatchSetting",
    "WatchShift",
    "WatchSwap",
    "WatchTurn",
]
