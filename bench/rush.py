"""The small rush: 500 people, 160 seats, 100 at once, each with a form to send and a receipt to see."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import select

from bench.client import Client
from bench.data import add_round, sessions
from portal.applications.models import Application, Status
from portal.core.db import db
from portal.programs.models import Round

PEOPLE, SEATS, AT_ONCE = 500, 160, 100
ANSWERS = {
    "mobile": "010-1234-5678",
    "boarding": "개별 이동",
    "nights": "1일차",
    "emergency": "가족 010-1111-2222",
    "duty_ok": "y",
    "privacy": "y",
}
KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')


@dataclass
class Rush:
    """What came of it: seconds for everybody, the worst wait of one person, and who stands where."""

    seconds: float
    worst: float
    seated: int
    waiting: int
    lost: int
    twice: int
    in_order: bool


def path_of(round_id: int) -> str:
    """Return the address of a round's application form."""
    program_id = db.session.scalars(select(Round.program_id).where(Round.id == round_id)).one()
    return f"/programs/{program_id}/rounds/{round_id}/application"


def send(client: Client, path: str) -> str:
    """Open, fill, check and send one form; return the address of the receipt."""
    client.get(path)
    status, text, headers = client.post(path, ANSWERS)
    if status != 303:
        raise RuntimeError(f"the form was refused with {status}: {text}")
    _, page, _ = client.get(headers["location"])
    key = KEY.search(page)
    if not key:
        raise RuntimeError(f"no check page: {page}")
    status, text, headers = client.post(f"{path}s", {"key": key.group(1)})
    if status != 303:
        raise RuntimeError(f"the application was refused with {status}: {text}")
    return headers["location"]


def run(port: int) -> Rush:
    """Let everybody apply for the same round at the same time."""
    round_id = add_round(capacity=SEATS, title="한꺼번에 신청하는 워크숍")
    path = path_of(round_id)
    clients = [Client(port, key) for key in sessions(PEOPLE, skip=1000)]
    started = time.perf_counter()

    def one(client: Client) -> tuple[str, float]:
        begun = time.perf_counter()
        return send(client, path), time.perf_counter() - begun

    with ThreadPoolExecutor(AT_ONCE) as pool:
        receipts = list(pool.map(one, clients))
    seconds = time.perf_counter() - started
    return _count(round_id, seconds, [address for address, _ in receipts], max(wait for _, wait in receipts))


def floor(port: int) -> float:
    """Let as many people ask a bare Flask three times and send once, as many at a time; return people per second."""
    clients = [Client(port) for _ in range(PEOPLE)]
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send_bare, clients))
    return PEOPLE / (time.perf_counter() - started)


def send_bare(client: Client) -> None:
    """Ask a bare Flask three times, and write as many rows as an application in one durable commit."""
    for _ in range(3):
        client.get("/hello")
    client.post("/submit", {"words": "기대하는 점"})


def _count(round_id: int, seconds: float, receipts: list[str], worst: float) -> Rush:
    db.session.rollback()
    rows = db.session.execute(
        select(Application.place, Application.status, Application.person_id)
        .where(Application.round_id == round_id)
        .order_by(Application.id)
    ).all()
    seated = [row.place for row in rows if row.status == Status.SUBMITTED]
    waiting = [row.place for row in rows if row.status == Status.WAITLISTED]
    places = [row.place for row in rows]
    return Rush(
        seconds=seconds,
        worst=worst,
        seated=len(seated),
        waiting=len(waiting),
        lost=len(set(receipts)) - len(rows),
        twice=len(rows) - len({row.person_id for row in rows}),
        in_order=places == sorted(places) and max(seated, default=0) < min(waiting, default=PEOPLE + 1),
    )
