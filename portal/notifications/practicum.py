"""Tells officers and institutions by the bell what the practicum wants of them; candidates have their own page."""

from collections.abc import Iterable

from portal.core import clock
from portal.core.db import db
from portal.core.events import listen
from portal.kinds.practicum.events import PlacementMoved
from portal.kinds.practicum.models import Placement
from portal.kinds.practicum.queries.hosting import people_answering_for
from portal.kinds.practicum.workflow import Action
from portal.notifications import queries
from portal.notifications.models import Notice

TO_HOST = {
    Action.PROPOSE: "실무수습생 배치 제안에 회신해 주시기 바랍니다.",
    Action.RECALL: "실무수습생 배치 제안을 거두었습니다.",
    Action.ORDER: "실무수습생 배치가 확정되었습니다.",
    Action.DEFER: "실무수습생 배치 제안을 거두었습니다.",
    Action.WITHDRAW: "실무수습생이 실무수습을 포기하였습니다.",
    Action.ABANDON: "실무수습생이 실무수습을 그만두었습니다.",
    Action.APPOINT: "실무수습생이 임용되어 실무수습이 끝납니다.",
    Action.RESUME: "실무수습생의 임용이 취소되어 실무수습이 이어집니다.",
}
TO_DESK = {
    Action.ACCEPT: "실무수습 배치를 기관이 수락하였습니다.",
    Action.DECLINE: "실무수습 배치를 기관이 거절하였습니다.",
    Action.WITHDRAW: "실무수습을 포기한 후보자가 있습니다.",
    Action.ABANDON: "실무수습을 그만둔 후보자가 있습니다.",
}


@listen(PlacementMoved)
def tell_the_host(event: PlacementMoved) -> None:
    """Tell who speaks for the institution that a step was about; names stay behind the link."""
    title = TO_HOST.get(Action(event.action))
    placement = db.session.get_one(Placement, event.placement_id)
    if title is None or placement.offer is None:
        return
    _tell(people_answering_for(placement.offer.unit_id), title, placement.round.name, "/host")


@listen(PlacementMoved)
def tell_the_desk(event: PlacementMoved) -> None:
    """Tell the officers of the team what hosts and candidates did; not who did it for them."""
    title = TO_DESK.get(Action(event.action))
    if title is None:
        return
    placement = db.session.get_one(Placement, event.placement_id)
    officers = queries.officers_of(placement.round.program.owner_unit, clock.today())
    people = [person_id for person_id in officers if person_id != event.actor.person_id]
    _tell(people, title, placement.round.name, f"/admin/practicum/placements/{placement.public_id}")


def _tell(people: Iterable[int], title: str, body: str, link: str) -> None:
    now = clock.now()
    db.session.add_all(
        Notice(person_id=one, title=title, body=body, link=link, created_at=now, due_at=now) for one in people
    )
