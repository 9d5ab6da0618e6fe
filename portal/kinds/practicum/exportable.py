"""The lists of the practicum as spreadsheets: candidates, placements of a round, the survey of the institutions."""

from collections.abc import Callable, Iterable
from typing import Any

from portal.core.actors import Actor
from portal.core.forms import without_control
from portal.core.sheets import Column, Value
from portal.exports.lists import NUMBER, ExportableList, Filters, Purpose, Rows, Subject, lined_up
from portal.kinds.practicum import messages
from portal.kinds.practicum.areas import AREAS
from portal.kinds.practicum.board import TABS
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate, CandidateState, HostOffer
from portal.kinds.practicum.policies import RUNNING
from portal.kinds.practicum.queries import candidates, hosting, placements, rounds
from portal.programs.models import Round

YEAR, EXAM_NO, NAME = Column("시험연도"), Column("응시번호", is_code=True), Column("성명")
MOBILE, HOME, SERIES = Column("휴대전화", is_code=True), Column("거주 자치구"), Column("직렬")
VALID_UNTIL, STATE = Column("명부 유효기간"), Column("명부 상태")
ROUND, WISHES, WAY = Column("차수"), Column("희망", width=36), Column("실무수습 상태")
HOST, AREA, ORDER_NO = Column("배치 기관", width=24), Column("지역"), Column("문서번호")
FIRST_DAY, LAST_DAY, REPLY_BY = Column("시작일"), Column("종료일"), Column("회신 기한")
GUIDE, GUIDE_PHONE = Column("지도공무원"), Column("지도공무원 연락처", is_code=True)
SCHOOL, ANSWER = Column("기관", width=24), Column("회신")
SEATS, TAKEN, NOTE = Column("받을 인원"), Column("배치 인원"), Column("알릴 말씀", width=48)

OF_LINE: dict[Column, Callable[[Any], Value]] = {
    YEAR: lambda line: line.candidate.exam_year,
    EXAM_NO: lambda line: line.candidate.exam_no,
    NAME: lambda line: line.candidate.name,
    MOBILE: lambda line: line.candidate.mobile,
    HOME: lambda line: line.candidate.district,
    SERIES: lambda line: line.candidate.series,
    VALID_UNTIL: lambda line: line.candidate.list_valid_until,
    STATE: lambda line: messages.CANDIDATE_STATE[line.candidate.state],
    ROUND: lambda line: line.placement.round.name if line.placement else "",
    WAY: lambda line: messages.placement_word(line.placement) if line.placement else "",
}
OF_PLACEMENT: dict[Column, Callable[[Any], Value]] = {
    YEAR: lambda one: one.candidate.exam_year,
    EXAM_NO: lambda one: one.candidate.exam_no,
    NAME: lambda one: one.candidate.name,
    MOBILE: lambda one: one.candidate.mobile,
    HOME: lambda one: one.candidate.district,
    WISHES: lambda one: messages.wish_words(one.wish.choices),
    HOST: lambda one: one.offer.unit.full_name if one.offer else "",
    AREA: lambda one: one.offer.unit.district if one.offer else "",
    FIRST_DAY: lambda one: one.first_day,
    LAST_DAY: lambda one: one.last_day,
    REPLY_BY: lambda one: one.reply_by,
    GUIDE: lambda one: one.offer.supervisor if one.offer else "",
    GUIDE_PHONE: lambda one: one.offer.supervisor_phone if one.offer else "",
    ORDER_NO: lambda one: one.order_no,
    WAY: lambda one: messages.placement_word(one),
}
OF_HOST: dict[Column, Callable[[Any], Value]] = {
    SCHOOL: lambda one: one.unit.full_name,
    AREA: lambda one: one.unit.district,
    ANSWER: lambda one: messages.ANSWER[_answer(one.offer)],
    SEATS: lambda one: one.offer.seats if one.offer else None,
    TAKEN: lambda one: one.offer.taken if one.offer else None,
    FIRST_DAY: lambda one: one.offer.first_day if one.offer and one.offer.seats else None,
    LAST_DAY: lambda one: one.offer.last_day if one.offer and one.offer.seats else None,
    GUIDE: lambda one: one.offer.supervisor if one.offer else "",
    GUIDE_PHONE: lambda one: one.offer.supervisor_phone if one.offer else "",
    NOTE: lambda one: one.offer.note if one.offer else "",
}


