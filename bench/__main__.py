"""Print every speed figure as a ratio to its floor, and write them to bench/results.json."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench import data, rush
from bench.cases import ROUNDS, WARM, Figure, compare
from bench.client import Client
from bench.servers import Server, serving
from bench.table import markdown
from portal.core.db import db
from tests.databases import SERVER, on_server

APPLICATIONS = 20_000
SENT = 8
RESULTS = Path(__file__).with_name("results.json")
FRAGMENT = {"HX_Request": "true"}
QUEUE = "/admin/applications"
AS_BROWSERS = "gzip, deflate, br, zstd"


def main() -> None:
    """Measure on SQLite and on PostgreSQL; with --markdown print the last results as docs/performance.md has them."""
    if "--markdown" in sys.argv:
        print(markdown([Figure(**figure) for figure in json.loads(RESULTS.read_text())]))
        return
    if not SERVER:  # start again inside a throwaway PostgreSQL
        sys.exit(subprocess.run(["sh", "tests/postgres.sh", sys.executable, "-m", "bench"], check=False).returncode)
    figures: list[Figure] = []
    for engine in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder, database(engine, Path(folder)) as address:
            figures += measure(engine, address, Path(folder))
    RESULTS.write_text(json.dumps([figure._asdict() for figure in figures], ensure_ascii=False, indent=1) + "\n")
    show(figures)


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'bench.db'}"
    else:
        with on_server("portal_bench") as address:
            yield address


def measure(engine: str, address: str, folder: Path) -> list[Figure]:
    """Take every figure on one engine."""
    app = data.build(address)
    with app.app_context():
        data.add_applications(APPLICATIONS)
        with (
            serving("wsgi:app", address, folder) as portal,
            serving("bench.floor:app", address, folder) as floor,
            serving("bench.bare:app", address, folder) as bare,
        ):
            found = list(pages(engine, portal, floor)) + list(submitting(engine, portal, floor))
            found += sizes(engine, portal, bare)
        with (
            serving("wsgi:app", address, folder, workers=2) as portal,
            serving("bench.floor:app", address, folder, workers=2) as floor,
        ):
            found += crowd(engine, portal, floor)
        db.session.remove()
        db.engine.dispose()
    return found


def pages(engine: str, portal: Server, floor: Server) -> Iterator[Figure]:
    """Compare the hot pages with the same rows from a bare Flask."""
    trainer, employee, bare = (
        Client(portal.port).log_in("trainer"),
        Client(portal.port).log_in("employee"),
        Client(floor.port),
    )
    program = rush.path_of(data.add_round(capacity=None, title="읽기 측정")).split("/rounds")[0]
    kim = "/people?q=%EA%B9%80"
    in_list = FRAGMENT | {"HX_Target": "section#people-table"}
    in_table = FRAGMENT | {"HX_Target": "section#applications-table"}
    cases: list[tuple[str, float, Callable[[], object], Callable[[], object]]] = [
        ("/people?q= fragment", 1.5, lambda: employee.get(kim, **in_list), lambda: bare.get(kim)),
        ("queue fragment, 20,000 rows", 2, lambda: trainer.get(QUEUE, **in_table), lambda: bare.get("/queue")),
        ("queue page, 20,000 rows", 2, lambda: trainer.get(QUEUE), lambda: bare.get("/queue")),
        ("program page", 2, lambda: employee.get(program), lambda: bare.get(program.replace("programs", "program"))),
        ("catalog", 2, lambda: employee.get("/programs"), lambda: bare.get("/programs")),
        ("first page", 2, lambda: employee.get("/"), lambda: bare.get("/mine")),
        ("my applications", 2, lambda: employee.get("/applications"), lambda: bare.get("/mine")),
    ]  # fmt: skip
    for name, goal, act, floor_act in cases:
        mine, least = compare((portal, _checked(act)), (floor, _checked(floor_act)), times=12)
        yield Figure(name, engine, "µs of processor time", mine, least, mine / least, goal)


def submitting(engine: str, portal: Server, floor: Server) -> Iterator[Figure]:
    """Compare the whole way of one application with the same number of plain rows in one durable commit."""
    clients = iter([Client(portal.port, key) for key in data.sessions(WARM + ROUNDS * SENT)])
    path = rush.path_of(data.add_round(capacity=None, title="신청 측정"))
    bare = Client(floor.port)

    def send() -> None:
        rush.send(next(clients), path)

    mine, least = compare((portal, send), (floor, lambda: rush.send_bare(bare)), times=SENT)
    yield Figure("apply: form, check, send (4 requests)", engine, "µs of processor time", mine, least, mine / least, 2)


def sizes(engine: str, portal: Server, bare: Server) -> list[Figure]:
    """Weigh the pages and the workers."""
    memory, least = portal.worker_megabytes(), bare.worker_megabytes()
    figures = [Figure("memory of a worker", engine, "MB", memory, least, memory / least, 1.8)]
    trainer = Client(portal.port).log_in("trainer")
    for path in ("/", "/people", "/programs", "/admin/applications"):
        _, text, _ = trainer.get(path)
        links = [line.split('"')[0] for line in text.split('href="')[1:] + text.split('src="')[1:]]
        statics = {link for link in links if link.startswith("/static/")}
        total = _weight(trainer, path) + sum(_weight(trainer, link) for link in statics)
        visits = (("first visit", total, 100), ("later visit", _weight(trainer, path), 15))
        figures += [
            Figure(f"{visit} of {path}, without fonts", engine, "KB compressed", size / 1024, None, None, goal)
            for visit, size, goal in visits
        ]
    return figures


def crowd(engine: str, portal: Server, floor: Server) -> list[Figure]:
    """Let 500 people apply at once, and count."""
    result = rush.run(portal.port)
    print(engine, asdict(result), flush=True)
    fits = result.seated == rush.SEATS and result.waiting == rush.PEOPLE - rush.SEATS
    if not fits or result.lost or result.twice or not result.in_order:
        raise SystemExit(f"The rush went wrong on {engine}: {result}")
    pace, most = rush.PEOPLE / result.seconds, rush.floor(floor.port)
    return [
        Figure("rush: 500 people, 160 seats, 100 at once", engine, "people/s", pace, most, pace / most, 0.5),
        Figure("rush: longest wait for all four requests", engine, "seconds", result.worst, None, None),
    ]


def show(figures: list[Figure]) -> None:
    """Print the figures as a table; a goal is one of the ratio, or of the value where there is no floor."""
    head = ("what", "engine", "value", "unit", "floor", "ratio", "goal")
    rows = [
        (f.name, f.engine, f"{f.value:,.1f}", f.unit, _number(f.floor, 1), _number(f.ratio, 2), _number(f.goal, 1))
        for f in figures
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = (
            text.rjust(w) if at in (2, 4, 5, 6) else text.ljust(w)
            for at, (text, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(cells).rstrip())


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _checked(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        answer = act()
        if answer[0] != 200:  # type: ignore[index]  # (status, text, headers)
            raise RuntimeError(f"answered {answer}")

    return run


def _weight(client: Client, path: str) -> int:
    client.connection.request(
        "GET",
        path,
        headers={"Accept-Encoding": AS_BROWSERS, "Cookie": "; ".join(f"{n}={v}" for n, v in client.cookies.items())},
    )
    return len(client.connection.getresponse().read())


if __name__ == "__main__":
    main()
