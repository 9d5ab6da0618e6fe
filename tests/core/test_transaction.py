"""One command, one transaction; events inside it."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select, update

from portal.accounts.models import Account
from portal.core import events
from portal.core.db import db, writing
from portal.core.transaction import command
from tests.factories.accounts import AccountFactory


@dataclass(frozen=True)
class Happened:
    what: str


@pytest.fixture(autouse=True)
def heard(monkeypatch):
    """A listener of this test's own, forgotten after it."""
    told = []
    monkeypatch.setitem(events._listeners, Happened, [told.append])
    return told


def kept(login_id):
    """Ask another connection, which sees committed rows only."""
    token = writing.set(False)
    try:
        with db.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(Account).where(Account.login_id == login_id))
    finally:
        writing.reset(token)


def add(login_id):
    account = AccountFactory.build(login_id=login_id, person=None)
    db.session.add(account)
    db.session.flush()
    return account


def test_command_commits_when_it_returns(app):
    command(lambda: add("new"))()
    assert kept("new") == 1


def test_command_that_raises_leaves_nothing(app):
    @command
    def half():
        add("new")
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        half()
    assert kept("new") == 0


def test_inner_command_joins_the_outer_one(app):
    @command
    def outer():
        command(lambda: add("inner"))()
        assert kept("inner") == 0
        raise ValueError("after the inner one")

    with pytest.raises(ValueError, match="after"):
        outer()
    assert kept("inner") == 0


def test_writing_ends_with_the_command_whatever_happens(app):
    seen = []

    @command
    def fails():
        seen.append(writing.get())
        raise ValueError

    with pytest.raises(ValueError):
        fails()
    assert (seen, writing.get()) == ([True], False)
    command(lambda: add("next"))()
    assert kept("next") == 1


def test_command_reads_anew_what_was_read_before_it(app):
    account = AccountFactory(login_id="old", name="옛 이름")
    db.session.commit()
    assert account.name == "옛 이름"
    db.session.commit()
    with db.engine.begin() as connection:
        connection.execute(update(Account).values(name="새 이름"))
    assert command(lambda: account.name)() == "새 이름"


def test_command_is_refused_while_a_page_is_read(app):
    db.session().info["reading_only"] = True
    with pytest.raises(RuntimeError, match="changes data, but this request is a GET"):
        command(lambda: add("new"))()


def test_what_listeners_add_stands_or_falls_with_the_act(app, monkeypatch):
    monkeypatch.setitem(events._listeners, Happened, [lambda event: add(event.what)])

    @command
    def act(fail):
        events.emit(Happened("noted"))
        if fail:
            raise ValueError

    with pytest.raises(ValueError):
        act(fail=True)
    assert kept("noted") == 0
    act(fail=False)
    assert kept("noted") == 1


def test_every_listener_hears_in_the_order_of_registration(heard, monkeypatch):
    order = []
    monkeypatch.setitem(events._listeners, Happened, [])
    for name in ("first", "second"):
        events.listen(Happened)(lambda _event, name=name: order.append(name))
    events.emit(Happened("x"))
    assert order == ["first", "second"]


def test_registering_twice_is_hearing_once(heard, monkeypatch):
    monkeypatch.setitem(events._listeners, Happened, [])
    listener = events.listen(Happened)(heard.append)
    events.listen(Happened)(listener)
    events.emit(Happened("once"))
    assert heard == [Happened("once")]


def test_nobody_listening_is_no_error(monkeypatch):
    monkeypatch.setitem(events._listeners, Happened, [])
    events.emit(Happened("x"))