class _OfTheDesk(ExportableList):
    """What only those who run the practicum take; the head of their team approves long files."""

    roles = frozenset(RUNNING)

    def owner_unit_id(self, actor: Actor, filters: Filters) -> int | None:
        """Return the team that runs the practicum."""
        return next((owner.id for owner in rounds.owners_of_practicum()), actor.unit_id)


class CandidateList(_OfTheDesk):
    """What /admin/practicum/candidates shows under the same filters."""

    key = "candidates"
    label = "임용후보자 명부"
    page = "/admin/practicum/candidates"
    unit = "명"
    note = "생년월일과 희망서에 적은 사정은 넣지 않습니다."
    purposes = (
        Purpose("list", "명부 관리·결재", (NUMBER, YEAR, EXAM_NO, NAME, HOME, SERIES, VALID_UNTIL, STATE, ROUND, WAY)),
        Purpose("contact", "후보자 안내·연락", (NUMBER, EXAM_NO, NAME, MOBILE, ROUND, WAY), most_rows=300),
        Purpose("statistics", "통계(성명 제외)", (YEAR, HOME, SERIES, STATE, ROUND, WAY), most_rows=5_000),
    )

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the words looked for, and the state: the page's own unless another is named."""
        state, text = given.get("state", CandidateState.REGISTERED), without_control(given.get("q", ""))[:40].strip()
        return {"state": state if state in set(CandidateState) else "all", **({"q": text} if text else {})}

    def words(self, actor: Actor, filters: Filters) -> str:
        """Say which state and which words."""
        state = messages.CANDIDATE_STATE.get(CandidateState(filters["state"])) if filters["state"] != "all" else "전체"
        return f"명부 상태 ‘{state}’" + (f", 찾은 말 ‘{filters['q']}’" if "q" in filters else "")

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count who would be in it."""
        admit_desk(actor)
        return candidates.count_listed(_wanted(filters))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the candidates in the order of the page."""
        admit_desk(actor)
        return lined_up(candidates.all_candidates_listed(_wanted(filters)), purpose, OF_LINE)

    def subjects(self, actor: Actor, filters: Filters, purpose: Purpose) -> Iterable[Subject]:
        """Return the candidates whose names stand in the file."""
        admit_desk(actor)
        return _named((line.candidate for line in candidates.all_candidates_listed(_wanted(filters))), purpose)


class PlacementList(_OfTheDesk):
    """What /admin/practicum shows: one tab of a round, or with "all" the whole round."""

    key = "placements"
    label = "실무수습 배치"
    page = "/admin/practicum"
    unit = "명"
    note = "희망서에 적은 사정과 기관이 거절한 사유는 넣지 않습니다."
    purposes = (
        Purpose(
            "order", "배치 심사·결재", (NUMBER, EXAM_NO, NAME, HOME, WISHES, HOST, FIRST_DAY, LAST_DAY, ORDER_NO, WAY)
        ),
        Purpose("contact", "안내·연락", (NUMBER, NAME, MOBILE, HOST, FIRST_DAY, GUIDE, GUIDE_PHONE), most_rows=300),
        Purpose("host", "기관 회신 관리", (NUMBER, NAME, HOST, REPLY_BY, WAY)),
        Purpose("statistics", "통계(성명 제외)", (YEAR, HOME, AREA, FIRST_DAY, LAST_DAY, WAY), most_rows=5_000),
    )

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the round, the one that matters now unless another is named, and the tab."""
        tab = given.get("tab", "todo")
        return {**_round_asked(given), "tab": tab if tab in {*TABS, "all"} else "todo"}

    def words(self, actor: Actor, filters: Filters) -> str:
        """Say which round and which tab."""
        return f"{_round_words(filters)}, {messages.TAB.get(filters['tab'], '전체')}"

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the placements of the tab."""
        admit_desk(actor)
        by_state = placements.counts_in(_round(filters).id)
        return sum(by_state.get(state, 0) for tab in _tabs(filters) for state in TABS[tab])

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the placements in the order of the page."""
        admit_desk(actor)
        states = [state for tab in _tabs(filters) for state in TABS[tab]]
        return lined_up(placements.placements_in(_round(filters).id, states), purpose, OF_PLACEMENT)

    def subjects(self, actor: Actor, filters: Filters, purpose: Purpose) -> Iterable[Subject]:
        """Return the candidates whose names stand in the file."""
        admit_desk(actor)
        states = [state for tab in _tabs(filters) for state in TABS[tab]]
        return _named((one.candidate for one in placements.placements_in(_round(filters).id, states)), purpose)

    def owner_unit_id(self, actor: Actor, filters: Filters) -> int | None:
        """Return the team that runs the round's program."""
        return _round(filters).program.owner_unit_id


