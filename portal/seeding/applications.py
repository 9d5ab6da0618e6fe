"""Who applied where: the figures that the report counts, and the work that waits on the first day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from portal.applications.models import Status
from portal.core import clock
from portal.core.db import SEOUL
from portal.kinds.mentoring.models import Mentee
from portal.programs.eligibility import When, answer
from portal.programs.models import Round
from portal.seeding import accounts, queries
from portal.seeding.careers import COHORT_FIRST, COHORT_LAST
from portal.seeding.crowd import Crowd, Official
from portal.seeding.division import words
from portal.seeding.filing import Binder, Fate
from portal.seeding.programs import YEAR
from portal.seeding.rows import Rows

MORNING = datetime(2025, 7, 31, 8, 40, tzinfo=SEOUL)
"""Nothing that is loaded happened later than this."""

_LISTED_ON = (date(2025, 2, 10), date(2025, 7, 4))
_CODES = {Status.RETURNED: ("incomplete",), Status.REJECTED: ("office_duty",)}
_NOTES = {Status.RETURNED: "return_note", Status.WITHDRAWN: "withdraw_note", Status.CANCELED: "withdraw_note"}
_OF_THE_TEAM = "9310"
_FULL = "신청 인원이 모집 인원을 넘었습니다. 다음 회차에 우선 반영됩니다."
_ORDER = (Status.WITHDRAWN, Status.COMPLETED, Status.APPROVED, Status.IN_REVIEW, Status.RETURNED)
"""The earlier in this list, the earlier such an application was sent; the others follow, who waits comes last."""


@dataclass
class Scene:
    """What all rounds draw on."""

    rows: Rows
    dice: Random
    crowd: Crowd
    cast: dict[str, int]
    teams: dict[str, list[Official]]

    def binder(self, round_: Round) -> Binder:
        """Return an empty binder for a round."""
        program = round_.program
        officers = self.teams[program.owner_unit.name]
        return Binder(self.rows, self.dice, round_, program.kind, program.title, officers, MORNING)

    def fitting(self, round_: Round, applying: date) -> Callable[[Official], bool]:
        """Return the test whether somebody may apply to a round on a day."""
        when = When(applying, round_.reference_date)
        as_institution = round_.track == "office"
        return lambda one: (
            one.manages if as_institution else answer(round_.eligibility, one, when).fits and not one.manages
        )


def load_mentees(rows: Rows) -> None:
    """List the mentees of the year: everybody of the cohort."""
    program_id = queries.program_ids()["mentoring"]
    for person_id, hired_on in queries.hired_between(COHORT_FIRST, COHORT_LAST):
        listed_on = max(_LISTED_ON[0], hired_on) if hired_on < _LISTED_ON[1] else _LISTED_ON[1]
        rows.add(Mentee, program_id=program_id, year=YEAR, person_id=person_id, listed_on=listed_on, is_fictional=True)


def load(rows: Rows) -> None:
    """Load what happened before the first day and what waits on it."""
    dice = Random("applications")
    people = queries.officials(queries.managers_of_institutions())
    cast = accounts.personas()
    played = {*cast.values(), *queries.people_by_extension().values()}
    scene = Scene(rows, dice, Crowd(people, dice, without=played), cast, queries.officers_by_team(people))
    _past(scene)
    _present(scene)


def _past(scene: Scene) -> None:
    (workshop,) = queries.printed_rounds("early_career_workshop")
    binder = scene.binder(workshop)
    fates = _fates(scene, "past_workshop", ends_on=workshop.ends_on)
    _by_hand(scene, binder)
    fates.remove(next(fate for fate in fates if fate.status is Status.NOT_SELECTED))
    fates.remove(next(fate for fate in fates if fate.status is Status.REJECTED))
    _file_all(scene, binder, fates, until=datetime(2025, 4, 25, 17, tzinfo=SEOUL))
    for track, name in (("person", "past_interview"), ("office", "past_visit")):
        round_ = next(one for one in queries.printed_rounds("hr_counseling") if one.track == track)
        binder = scene.binder(round_)
        until = datetime(2025, 7, 8, 17, tzinfo=SEOUL)
        _file_all(scene, binder, _fates(scene, name), until=until)


def _by_hand(scene: Scene, binder: Binder) -> None:
    """File what two people with a part to play did in spring."""
    employee = scene.crowd.by_id[scene.cast["employee"]]
    sent = datetime(2025, 4, 7, 9, 30, tzinfo=SEOUL)
    binder.file(employee, sent, Fate(Status.NOT_SELECTED, _FULL))
    too_long = scene.crowd.by_id[queries.assignment_at("마루특수학교", 1).person_id]
    why = "최초임용일(2021. 5. 19.)이 신청 자격(2021. 5. 20. 이후)에 해당하지 않습니다."
    binder.file(too_long, sent + timedelta(minutes=7), Fate(Status.REJECTED, why, ("not_eligible",)))


def _present(scene: Scene) -> None:
    ids = {(own["program"], own.get("track", ""), own["name"]): own["id"] for own in words("rounds")["round"]}
    for round_ in queries.invented_rounds():
        name = ids[round_.program.key, round_.track, round_.name]
        if name in words("rounds")["states"]:
            window_closes, binder = round_.apply_to or MORNING, scene.binder(round_)
            if name == "civil_affairs":
                _from_the_team(scene, binder)
            _file_all(scene, binder, _fates(scene, name), until=min(window_closes, MORNING))


def _from_the_team(scene: Scene, binder: Binder) -> None:
    """File what somebody of the team that decides sent first of all, without a throw of the dice for others."""
    who = scene.crowd.by_id[queries.people_by_extension()[_OF_THE_TEAM]]
    binder.dice = Random("of the team")
    binder.file(who, datetime(2025, 6, 23, 9, 0, 20, tzinfo=SEOUL), Fate(Status.SUBMITTED))
    binder.dice = scene.dice


def _fates(scene: Scene, name: str, *, ends_on: date | None = None) -> list[Fate]:
    fates = []
    for code, count in words("rounds")["states"][name].items():
        status = Status(code)
        notes = words("answers")[_NOTES[status]] if status in _NOTES else [""]
        for _ in range(count):
            note = _FULL if status is Status.NOT_SELECTED else scene.dice.choice(notes)
            fates.append(Fate(status, note, _CODES.get(status, ()), ends_on))
    return fates


def _file_all(scene: Scene, binder: Binder, fates: list[Fate], *, until: datetime) -> None:
    """File one application a fate, in the order of arrival, and write the counters on the round."""
    round_ = binder.round
    opens = round_.apply_from or until
    people = scene.crowd.draw(len(fates), scene.fitting(round_, opens.date()))
    if scene.cast and round_.track == "person":
        binder.officers = _handlers(scene, binder.officers)
    scene.dice.shuffle(fates)
    fates.sort(key=_rank)
    for who, fate, moment in zip(people, fates, _moments(scene.dice, opens, until, len(fates)), strict=True):
        binder.file(who, moment, fate)
    round_.joined, round_.seats_taken, round_.waiting = binder.joined, binder.seats, binder.waiting


def _handlers(scene: Scene, officers: list[Official]) -> list[Official]:
    """Let the counselor of the demonstration have every second case."""
    counselor = scene.crowd.by_id[scene.cast["counselor"]]
    return [*officers, *[counselor] * len(officers)]


def _rank(fate: Fate) -> int:
    if fate.status is Status.WAITLISTED:
        return len(_ORDER) + 1
    return _ORDER.index(fate.status) if fate.status in _ORDER else len(_ORDER)


def _moments(dice: Random, first: datetime, last: datetime, count: int) -> list[datetime]:
    """Draw moments of working days between two moments, in order."""
    days = [first.date() + timedelta(days=n) for n in range((last.date() - first.date()).days + 1)]
    working = [day for day in days if clock.is_working_day(day)]
    moments: set[datetime] = set()
    while len(moments) < count:
        at = clock.at(dice.choice(working), time(dice.randint(8, 18), dice.randrange(60), dice.randrange(60)))
        if first <= at <= last:
            moments.add(at)
    return sorted(moments)
