"""Candidates for appointment: the thirty of the first round, and those who wait for the second."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from portal.accounts.models import Account, Grant
from portal.accounts.passwords import hashed
from portal.config import DEMO_PASSWORD
from portal.core import clock
from portal.core.actors import Role
from portal.kinds.practicum.areas import DISTRICTS
from portal.kinds.practicum.messages import CANDIDACY, CONSENT, DECLINE_REASONS
from portal.kinds.practicum.models import (
    Candidate,
    Choice,
    HostOffer,
    Placement,
    PlacementState,
    PlacementStep,
    Wish,
)
from portal.kinds.practicum.workflow import Action
from portal.programs.models import Round
from portal.seeding import queries
from portal.seeding.applications import MORNING
from portal.seeding.hosts import Host, hosts_by_area
from portal.seeding.names import Names
from portal.seeding.programs import YEAR
from portal.seeding.rows import Rows

_FIRST = 30
_LISTED = {YEAR - 1: date(2024, 7, 5), YEAR: date(2025, 7, 4)}
_LISTED_FOR = timedelta(days=730)
_PERSONA_SCHOOL = "나래고등학교"
S, A = PlacementState, Action
_SECOND = {
    S.PROPOSED: 6,
    S.HOST_ACCEPTED: 4,
    S.HOST_DECLINED: 1,
    S.WITHDRAWN: 1,
    S.ELIGIBLE: 12,
}
"""Where those who wished for the second round stand; the first two of the proposals are the persona's school's."""
_WAY = {
    S.ELIGIBLE: (),
    S.WITHDRAWN: (A.WITHDRAW,),
    S.PROPOSED: (A.PROPOSE,),
    S.HOST_DECLINED: (A.PROPOSE, A.DECLINE),
    S.HOST_ACCEPTED: (A.PROPOSE, A.ACCEPT),
    S.ORDERED: (A.PROPOSE, A.ACCEPT, A.ORDER),
}
_TO = {
    A.WITHDRAW: S.WITHDRAWN,
    A.PROPOSE: S.PROPOSED,
    A.DECLINE: S.HOST_DECLINED,
    A.ACCEPT: S.HOST_ACCEPTED,
    A.ORDER: S.ORDERED,
}


@dataclass
class _Scene:
    """What all rounds draw on."""

    rows: Rows
    dice: Random
    names: Names
    officer: tuple[int, str]
    number: int = 10_000


def load(rows: Rows) -> None:
    """Load the list, what was wished for, what schools offer, and where everybody stands on the first day."""
    dice = Random("practicum")
    officer = queries.assignments_by_extension()["9305"].person
    account_id = next(one.account_id for one in queries.officials({}) if one.id == officer.id)
    scene = _Scene(rows, dice, Names(dice), (account_id, officer.name))
    (first,) = queries.printed_rounds("practicum")
    second = queries.open_round("practicum", "", MORNING)
    first.program.contact_post_id = queries.posts_by_extension()["9305"]
    areas = hosts_by_area()
    _first(scene, first, areas)
    _second(scene, second, areas)
    _persona(scene)


def _first(scene: _Scene, round_: Round, areas: dict[str, list[Host]]) -> None:
    """Load the thirty, one at a school each, who have finished."""
    for number in range(_FIRST):
        area = list(DISTRICTS)[number % len(DISTRICTS)]
        host = areas[area][number // len(DISTRICTS)]
        offer_id = _offer(scene, round_, host, seats=1, taken=1)
        candidate_id = _candidate(scene, YEAR - 1, area)
        sent = _moment(date(2025, 3, 4 + number % 8), scene.dice)
        _placement(scene, round_, candidate_id, area, S.ORDERED, sent, offer=(offer_id, host))


def _second(scene: _Scene, round_: Round, areas: dict[str, list[Host]]) -> None:
    """Load those who have wished for the second round so far, and the schools that have answered."""
    persona = next(host for hosts in areas.values() for host in hosts if host.name == _PERSONA_SCHOOL)
    states = [state for state, count in _SECOND.items() for _ in range(count)]
    placed = (S.PROPOSED, S.HOST_ACCEPTED, S.HOST_DECLINED)
    persona_offer = _offer(scene, round_, persona, seats=3, taken=2)
    for number, state in enumerate(states):
        is_personas = number < 2
        area = persona.area if is_personas else list(DISTRICTS)[number % len(DISTRICTS)]
        offer = (persona_offer, persona) if is_personas else None
        if state in placed and not is_personas:
            host = areas[area][5 + number // len(DISTRICTS)]
            offer = (_offer(scene, round_, host, seats=1, taken=int(state != S.HOST_DECLINED)), host)
        sent = _moment(date(2025, 7, 14 + number % 10), scene.dice)
        _placement(scene, round_, _candidate(scene, YEAR, area), area, state, sent, offer=offer)
    for number, area in enumerate(DISTRICTS):
        _offer(scene, round_, areas[area][9], seats=1 + number % 2, taken=0)
        if number % 3 == 0:
            _offer(scene, round_, areas[area][10], seats=0, taken=0, note="9월 종합감사와 겹쳐 받기 어렵습니다.")


def _persona(scene: _Scene) -> None:
    """Let somebody try the candidate's pages: on the list, and nothing sent yet."""
    account_id = scene.rows.add(
        Account, login_id="candidate", name="정다은", password_hash=hashed(DEMO_PASSWORD), is_demo=True
    )
    scene.rows.add(Grant, account_id=account_id, role=Role.CANDIDATE, valid_from=_LISTED[YEAR], reason=CANDIDACY)
    _candidate(scene, YEAR, "동작관악", name="정다은", account_id=account_id)