class HostList(_OfTheDesk):
    """What /admin/practicum/hosts shows under the same filters."""

    key = "practicum_hosts"
    label = "실무수습 기관 수요조사"
    page = "/admin/practicum/hosts"
    unit = "개교"
    purposes = (
        Purpose("plan", "배치 계획·결재", (NUMBER, SCHOOL, AREA, ANSWER, SEATS, TAKEN, FIRST_DAY, LAST_DAY, NOTE)),
        Purpose("contact", "기관 연락", (NUMBER, SCHOOL, AREA, ANSWER, GUIDE, GUIDE_PHONE), most_rows=300),
    )

    def tidy(self, given: Filters) -> dict[str, str]:
        """Keep the round, the answer and an area that exists."""
        answer, area = given.get("answer", "yes"), given.get("area", "")
        kept = {**_round_asked(given), "answer": answer if answer in messages.ANSWER else "yes"}
        return {**kept, "area": area} if area in AREAS else kept

    def words(self, actor: Actor, filters: Filters) -> str:
        """Say which round, which answer and which area."""
        area = f", 지역 ‘{filters['area']}’" if "area" in filters else ""
        return f"{_round_words(filters)}, 회신 ‘{messages.ANSWER[filters['answer']]}’{area}"

    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the institutions."""
        admit_desk(actor)
        return hosting.count_surveyed(_round(filters).id, answer=filters["answer"], area=filters.get("area", ""))

    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the institutions in the order of the page."""
        admit_desk(actor)
        area = filters.get("area", "")
        found = hosting.all_institutions_surveyed(_round(filters).id, answer=filters["answer"], area=area)
        return lined_up(found, purpose, OF_HOST)


def _wanted(filters: Filters) -> candidates.Wanted:
    return candidates.Wanted(filters.get("q", ""), "" if filters["state"] == "all" else filters["state"])


def _round_asked(given: Filters) -> dict[str, str]:
    asked = given.get("round", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    known = next((one for one in rounds.rounds() if is_number and one.id == int(asked)), None)
    return {"round": str((known or rounds.current_round_or_missing()).id)}


def _round(filters: Filters) -> Round:
    return rounds.round_or_missing(int(filters["round"]))


def _round_words(filters: Filters) -> str:
    round_ = _round(filters)
    return f"{round_.year}년 {round_.name}"


def _tabs(filters: Filters) -> list[str]:
    return list(TABS) if filters["tab"] == "all" else [filters["tab"]]


def _answer(offer: HostOffer | None) -> str:
    return "none" if offer is None else "yes" if offer.seats else "no"


def _named(found: Iterable[Candidate], purpose: Purpose) -> Iterable[Subject]:
    return [Subject(one.person_id, one.public_id) for one in found] if NAME in purpose.columns else ()
