"""The database under measurement: the demonstration's data, and as many applications as asked for on top."""

from datetime import date, timedelta
from itertools import cycle, islice
from secrets import token_hex

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, select, text

from portal.accounts.models import Account, Way, WebSession
from portal.accounts.services import key_hash
from portal.app import create_app
from portal.applications.models import Application, Status
from portal.core import clock
from portal.core.db import db
from portal.core.transaction import command
from portal.directory.models import Category, Person, ServiceState
from portal.programs.models import Program, Round, SelectionMethod
from portal.seeding import parts

STATES = (Status.SUBMITTED, Status.SUBMITTED, Status.IN_REVIEW, Status.REJECTED, Status.COMPLETED, Status.WITHDRAWN)
FLOOR_TABLES = (
    "CREATE TABLE bench_round (id INTEGER PRIMARY KEY, joined INTEGER)",
    "INSERT INTO bench_round VALUES (1, 0)",
    *(
        f"CREATE TABLE bench_{name} (token VARCHAR(32) PRIMARY KEY, place INTEGER, words VARCHAR(500))"
        for name in ("application", "details", "step", "notice", "audit")
    ),
)


def build(database: str) -> Flask:
    """Migrate and seed a database; returns the application that uses it."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": database, "PORTAL_MODE": "demo"})
    with app.app_context():
        upgrade()
        for _part in parts.seed(with_fiction=True, today=date(2025, 7, 31)):
            pass
        for statement in FLOOR_TABLES:
            db.session.execute(text(statement))
        db.session.commit()
    return app


@command
def add_round(*, capacity: int | None, title: str) -> int:
    """Add a fictional workshop of 인재개발팀 that everybody may apply for now; returns the round's id."""
    model = db.session.scalars(select(Program).where(Program.key == "early_career_workshop")).one()
    program = Program(
        key=f"bench-{token_hex(4)}", kind="workshop", title=title, owner_unit_id=model.owner_unit_id, is_fictional=True
    )
    now = clock.now()
    round_ = Round(
        program=program,
        name="성능 측정",
        year=now.year,
        starts_on=now.date() + timedelta(days=60),
        ends_on=now.date() + timedelta(days=61),
        reference_date=now.date() + timedelta(days=60),
        apply_from=now - timedelta(days=1),
        apply_to=now + timedelta(days=30),
        capacity=capacity,
        selection=SelectionMethod.FIRST_COME,
        eligibility={"all": []},
        in_report=False,
        is_fictional=True,
    )
    db.session.add(round_)
    db.session.flush()
    return round_.id


@command
def add_applications(count: int) -> int:
    """Add *count* applications in every state, over as many rounds as one per person and round needs."""
    people = db.session.scalars(select(Person.id).order_by(Person.id).limit(7000)).all()
    account = 1
    now = clock.now()
    done = 0
    while done < count:
        round_id = add_round(capacity=None, title=f"성능 측정용 {done}")
        part = min(count - done, len(people))
        rows = [
            _application(round_id, person, status, place, now - timedelta(hours=place % 400), account)
            for place, (person, status) in enumerate(zip(people[:part], islice(cycle(STATES), part), strict=True), 1)
        ]
        db.session.execute(insert(Application), rows)
        done += part
    return done


@command
def sessions(count: int, *, skip: int = 0) -> list[str]:
    """Begin sessions of *count* officials; returns their keys. Nothing is hashed: log-in is not what is measured."""
    accounts = db.session.execute(
        select(Account.id, Account.generation)
        .join(Person)
        .where(Person.state == ServiceState.IN_SERVICE, Person.category == Category.GENERAL)
        .order_by(Account.id.desc())
        .offset(skip)
        .limit(count)
    ).all()
    now, keys = clock.now(), [token_hex(32) for _ in accounts]
    rows = [
        {
            "id_hash": key_hash(key),
            "account_id": account_id,
            "generation": generation,
            "data": {},
            "created_at": now,
            "last_seen_at": now,
            "expires_at": now + timedelta(minutes=30),
            "confirmed_at": now,
            "way": Way.PASSWORD,
            "address": "127.0.0.1",
        }
        for key, (account_id, generation) in zip(keys, accounts, strict=True)
    ]
    db.session.execute(insert(WebSession), rows)
    return keys


def _application(round_id: int, person: int, status: Status, place: int, at: object, account: int) -> dict[str, object]:
    return {
        "public_id": token_hex(16),
        "receipt_no": token_hex(8),
        "key": token_hex(16),
        "round_id": round_id,
        "person_id": person,
        "status": status,
        "told_status": status,
        "holds_seat": status in (Status.SUBMITTED, Status.IN_REVIEW),
        "place": place,
        "submitted_at": at,
        "waiting_since": at,
        "reason_codes": [],
        "mobile": "010-0000-0000",
        "consent_text": "동의",
        "consented_at": at,
        "typed_by_id": account,
        "snapshot_unit_name": "가온고등학교 행정실",
        "snapshot_grade": "8급",
        "is_fictional": True,
        "version": 1,
    }