def _candidate(scene: _Scene, year: int, area: str, **more: object) -> int:
    scene.number += scene.dice.randrange(1, 9)
    listed_on = _LISTED[year]
    gender = scene.dice.choice("MF")
    return scene.rows.add(
        Candidate,
        **{
            "exam_year": year,
            "exam_no": str(scene.number),
            "name": scene.names.name(gender, listed_on),
            "birth_date": date(1992, 1, 1) + timedelta(days=scene.dice.randrange(4000)),
            "mobile": f"010-{scene.dice.randrange(2000, 9999)}-{scene.dice.randrange(1000, 9999)}",
            "district": scene.dice.choice(DISTRICTS[area]),
            "series": "교육행정",
            "list_valid_until": listed_on + _LISTED_FOR,
            "registered_at": clock.at(listed_on, time(14)),
            "is_fictional": True,
            "version": 1,
            **more,
        },
    )


def _offer(scene: _Scene, round_: Round, host: Host, *, seats: int, taken: int, note: str = "") -> int:
    return scene.rows.add(
        HostOffer,
        unit_id=host.unit_id,
        round_id=round_.id,
        seats=seats,
        taken=taken,
        first_day=round_.starts_on,
        last_day=round_.ends_on,
        supervisor=host.manager if seats else "",
        supervisor_phone=f"02-555-{scene.dice.randrange(1000, 9999)}" if seats else "",
        note=note,
        answered_by_id=host.account_id,
        answered_by_name=host.manager,
        answered_at=_moment(round_.starts_on - timedelta(days=30), scene.dice),
        is_fictional=True,
        version=1,
    )


def _placement(
    scene: _Scene, round_: Round, candidate_id: int, area: str, state: PlacementState, sent: datetime,
    *, offer: tuple[int, Host] | None,
) -> None:  # fmt: skip
    rows, name = scene.rows, "본인"
    wish_id = rows.add(
        Wish,
        candidate_id=candidate_id,
        round_id=round_.id,
        pledged_at=sent,
        consent_text=CONSENT,
        typed_by_name=name,
        submitted_at=sent,
        withdrawn_at=sent + timedelta(days=2) if state == S.WITHDRAWN else None,
        is_fictional=True,
        version=1,
    )
    others = scene.dice.sample([one for one in DISTRICTS if one != area], 2)
    for rank, wished in enumerate([area, *others], 1):
        rows.add(Choice, wish_id=wish_id, rank=rank, area=wished)
    stays = offer is not None and state not in (S.HOST_DECLINED, S.WITHDRAWN)
    placement_id = rows.add(
        Placement,
        candidate_id=candidate_id,
        round_id=round_.id,
        wish_id=wish_id,
        offer_id=offer[0] if offer and stays else None,
        state=state,
        holds_seat=stays,
        first_day=round_.starts_on if stays else None,
        last_day=round_.ends_on if stays else None,
        reply_by=date(2025, 8, 5) if state == S.PROPOSED else None,
        reasons=["schedule"] if state == S.HOST_DECLINED else [],
        order_no="총무과-3127" if state == S.ORDERED else "",
        moved_at=sent,
        is_fictional=True,
        version=1,
    )
    _history(scene, placement_id, state, sent, offer[1] if offer else None)


def _history(scene: _Scene, placement_id: int, state: PlacementState, sent: datetime, host: Host | None) -> None:
    """Write down the way a placement came, a day or two between its steps."""
    before: PlacementState | None = None
    for number, action in enumerate((A.WISH, *_WAY[state])):
        by_host = action in (A.ACCEPT, A.DECLINE)
        own = action in (A.WISH, A.WITHDRAW)
        after = _TO.get(action, S.ELIGIBLE)
        actor = "본인" if own else host.manager if by_host and host else scene.officer[1]
        scene.rows.add(
            PlacementStep,
            placement_id=placement_id,
            at=sent + timedelta(days=number, minutes=7 * number),
            actor_name=actor,
            actor_account_id=None if own else host.account_id if by_host and host else scene.officer[0],
            action=action,
            from_state=before,
            to_state=after,
            unit_id=host.unit_id if host and not own else None,
            note=DECLINE_REASONS["schedule"] if action == A.DECLINE else "",
        )
        before = after


def _moment(day: date, dice: Random) -> datetime:
    return clock.at(day, time(9 + dice.randrange(8), dice.randrange(60)))
