"""The directory as a spreadsheet, in the printed order of its columns; mobile numbers only for who answers for people.

It stands here and not in the directory, which lies below this room.
"""

from collections.abc import Iterable

from portal.core.actors import Actor, Role
from portal.core.sheets import Column
from portal.directory.places import Place, places_found
from portal.directory.queries.leaving import holders_listed, units_below_any
from portal.directory.search import MOST_HITS
from portal.exports.found_lists import FoundList
from portal.exports.lists import EXPORTERS, Filters, Purpose, Rows, Subject

UNIT, TITLE, NAME = Column("부서(팀)"), Column("직위"), Column("성명")
EXTENSION, MOBILE = Column("전화", is_code=True), Column("휴대전화", is_code=True)
ANSWERING = (Role.LEAD, Role.HEAD, Role.DUTY)
"""Whose people's mobile numbers somebody is given: those of the units one answers for."""

CONTACT = Purpose("contact", "업무 연락", (UNIT, TITLE, NAME, EXTENSION, Column("담당업무", width=48)))
DISPATCH = Purpose("dispatch", "공문·안내 발송", (UNIT, TITLE, NAME))
EMERGENCY = Purpose(
    "emergency", "비상연락망", (UNIT, TITLE, NAME, EXTENSION, MOBILE), most_rows=200, roles=frozenset(ANSWERING)
)


class PeopleList(FoundList):
    """What /people shows, whether searched or listed in 직제 order."""

    key = "people"
    label = "직원 명단"
    page = "/people"
    unit = "명"
    note = "휴대전화는 비상연락망에만, 그중에서도 맡고 계신 부서의 직원만 넣습니다."
    roles = frozenset(EXPORTERS)
    purposes = (CONTACT, DISPATCH, EMERGENCY)

    def looked_for(self, actor: Actor, filters: Filters) -> str:
        """Say which words were looked for, and that a search shows no more than its first thousand."""
        is_cut = len(_places(actor, filters)) >= MOST_HITS
        return super().looked_for(actor, filters) + (f"(앞의 {MOST_HITS:,}명)" if is_cut else "")

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count who would be in it."""
        return len(_places(actor, filters))

    def subjects(self, actor: Actor, filters: Filters, purpose: Purpose) -> Iterable[Subject]:
        """Return whose mobile numbers stand in the file; what the directory tells everybody is no secret."""
        if MOBILE not in purpose.columns:
            return
        places = [place.assignment_id for place in _places(actor, filters)]
        for holder in holders_listed(places, with_mobile_of=_reachable(actor)).values():
            if holder.mobile:
                yield Subject(holder.person_id)

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the people in the order of the page."""
        places = _places(actor, filters)
        mobiles = _reachable(actor) if MOBILE in purpose.columns else frozenset()
        holders = holders_listed([place.assignment_id for place in places], with_mobile_of=mobiles)
        for place in places:
            holder = holders.get(place.assignment_id)
            if holder is not None:
                facts = {
                    UNIT: place.unit_name,
                    TITLE: place.title(holder),
                    NAME: holder.name,
                    EXTENSION: holder.extension,
                    MOBILE: holder.mobile,
                }
                yield [facts.get(column, "\n".join(place.duties)) for column in purpose.columns]


def _places(actor: Actor, filters: Filters) -> list[Place]:
    return places_found(filters.get("q", ""), unit_code=filters.get("unit", ""), own_unit_id=actor.unit_id)


def _reachable(actor: Actor) -> frozenset[int] | None:
    """Return the units whose people's mobile numbers the actor may have; None: all."""
    return None if actor.is_everywhere(*ANSWERING) else units_below_any(actor.units_as(*ANSWERING))
