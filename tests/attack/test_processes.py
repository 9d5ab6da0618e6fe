"""Several processes on one database: one last seat, one decision; and a server that is killed again and again."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

from sqlalchemy import func, select, text

from portal.applications.models import Application, Decision, Status
from portal.applications.services import drafts
from portal.core.actors import Role
from portal.core.db import db
from portal.programs.models import Round
from tests.attack.server import PATIENCE_SECONDS, Server, Visitor
from tests.factories.applications import WORKSHOP_SENT, actor, applied, employee, form_address, sending_address
from tests.factories.programs import open_round

KILLS = 20
TYPED = {name: [value] if isinstance(value, str) else value for name, value in WORKSHOP_SENT.items()}


def ready_to_send(server: Server, account, round_: Round):
    """Return an act that sends somebody's finished draft, and answers with where it led."""
    key = drafts.keep(actor(account), round_.id, typed=TYPED, checked=True).key
    visitor = Visitor(server.port).log_in(account.login_id)
    token, address = visitor.token(form_address(round_)), sending_address(round_)
    db.session.rollback()  # what was read before the log-in wrote is old
    return lambda: visitor.ask("POST", address, csrf_token=token, key=key)[:2]


def at_once(acts):
    gate = Barrier(len(acts))

    def go(act):
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def test_the_last_seat_goes_to_one_and_a_form_sent_five_times_is_one(server) -> None:
    round_ = open_round(capacity=1)
    acts = [ready_to_send(server, employee(), round_) for _ in range(4)]
    answers = at_once(acts * 5)
    assert {status for status, _ in answers} == {303}
    assert [len(set(answers[n::4])) for n in range(4)] == [1, 1, 1, 1]
    db.session.rollback()
    rows = db.session.scalars(select(Application).order_by(Application.place)).all()
    assert [row.status for row in rows] == [Status.SUBMITTED, *[Status.WAITLISTED] * 3]
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken, round_.waiting) == (4, 1, 3)


def test_of_two_officers_one_decides_and_the_other_is_told(server) -> None:
    sent = applied(employee(), open_round())
    acts = []
    for action in ("approve", "waitlist", "not_select", "approve"):
        visitor = Visitor(server.port).log_in(employee(Role.HEAD).login_id)
        order = {"csrf_token": visitor.token("/admin/applications"), "action": action}
        order["mark"] = f"{sent.public_id}:{sent.version}"
        acts.append(
            lambda visitor=visitor, order=order: visitor.ask("POST", "/admin/applications/decisions", **order)[0]
        )
    assert sorted(at_once(acts)) == [303, 409, 409, 409]
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 1


def test_no_acknowledged_application_is_lost_or_doubled_when_the_server_is_killed(server) -> None:
    round_ = open_round(capacity=None)
    people = [employee() for _ in range(6)]
    browsers = [Visitor(server.port).log_in(person.login_id) for person in people]
    told: set[str] = set()
    done = Event()

    form, sending = form_address(round_), sending_address(round_)

    def apply_and_withdraw(visitor: Visitor) -> None:
        """Send, hear where the receipt is, take it back, and begin again, whatever happens to the server."""
        token = visitor.token(form)
        while not done.is_set():
            try:
                receipt = visitor.ask("POST", form, csrf_token=token, **WORKSHOP_SENT)[1]
                if receipt.endswith("/check"):
                    key = visitor.ask("GET", receipt)[2].split('name="key" value="')[1][:32]
                    receipt = visitor.ask("POST", sending, csrf_token=token, key=key)[1]
                if receipt.endswith("/receipt"):
                    told.add(receipt.split("/")[2])
                    visitor.ask("POST", receipt.replace("receipt", "withdrawal"), csrf_token=token)
            except (OSError, IndexError):
                time.sleep(0.02)

    threads = [Thread(target=apply_and_withdraw, args=(visitor,), daemon=True) for visitor in browsers]
    for thread in threads:
        thread.start()
    try:
        for n in range(KILLS):
            kill_once_two_more_are_told(server, told, processes=int(n % 5 == 0))
    finally:
        done.set()
    for thread in threads:
        thread.join()
    check_what_is_left(round_, told)
    assert len(told) >= 2 * KILLS


def kill_once_two_more_are_told(server: Server, told: set[str], *, processes: int) -> None:
    """Kill the server in the midst of work, and let it come back."""
    until, heard = time.monotonic() + PATIENCE_SECONDS, len(told)
    while len(told) < heard + 2 and time.monotonic() < until:
        time.sleep(0.01)
    server.kill()
    server.start(processes=processes)  # raises when it does not come back


def check_what_is_left(round_: Round, told: set[str]) -> None:
    db.session.rollback()
    rows = db.session.scalars(select(Application)).all()
    assert told <= {row.public_id for row in rows}
    assert len({row.key for row in rows}) == len(rows) == len({row.place for row in rows})
    live = [row.person_id for row in rows if row.status == Status.SUBMITTED]
    assert len(live) == len(set(live))
    db.session.refresh(round_)
    assert (round_.joined, round_.seats_taken) == (len(rows), len(live))
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
