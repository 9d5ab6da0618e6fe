"""The floor: bare Flask, one hand-written statement, one Jinja table, the same durable commit; no ORM, no session."""

import os
import secrets
import sqlite3
from typing import Any

import psycopg
from flask import Flask, request

URL = os.environ["PORTAL_DATABASE_URL"]
IS_SQLITE = URL.startswith("sqlite")
_TABLE = "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"

PEOPLE = """SELECT p.public_id, p.name, p.grade, a.extension, po.title, u.full_name FROM person p
JOIN assignment a ON a.person_id = p.id JOIN post po ON po.id = a.post_id JOIN unit u ON u.id = po.unit_id
WHERE p.name LIKE ? AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to > ?) ORDER BY u.sort_order LIMIT 20"""
QUEUE = """SELECT a.public_id, a.receipt_no, a.status, a.version, a.snapshot_unit_name, a.snapshot_grade,
a.waiting_since, p.name, r.name, g.title FROM application a JOIN person p ON p.id = a.person_id
JOIN round r ON r.id = a.round_id JOIN program g ON g.id = r.program_id WHERE a.status IN ('submitted', 'in_review')
ORDER BY a.waiting_since, a.id LIMIT 50"""
PROGRAM = """SELECT g.title, g.summary, g.description, r.name, r.starts_on, r.ends_on, r.capacity,
r.seats_taken, r.waiting FROM program g JOIN round r ON r.program_id = g.id WHERE g.id = ?"""
CARDS = """SELECT g.id, g.title, g.summary, r.name, r.starts_on, r.ends_on, r.capacity,
r.seats_taken, r.waiting FROM program g JOIN round r ON r.program_id = g.id ORDER BY r.apply_from"""

MINE = """SELECT a.public_id, a.receipt_no, a.status, a.submitted_at, r.name, g.title FROM application a
JOIN round r ON r.id = a.round_id JOIN program g ON g.id = r.program_id WHERE a.person_id = ? ORDER BY a.submitted_at"""

app = Flask(__name__)
table = app.jinja_env.from_string(_TABLE)
_kept: list[Any] = []


def connection() -> Any:
    """Return this process's one connection."""
    if not _kept:
        if IS_SQLITE:
            _kept.append(sqlite3.connect(URL.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False))
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
                _kept[0].execute(f"PRAGMA {pragma}")
        else:
            _kept.append(psycopg.connect(URL.replace("+psycopg", ""), autocommit=True))
    return _kept[0]


def run(sql: str, *values: Any) -> Any:
    """Run one statement."""
    return connection().execute(sql if IS_SQLITE else sql.replace("%", "%%").replace("?", "%s"), values)


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.get("/hello")
def hello() -> str:
    return "ok"


@app.get("/people")
def people() -> str:
    today = "2025-07-31"
    return table.render(rows=run(PEOPLE, f"{request.args['q']}%", today, today).fetchall())


@app.get("/queue")
def queue() -> str:
    return table.render(rows=run(QUEUE).fetchall())


@app.get("/program/<int:program_id>")
def program(program_id: int) -> str:
    return table.render(rows=run(PROGRAM, program_id).fetchall())


@app.get("/programs")
def programs() -> str:
    return table.render(rows=run(CARDS).fetchall())


@app.get("/mine")
def mine() -> str:
    return table.render(rows=run(MINE, 1).fetchall())


@app.post("/submit")
def submit() -> str:
    """Write what a submission writes, as six plain rows in one durable commit."""
    token = secrets.token_hex(16)
    run("BEGIN IMMEDIATE" if IS_SQLITE else "BEGIN")
    place = run("UPDATE bench_round SET joined = joined + 1 WHERE id = 1 RETURNING joined").fetchone()[0]
    for table in ("application", "details", "step", "notice", "audit"):
        run(f"INSERT INTO bench_{table} (token, place, words) VALUES (?, ?, ?)", token, place, request.form["words"])
    run("COMMIT")
    return f"<p>{token}</p>"
