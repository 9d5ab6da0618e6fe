"""The chain through the trail: what is changed, removed, reordered or cut off is found."""

from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from portal.audit import anchors, chain
from portal.audit.models import AuditEntry, AuditLink
from portal.core import clock as portal_clock
from portal.core.db import db
from portal.core.transaction import command
from tests.factories.audit import AuditEntryFactory


@command
def act(*names: str, fails: bool = False) -> None:
    for name in names:
        chain.add(
            AuditEntry(
                at=portal_clock.now(), actor_name=name, action="application.approve", object_type="application",
                object_ref="0", before={"상태": "접수"}, after={"status": ["a", 1, None]}, reason="사유 😀",
            )
        )  # fmt: skip
    if fails:
        raise ValueError("no")


def faults(*heads: chain.Head) -> list[str]:
    db.session.commit()
    db.session.expire_all()
    return [fault.what for fault in chain.faults(heads)]


def positions() -> list[int]:
    return list(db.session.scalars(select(AuditLink.position).order_by(AuditLink.position)))


@pytest.fixture
def without_triggers(app, clock):
    """Hands on the database that the triggers do not stop: those of its administrator."""

    def run(*orders: str) -> None:
        db.session.commit()
        with db.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET session_replication_role = replica")
            else:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'").all():
                    connection.exec_driver_sql(f"DROP TRIGGER {name[0]}")
            for order in orders:
                connection.exec_driver_sql(order)
            connection.commit()
        db.engine.dispose()

    return run


def test_each_act_is_linked_to_the_one_before(app, clock):
    act("김하나")
    act("이둘", "박셋")
    assert positions() == [1, 2, 3]
    assert faults() == []


def test_what_is_rolled_back_leaves_no_link(app, clock):
    act("김하나")
    with pytest.raises(ValueError, match="no"):
        act("이둘", fails=True)
    act("박셋")
    assert positions() == [1, 2]
    assert faults() == []


def test_a_savepoint_that_is_rolled_back_leaves_no_link(app, clock):
    @command
    def both():
        act("김하나")
        try:
            with db.session.begin_nested():
                act("이둘", fails=True)
        except ValueError:
            pass
        act("박셋")

    both()
    assert db.session.scalars(select(AuditEntry.actor_name).order_by(AuditEntry.id)).all() == ["김하나", "박셋"]
    assert positions() == [1, 2]
    assert faults() == []


@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
@pytest.mark.parametrize("order", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_trail(app, clock, table, order):
    act("김하나")
    column = "actor_name" if table == "audit_entry" else "hash"
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(order.format(table, column)))
    db.session.rollback()
    assert faults() == []


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("UPDATE audit_entry SET reason = 'x' WHERE actor_name = '이둘'", ["its entry was changed"]),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE actor_name = '이둘'", ["its entry was changed"]),
        ("DELETE FROM audit_entry WHERE actor_name = '이둘'", ["its entry is gone"]),
        (
            "DELETE FROM audit_link WHERE position = 2",
            ["links are missing before it", "does not follow the link before it", "entry 2 has no link"],
        ),
        ("UPDATE audit_link SET entry_id = CASE entry_id WHEN 2 THEN 3 ELSE 2 END WHERE entry_id > 1", None),
    ],
)
def test_what_the_administrator_of_the_database_does_is_found(without_triggers, order, found):
    act("김하나")
    act("이둘")
    act("박셋")
    first = db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).first()
    if found is None:  # swapped: by two steps, since entry ids are unique
        without_triggers(
            f"UPDATE audit_link SET entry_id = {first + 100} WHERE position = 2",
            f"UPDATE audit_link SET entry_id = {first + 1} WHERE position = 3",
            f"UPDATE audit_link SET entry_id = {first + 2} WHERE position = 2",
        )
        assert faults() == ["its entry was changed"] * 2
    else:
        without_triggers(order)
        assert [what.replace(str(first + 1), "2") for what in faults()] == found


def test_cutting_off_the_end_is_found_by_the_heads_kept_outside(without_triggers):
    act("김하나")
    act("이둘")
    head = chain.head()
    without_triggers("DELETE FROM audit_link WHERE position = 2", "DELETE FROM audit_entry WHERE actor_name = '이둘'")
    assert faults() == []
    assert faults(head) == ["was kept outside and is gone"]


def test_an_entry_slipped_in_beside_the_portal_is_found(app, clock):
    act("김하나")
    AuditEntryFactory()
    assert [what.split(" ", 2)[2] for what in faults()] == ["has no link"]


def test_the_command_verifies_and_keeps_the_head_outside(app, clock, tmp_path, without_triggers):
    app.config["AUDIT_ANCHORS"] = str(tmp_path / "outside" / "anchors.log")
    act("김하나")
    run = app.test_cli_runner().invoke
    assert (answer := run(args=["audit-verify"])).exit_code == 0
    assert chain.head().hash in answer.output
    assert anchors.kept() == [chain.head()]
    run(args=["audit-verify"])
    assert len(anchors.kept()) == 1, "the same head is kept once"
    without_triggers("UPDATE audit_entry SET actor_name = '아무개'")
    assert (answer := run(args=["audit-verify"])).exit_code == 1
    assert "its entry was changed" in answer.output


def test_acts_at_the_same_time_make_one_chain(app, clock):
    start, wrong = Barrier(6), []

    def one(name: str) -> None:
        with app.app_context():
            try:
                start.wait(10)
                for _ in range(5):
                    act(name)
            except Exception as error:
                wrong.append(error)
            finally:
                db.session.remove()

    db.session.commit()
    threads = [Thread(target=one, args=(f"직원{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    assert positions() == list(range(1, 31))
    assert faults() == []


def test_the_triggers_survive_every_migration(app):
    """A migration that rebuilds one of the tables (SQLite) must make them anew."""
    tables = ("audit_entry", "audit_link")
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            found = connection.exec_driver_sql("SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        else:
            found = connection.exec_driver_sql("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        assert set(tables) <= set(found.scalars())
    assert set(tables) <= set(sa.inspect(db.engine).get_table_names())
