"""The workshop's office with officers, a head, another team, and applications that hold seats or wait."""

from portal.accounts.models import Account
from portal.applications.models import Application, Status
from portal.applications.services.deciding import Mark, Order
from portal.applications.workflow import Action
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.programs.models import Program, Round, SelectionMethod
from tests.factories.scene import Scene, account, actor_of, application, scene


def office(*, capacity: int | None = 160, selection: SelectionMethod = SelectionMethod.FIRST_COME) -> Scene:
    """Add the office with an empty round."""
    place = scene()
    place.round.capacity, place.round.selection, place.round.seats_taken = capacity, selection, 0
    db.session.commit()
    return place


def officer_of(place: Scene, *, who: Account | None = None, role: Role = Role.OFFICER) -> Actor:
    """Return the actor who decides for the office's team."""
    return actor_of(who or place.officer, Held(role, place.team.id))


def seated(place: Scene, name: str = "홍길동", /, status: Status = Status.SUBMITTED, **more) -> Application:
    """Add an application that holds a seat, with the round's counters."""
    return _counted(place, name, status, {"holds_seat": True, **more}, seats_taken=1)


def waiting(place: Scene, name: str = "박대기", /, **more) -> Application:
    """Add an application on the waiting list, with the round's counters."""
    return _counted(place, name, Status.WAITLISTED, {"holds_seat": False, **more}, waiting=1)


def unseated(place: Scene, name: str = "이심사", /, status: Status = Status.SUBMITTED, **more) -> Application:
    """Add an application whose seat comes with the decision."""
    return _counted(place, name, status, {"holds_seat": False, **more})


def _counted(place: Scene, name: str, status: Status, more: dict, *, seats_taken: int = 0, waiting: int = 0):
    who = more.pop("who", None) or account(name)
    round_ = more.pop("round", place.round)
    round_.joined += 1
    round_.seats_taken += seats_taken
    round_.waiting += waiting
    number = more.pop("place", round_.joined)
    new = application(place, who, status, **{"round": round_, **more})
    new.place = number
    db.session.commit()
    return new


def mark_of(application: Application) -> Mark:
    """Return the mark of an application as it stands."""
    return Mark(application.public_id, application.version)


def order(action: Action = Action.APPROVE, **more) -> Order:
    """Return an order; rejecting has a reason, returning a note."""
    if action is Action.REJECT:
        more = {"reasons": ("not_eligible",), **more}
    return Order(action, **more)


def another_round(place: Scene, *, kind: str = "workshop", team=None, **more) -> Round:
    """Add a program of its own with one round."""
    program = Program(
        key=f"{kind}-{len(place.program.key)}-{db.session.query(Program).count()}", kind=kind, title="다른 프로그램",
        owner_unit=team or place.team,
    )  # fmt: skip
    round_ = Round(
        program=program, name="1차", year=2025, starts_on=place.round.starts_on, ends_on=place.round.ends_on,
        reference_date=place.round.reference_date, capacity=None, selection=SelectionMethod.FIRST_COME,
        eligibility={}, **more,
    )  # fmt: skip
    db.session.add(round_)
    db.session.commit()
    return round_
