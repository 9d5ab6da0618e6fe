"""The workshop's office with an approval line: an officer, a lead and a head on their posts, and lists of decisions."""

from dataclasses import dataclass
from datetime import date

from portal.accounts.models import Account
from portal.applications.models import Application, StagedDecision
from portal.applications.services import documents
from portal.applications.services.deciding import decide_many
from portal.applications.services.documents import Sending
from portal.applications.workflow import Action
from portal.approvals.models import Document, Line, LineStep
from portal.approvals.wishes import DEFAULT, Wanted
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db
from portal.directory.models import Absence, Assignment, Post, Unit, UnitKind
from portal.programs.models import SelectionMethod
from tests.factories.deciding import mark_of, office, order, unseated
from tests.factories.scene import Scene, account, actor_of

LONG_AGO = date(2020, 1, 1)


@dataclass
class Desk:
    """The people on the posts of the line, as actors, and their accounts."""

    place: Scene
    division: Unit
    lead_account: Account
    head_account: Account
    officer: Actor
    lead: Actor
    head: Actor
    lead_post: Post
    head_post: Post


def desk(
    steps: tuple[Wanted, ...] = DEFAULT, *, capacity: int | None = 160,
    selection: SelectionMethod = SelectionMethod.REVIEW,
) -> Desk:  # fmt: skip
    """Add the office, its people on their posts, and its program's line."""
    place = office(capacity=capacity, selection=selection)
    division = db.session.get_one(Unit, place.team.parent_id)
    division.kind = UnitKind.DIVISION
    lead, head = account("송팀장", Role.LEAD, team=place.team), account("이과장", Role.HEAD, team=division)
    seat(place.officer, place.team)
    lead_post = seat(lead, place.team, "팀장", is_head=True)
    head_post = seat(head, division, "과장", is_head=True)
    line(place, steps)
    return Desk(
        place, division, lead, head, actor_of(place.officer, Held(Role.OFFICER, place.team.id)),
        actor_of(lead, Held(Role.LEAD, place.team.id)), actor_of(head, Held(Role.HEAD, division.id)),
        lead_post, head_post,
    )  # fmt: skip


def line(place: Scene, steps: tuple[Wanted, ...] = DEFAULT) -> Line:
    """Give the program a line."""
    new = Line(program_id=place.program.id, made_by="시험", made_at=clock.now())
    new.steps = [
        LineStep(position=at, kind=one.kind, seat=one.seat, post_id=one.post_id) for at, one in enumerate(steps, 1)
    ]
    db.session.add(new)
    db.session.commit()
    return new


def seat(who: Account, unit: Unit, title: str = "", *, is_head: bool = False, order: int = 1) -> Post:
    """Put somebody on a new post."""
    post = Post(unit_id=unit.id, title=title, is_head=is_head, sort_order=order)
    db.session.add(post)
    db.session.flush()
    db.session.add(Assignment(person_id=who.person_id, post_id=post.id, valid_from=LONG_AGO))
    db.session.commit()
    return post


def away(
    who: Account, deputy: Account | None = None, *, first: date | None = None, last: date | None = None
) -> Absence:
    """Let somebody be away, today unless other days are given."""
    absence = Absence(
        person_id=who.person_id, deputy_id=deputy.person_id if deputy else None, first_day=first or clock.today(),
        last_day=last or clock.today(), reason="출장",
    )  # fmt: skip
    db.session.add(absence)
    db.session.commit()
    return absence


def leave_vacant(post: Post) -> None:
    """Let nobody hold a post from today on."""
    for held in db.session.query(Assignment).filter_by(post_id=post.id):
        held.valid_to = clock.today()
    db.session.commit()


def staged(desk: Desk, *applications: Application, action: Action = Action.APPROVE, **more) -> list[Application]:
    """Put decisions on the list as the officer does in the queue."""
    rows = list(applications) or [unseated(desk.place)]
    outcome = decide_many(desk.officer, [mark_of(row) for row in rows], order(action, **more))
    assert len(outcome.done) == len(rows), outcome.refused
    return rows


def sent_up(desk: Desk, *applications: Application, **more) -> Document:
    """Send what is staged up the line; with applications, these are staged first."""
    if applications or not db.session.query(StagedDecision).filter_by(ended_at=None).count():
        staged(desk, *applications)
    return documents.send_up(desk.officer, desk.place.round.id, Sending("워크숍 대상자 선정", **more))


def approved(desk: Desk, *applications: Application, **more) -> Document:
    """Send a list up and let the lead and the head approve it."""
    document = sent_up(desk, *applications, **more)
    for actor in (desk.lead, desk.head):
        document = documents.approve(actor, document.public_id, version=document.version)
    return document
