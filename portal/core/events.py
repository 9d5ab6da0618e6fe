"""What has happened, told to whoever listens, inside the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_listeners: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def listen(*event_types: type[Any]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function for each of the event types; it adds rows, sends nothing and raises nothing on purpose."""

    def add(func: Callable[[E], None]) -> Callable[[E], None]:
        for event_type in event_types:
            if func not in _listeners[event_type]:
                _listeners[event_type].append(func)
        return func

    return add


def emit(event: object) -> None:
    """Tell every listener of the event's type, in the order of registration."""
    for listener in _listeners[type(event)]:
        listener(event)
