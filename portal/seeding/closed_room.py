"""The closed room in a demonstration: 71 invented people with 248 sessions, and a few who wait to be called."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.accounts.models import Account, Grant
from portal.accounts.passwords import hashed
from portal.config import DEMO_PASSWORD
from portal.core import clock
from portal.core.actors import Role
from portal.core.db import new_public_id
from portal.core.keys import keyring
from portal.kinds.psych_counseling import messages, sealing
from portal.kinds.psych_counseling.models import (
    Allowance,
    Case,
    Consent,
    Ending,
    Extension,
    Kind,
    Member,
    Price,
    Provider,
    Release,
    Rule,
    Session,
    Settlement,
    State,
    Way,
)
from portal.kinds.psych_counseling.queries.cases import KEY
from portal.kinds.psych_counseling.queries.sums import bounds
from portal.kinds.psych_counseling.services.applying import ALPHABET
from portal.kinds.psych_counseling.totals import Entered, Standing, next_standing
from portal.programs.eligibility import When, answer
from portal.programs.models import Round
from portal.seeding import accounts, queries
from portal.seeding.crowd import Official
from portal.seeding.division import facts, words
from portal.seeding.organization import KNOWN_FROM
from portal.seeding.programs import YEAR
from portal.seeding.rows import Rows

CAP, EXTENSION = 8, 3
_TODAY = date(2025, 7, 31)
_LAST = date(2025, 7, 30)
_MONTH_OF_EXTENSION = 5
_SETTLED = ("2025-04", "2025-05", "2025-06")
_WAITING = (date(2025, 7, 28), date(2025, 7, 29), date(2025, 7, 29), date(2025, 7, 30))
_MISSED = (Kind.NO_SHOW_CLIENT, Kind.LATE_CANCEL, Kind.NO_SHOW_COUNSELOR) * 3


@dataclass
class Room:
    """What every case draws on."""

    rows: Rows
    dice: Random
    round: Round
    provider_id: int
    numbers: set[str]

    def number(self) -> str:
        """Return a number nobody has."""
        while True:
            number = f"SC{YEAR % 100}-{''.join(self.dice.choices(ALPHABET, k=4))}"
            if number not in self.numbers:
                self.numbers.add(number)
                return number


def load_rule(rows: Rows) -> None:
    """Load how many sessions a year the office grants until somebody decides otherwise."""
    rows.add(Rule, valid_from=KNOWN_FROM, cap=CAP, extension=EXTENSION)


def load(rows: Rows) -> None:
    """Load the institution, those who came, and those who wait."""
    dice = Random("closed room")
    (round_,) = queries.printed_rounds(KEY)
    room = Room(rows, dice, round_, _provider(rows), set())
    counts = _sessions_each(dice)
    people = queries.officials({})
    clients = _clients(dice, round_, people, len(counts) + len(_WAITING))
    missed = dict(zip(dice.sample(range(len(counts)), len(_MISSED)), _MISSED, strict=True))
    ways = [way for way, count in words("closed_room")["ways"].items() for _ in range(count)]
    dice.shuffle(ways)
    held: list[tuple[date, Kind]] = []
    entered: list[Entered] = []
    for at, (month, count) in enumerate(counts):
        came = _came(room, clients[at], month, count, way=Way(ways[at]), missed=missed.get(at))
        held += came
        attended = (day for day, kind in came if kind == Kind.ATTENDED)
        entered += [Entered(at, ways[at] == Way.MEETING, _entered_on(day)) for day in attended]
    for at, day in enumerate(_WAITING):
        _case(room, clients[len(counts) + at], day, way=dice.choice(list(Way)), is_urgent=day == _WAITING[-1])
    _publish(room, entered)
    _settle(room, held, queries.officers_by_team(people)["인사팀"][0])


def printed() -> tuple[int, int]:
    """Return people and sessions as the report prints them."""
    result = {program["key"]: program for program in facts()["programs"]}[KEY]["result"]
    return int(result["persons"]), int(result["sessions"])


def _provider(rows: Rows) -> int:
    own = words("closed_room")["provider"]
    provider_id = rows.add(
        Provider, name=own["name"], phone=own["phone"], regions=own["regions"], is_active=True, is_fictional=True
    )
    rows.add(Price, provider_id=provider_id, valid_from=KNOWN_FROM, amount=own["price"])
    account_id = rows.add(
        Account,
        login_id=own["login_id"],
        name=own["name"],
        password_hash=hashed(DEMO_PASSWORD),
        is_demo=True,
    )
    rows.add(Grant, account_id=account_id, role=Role.PROVIDER, valid_from=KNOWN_FROM, reason="체험 자료")
    rows.add(Member, account_id=account_id, provider_id=provider_id)
    return provider_id


def _sessions_each(dice: Random) -> list[tuple[int, int]]:
    """Return for each person the month of the first session and how many there were; both sums are the printed ones."""
    people, sessions = printed()
    starts = words("closed_room")["start"]
    most = [start["most"] for start in starts for _ in range(start["people"])]
    months = [start["month"] for start in starts for _ in range(start["people"])]
    counts = [1] * people
    while sum(counts) < sessions:
        at = dice.randrange(people)
        counts[at] += counts[at] < most[at]
    return list(zip(months, counts, strict=True))


def _clients(dice: Random, round_: Round, people: list[Official], count: int) -> list[Official]:
    """Choose people who may ask and have no part to play."""
    played = {*accounts.personas().values(), *queries.people_by_extension().values()}
    when = When(_TODAY, round_.reference_date)
    fitting = [one for one in people if one.id not in played and answer(round_.eligibility, one, when).fits]
    return dice.sample(fitting, count)


def _came(
    room: Room, who: Official, month: int, count: int, *, way: Way, missed: Kind | None
) -> list[tuple[date, Kind]]:
    first = date(YEAR, month, room.dice.randint(7, 9 if month >= 6 else 25))
    days: list[date] = []
    for week in range(count):
        day = first + timedelta(days=7 * week)
        days.append(day if clock.is_working_day(day) else clock.add_working_days(day, 1))
    kinds = [(day, Kind.ATTENDED) for day in days]
    if missed:
        kinds.append((days[0] - timedelta(days=1), missed))
    wants_more = count == CAP and month == _MONTH_OF_EXTENSION
    is_over = days[-1] < date(2025, 7, 10) and not wants_more
    case_id = _case(
        room,
        who,
        days[0] - timedelta(days=room.dice.randint(3, 6)),
        way=way,
        used=sum(kind in (Kind.ATTENDED, Kind.NO_SHOW_CLIENT) for _day, kind in kinds),
        closed_on=days[-1] + timedelta(days=14) if is_over else None,
    )
    for day, kind in kinds:
        uses_up = kind in (Kind.ATTENDED, Kind.NO_SHOW_CLIENT)
        entered = {"entered_on": _entered_on(day), "uses_up": uses_up}
        room.rows.add(Session, case_id=case_id, held_on=day, way=way, kind=kind, **entered)
    if wants_more:
        room.rows.add(Extension, case_id=case_id, sessions=EXTENSION, asked_on=date(2025, 7, 28))
    return kinds


def _case(
    room: Room,
    who: Official,
    day: date,
    *,
    way: Way,
    used: int = 0,
    closed_on: date | None = None,
    is_urgent: bool = False,
) -> int:
    ref, row = keyring().new_data_key(), new_public_id()
    case_id = room.rows.add(
        Case,
        public_id=row,
        number=room.number(),
        round_id=room.round.id,
        provider_id=room.provider_id,
        allowance_id=room.rows.add(Allowance, mark=sealing.year_mark(who.id, YEAR), year=YEAR, used=used),
        person_mark=None if closed_on else sealing.round_mark(who.id, room.round.id),
        key_ref=ref,
        state=State.CLOSED if closed_on else State.OPEN if used else State.REQUESTED,
        ending=Ending.COMPLETED if closed_on else None,
        is_urgent=is_urgent,
        urgent_on=day if is_urgent else None,
        way=way,
        **_sealed(room.dice, who, ref, row),
        requested_on=day,
        closed_on=closed_on,
        is_fictional=True,
    )
    room.rows.add(
        Consent,
        case_id=case_id,
        version=messages.CONSENT_VERSION,
        text=messages.CONSENT_TEXT,
        text_hash=hashlib.sha256(messages.CONSENT_TEXT.encode()).hexdigest(),
        agreed_on=day,
        sealed_moment=sealing.sealed(ref, "moment", row, clock.at(day).isoformat(), "psych_consent"),
    )
    return case_id


def _sealed(dice: Random, who: Official, ref: str, row: str) -> dict[str, str]:
    contact = {"by": messages.MOBILE, "to": who.mobile, "hint": "", "is_discreet": dice.random() < 0.7}
    wishes = {
        "region": dice.choice(messages.REGIONS),
        "gender": dice.choice(messages.GENDERS),
        "times": [dice.choice(messages.TIMES)],
    }
    return {
        "sealed_identity": sealing.sealed(ref, "identity", row, {"person_id": who.id, "name": who.name}),
        "sealed_contact": sealing.sealed(ref, "contact", row, contact),
        "sealed_wishes": sealing.sealed(ref, "wishes", row, wishes),
    }


def _entered_on(day: date) -> date:
    return min(day + timedelta(days=1), _TODAY)


def _publish(room: Room, entered: list[Entered]) -> None:
    """Publish the months that are past, as the worker does each night."""
    before, since = Standing(), date.min
    for month in _SETTLED:
        until = bounds(month)[1] - timedelta(days=1)
        now = next_standing(before, entered, since=since, until=until)
        if now is not None:
            figures = {"people": now.people, "meetings": now.meetings, "remote": now.remote}
            room.rows.add(Release, round_id=room.round.id, until=until, **figures)
            before, since = now, until


def _settle(room: Room, held: list[tuple[date, Kind]], officer: Official) -> None:
    price = words("closed_room")["provider"]["price"]
    for month in _SETTLED:
        paid = [kind for day, kind in held if f"{day:%Y-%m}" == month]
        sessions = sum(kind in (Kind.ATTENDED, Kind.NO_SHOW_CLIENT) for kind in paid)
        following = date(YEAR, int(month[5:]) + 1, 5)
        room.rows.add(
            Settlement,
            provider_id=room.provider_id,
            month=month,
            sessions=sessions,
            amount=sessions * price,
            settled_on=following,
            settled_by_id=officer.account_id,
        )
