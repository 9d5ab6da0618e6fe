"""One command, one transaction."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import event

from portal.core.db import db, writing

P = ParamSpec("P")
R = TypeVar("R")

_last_acts: list[Callable[[], None]] = []


def at_the_end(func: Callable[[], None]) -> Callable[[], None]:
    """Register what the outermost command does last, inside its transaction, whatever it was."""
    if func not in _last_acts:
        _last_acts.append(func)
    return func


def command(func: Callable[P, R]) -> Callable[P, R]:
    """Commit when the outermost command returns; roll back when it raises.

    A command called inside another joins it. What was read before the command is read again inside its
    transaction. Raises RuntimeError when called while a GET is being answered.
    """

    @wraps(func)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        info = db.session().info
        if info.get("reading_only"):
            raise RuntimeError(f"{func.__qualname__} changes data, but this request is a GET")
        if info.get("in_command"):
            return func(*args, **kwargs)
        db.session.commit()  # ends the reading transaction, so that the next statement begins a writing one
        db.session.expire_all()
        info["in_command"] = True
        token = writing.set(True)
        try:
            result = func(*args, **kwargs)
            for last in _last_acts:
                last()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            writing.reset(token)
            info.pop("in_command", None)
        return result

    return run


def afterwards(*, committed: Callable[[], None] | None = None, rolled_back: Callable[[], None] | None = None) -> None:
    """Do something with a file once the transaction's end is known; the bytes know no rollback of their own."""
    session = db.session()
    waiting = {"committed": committed, "rolled_back": rolled_back}

    def end(how: str) -> None:
        act = waiting.pop(how, None)
        waiting.clear()
        if act is not None:
            act()

    event.listen(session, "after_commit", lambda _session: end("committed"))
    event.listen(session, "after_rollback", lambda _session: end("rolled_back"))
