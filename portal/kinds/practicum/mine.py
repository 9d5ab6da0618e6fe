"""What a candidate sees of the own practicum: neither which hosts were asked nor why one said no."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.core.korean import kdate, kdatetime
from portal.kinds.practicum import messages, policies
from portal.kinds.practicum.models import LIVE, Candidate, Placement, PlacementState
from portal.kinds.practicum.queries import candidates, placements, rounds
from portal.programs.models import Round

SEARCHING = (
    PlacementState.ELIGIBLE,
    PlacementState.PROPOSED,
    PlacementState.HOST_ACCEPTED,
    PlacementState.HOST_DECLINED,
)


@dataclass(frozen=True)
class MyPracticum:
    """One candidate's way through the round that matters now, and the earlier ones."""

    candidate: Candidate
    round: Round | None
    placement: Placement | None
    earlier: Sequence[Placement]
    contact: str
    is_open: bool
    may_wish: bool
    may_change: bool
    may_step_back: bool

    @property
    def round_or_missing(self) -> Round:
        """Return the round; raises Missing when there is none."""
        if self.round is None:
            raise Missing(rounds.NO_ROUND)
        return self.round

    @property
    def word(self) -> str:
        """Name where the candidate stands."""
        return messages.own_word(self.placement) if self.placement else messages.NOT_SENT

    @property
    def tone(self) -> str:
        """Return the tone of the word."""
        return messages.own_tone(self.placement) if self.placement else "quiet"

    @property
    def timeline(self) -> list[dict[str, str]]:
        """Return the way from the wish to the practicum as steps that are done, under way or to come."""
        return _timeline(self.round, self.placement, self.contact)


def my_practicum(actor: Actor) -> MyPracticum:
    """Return what the candidate whose account the actor uses may see; raises Missing for everybody else."""
    return practicum_of(candidates.candidate_of(actor))


def practicum_of(candidate: Candidate) -> MyPracticum:
    """Return a candidate's own view of things."""
    all_of_them = placements.placements_of(candidate.id)
    current = rounds.current(rounds.rounds())
    here = _here(all_of_them, current)
    round_ = here.round if here else current
    is_open = round_ is not None and policies.is_taking_wishes(round_)
    may_wish = round_ is not None and policies.may_wish(candidate, round_)
    is_live = here is not None and here.state in SEARCHING
    return MyPracticum(
        candidate=candidate,
        round=round_,
        placement=here,
        earlier=[one for one in all_of_them if one is not here],
        contact=rounds.contact_of(round_.program) if round_ else "",
        is_open=is_open,
        may_wish=is_open and may_wish and (here is None or here.state == PlacementState.WITHDRAWN),
        may_change=is_open and may_wish and is_live and policies.may_change_wish(here),
        may_step_back=here is not None and policies.may_withdraw(here),
    )


def _here(all_of_them: Sequence[Placement], current: Round | None) -> Placement | None:
    """Return what is under way or comes first, else what became of the round that matters now."""
    ahead = [one for one in all_of_them if one.state in LIVE and not policies.is_over(one)]
    in_current = [one for one in all_of_them if current is not None and one.round_id == current.id]
    return min(ahead, key=lambda one: one.round.starts_on, default=next(iter(in_current), None))


def _timeline(round_: Round | None, placement: Placement | None, contact: str) -> list[dict[str, str]]:
    if round_ is None or placement is None:
        return []
    sent = _step("희망서 접수", "done", kdatetime(placement.wish.submitted_at), who=_typist(placement))
    if placement.state in SEARCHING:
        results = f"{kdate(round_.results_on)}까지 알려 드립니다." if round_.results_on else ""
        return [
            sent,
            _step("배치할 학교를 찾고 있습니다", "current", results, who=contact),
            _step("배치 확정", "next", ""),
            _step("실무수습", "next", messages.days(round_.starts_on, round_.ends_on)),
        ]
    moved = kdatetime(placement.moved_at)
    if not policies.is_ordered(placement):
        note = messages.OWN_NOTE[PlacementState(placement.state)]
        return [sent, _step(messages.own_word(placement), "done", moved, note=note)]
    days = messages.days(placement.first_day, placement.last_day)
    state = "done" if policies.is_over(placement) else "current" if policies.has_begun(placement) else "next"
    host = placement.offer.unit.full_name if placement.offer else ""
    note = messages.OWN_NOTE.get(PlacementState(placement.state), "")
    return [sent, _step("배치 확정", "done", moved, who=host), _step("실무수습", state, days, note=note)]


def _typist(placement: Placement) -> str:
    wish = placement.wish
    return messages.on_behalf(wish.typed_by_name, placement.candidate.name) if wish.is_on_behalf else ""


def _step(title: str, state: str, when: str, *, who: str = "", note: str = "") -> dict[str, str]:
    return {"title": title, "state": state, "when": when, "who": who, "note": note}
