"""Choosing the people of a round: lots are fixed, the method runs, an officer looks at it and accepts."""

from collections.abc import Mapping, Sequence
from secrets import token_hex

from portal.applications import chosen_words, messages
from portal.applications.conduct import conduct_of_all
from portal.applications.events import RoundHandled
from portal.applications.groups import groups_when_sent
from portal.applications.line import sharing_of
from portal.applications.models import Application
from portal.applications.policies import is_own
from portal.applications.queries import choosing as queries
from portal.applications.queries.taking_part import times_in_program
from portal.applications.records import Result, Run
from portal.applications.selection import Basis, Candidate, Choice, choose
from portal.applications.selection.draw import commitment_to, places_drawn
from portal.applications.services.handing_on import Handed, hand_on
from portal.applications.services.planning import round_to_run
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.actors import SYSTEM, Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Refusal, Stale
from portal.core.events import emit
from portal.core.transaction import command
from portal.directory.models import ServiceState
from portal.directory.queries import people_facts
from portal.directory.queries.institutions import belongings_of, hard_schools
from portal.programs.catalog import judged
from portal.programs.models import Draw, Round, SelectionMethod
from portal.programs.queries import offer_of_round
from portal.programs.rules import DRAWN, draw_of, rules_of
from portal.programs.seats import hold_rounds
from portal.programs.windows import Window

ORDER = (Action.APPROVE, Action.WAITLIST, Action.NOT_SELECT, Action.REJECT)
"""What is decided first: seats before waiting, so that nobody waits while a seat is free."""


@command
def publish_draw(actor: Actor, round_id: int) -> Draw:
    """Draw the seed of a round and publish its hash; once published it stays."""
    round_to_run(actor, round_id)
    return _published(actor, round_id)


@command
def publish_due_draws() -> int:
    """Publish the hash of every round that draws lots and still takes applications; return of how many."""
    hold_rounds(queries.rounds_to_draw(clock.now(), DRAWN))
    due = queries.rounds_to_draw(clock.now(), DRAWN)
    for round_id in due:
        _published(SYSTEM, round_id)
    return len(due)


@command
def run(actor: Actor, round_id: int, *, designated: Sequence[int] = ()) -> Run:
    """Run the method of a round over all who are to be decided on; what it finds is a proposal, and kept as such."""
    round_ = round_to_run(actor, round_id)
    method, draw = SelectionMethod(round_.selection), draw_of(round_id)
    if offer_of_round(round_id).window in (Window.OPEN, Window.UPCOMING) and method is not SelectionMethod.FIRST_COME:
        raise Refusal(chosen_words.STILL_OPEN)
    if method in DRAWN and draw is None:
        raise Refusal(chosen_words.NO_DRAW)
    applications = queries.awaiting_in(round_id)
    if not applications:
        raise Refusal(chosen_words.NOBODY)
    candidates = _candidates(round_, applications)
    if method is SelectionMethod.REVIEW and not all(one.points or one.misfit for one in candidates):
        raise Refusal(chosen_words.NOT_REVIEWED)
    basis = _basis(round_, draw, designated)
    choices = _chosen(round_, applications, candidates, basis)
    return _kept(actor, round_, applications, choices, basis)


@command
def change(actor: Actor, round_id: int, run_id: str, application_id: str, *, action: Action, reason: str) -> Result:
    """Put something else in the place of what a run proposes for one application, with a reason.

    The others get what that leaves: a seat that comes free goes to the next.
    """
    round_ = round_to_run(actor, round_id)
    found = _open_run(round_id, run_id)
    result = next((one for one in queries.results_of(found.id) if one.application.public_id == application_id), None)
    if result is None:
        raise Missing
    if is_own(actor, result.application):
        raise NotAllowed(messages.OWN)
    before = result.changed_to or result.action
    if action == result.action:
        result.changed_to, result.change_reason, result.changed_by_name = "", "", ""
    else:
        result.changed_to, result.change_reason, result.changed_by_name = action, reason, actor.name
    what = f"{result.application.receipt_no} {messages.ACTION[action]}"
    db.session.flush()
    _refill(round_, found)
    emit(RoundHandled(round_id, actor, "change", what, messages.ACTION[Action(before)], reason))
    return result


@command
def accept(actor: Actor, round_id: int, run_id: str, *, version: int) -> Handed:
    """Hand on what a run proposes, with the officers' changes; what has changed since it ran is refused by row."""
    round_to_run(actor, round_id)
    found = _open_run(round_id, run_id)
    if found.version != version:
        raise Stale(messages.STALE)
    choices, moved = [], []
    for one in queries.results_of(found.id):
        if one.seen_version == one.application.version:
            choices.append(_choice(one))
        else:
            moved.append((one.application.public_id, messages.STALE))
    staged = hand_on(actor, round_id, sorted(choices, key=lambda one: (ORDER.index(one.action), one.rank or 0)))
    found.accepted_at, found.accepted_by_name = clock.now(), actor.name
    emit(RoundHandled(round_id, actor, "accept", chosen_words.counted(choices)))
    return Handed(staged.done, (*staged.refused, *moved))


def _chosen(
    round_: Round,
    applications: Sequence[Application],
    candidates: Sequence[Candidate],
    basis: Basis,
    fixed: Mapping[int, Action] | None = None,
) -> list[Choice]:
    held = sum(one.holds_seat for one in applications)
    return choose(
        SelectionMethod(round_.selection),
        candidates,
        basis,
        free=None if round_.capacity is None else max(0, round_.capacity - round_.seats_taken + held),
        sharing=sharing_of(round_.id, without={one.id for one in applications}),
        reserve=rules_of(round_.id).reserve,
        fixed=fixed,
    )


def _refill(round_: Round, found: Run) -> None:
    """Choose once more among those of a run who still stand as they did, around what officers have fixed."""
    results = [one for one in queries.results_of(found.id) if one.seen_version == one.application.version]
    applications = [one.application for one in results]
    fixed = {one.application_id: Action(one.changed_to) for one in results if one.changed_to}
    basis = _basis(round_, draw_of(round_.id), found.settings["designated"])
    choices = _chosen(round_, applications, _candidates(round_, applications), basis, fixed)
    by_id = {one.application_id: one for one in choices}
    for result in results:
        if not result.changed_to:
            result.action = by_id[result.application_id].action
            result.grounds = by_id[result.application_id].grounds.split("\n")
    db.session.flush()


def _published(actor: Actor, round_id: int) -> Draw:
    kept = draw_of(round_id)
    if kept is not None:
        return kept
    seed = token_hex(32)
    draw = Draw(round_id=round_id, seed=seed, commitment=commitment_to(seed), committed_at=clock.now())
    db.session.add(draw)
    db.session.flush()
    emit(RoundHandled(round_id, actor, "publish_draw", draw.commitment))
    return draw


def _basis(round_: Round, draw: Draw | None, designated: Sequence[int]) -> Basis:
    seed = draw.seed if draw else ""
    return Basis(round_.reference_date, seed, dict(rules_of(round_.id).criteria), tuple(designated))


def _candidates(round_: Round, applications: Sequence[Application]) -> list[Candidate]:
    people, offer = [one.person_id for one in applications], offer_of_round(round_.id)
    facts, times = people_facts(people), times_in_program(people, round_.program_id)
    conduct = conduct_of_all(people, round_.program_id)
    groups = groups_when_sent((one.id, one.snapshot_unit_id, one.snapshot_grade) for one in applications)
    places = belongings_of({one.snapshot_unit_id for one in applications})
    hard, points = hard_schools(round_.year), queries.points_given([one.id for one in applications])
    found = []
    for one in applications:
        person, place = facts.get(one.person_id), places.get(one.snapshot_unit_id or 0)
        answer = judged(offer, person)
        gone = person is None or person.state == ServiceState.RETIRED
        found.append(
            Candidate(
                one.id,
                one.receipt_no,
                one.place,
                one.submitted_at,
                groups=groups[one.id],
                misfit=chosen_words.GONE if gone else "" if answer.fits else answer.words,
                goes_last=one.person_id in conduct,
                times_before=times.get(one.person_id, 0),
                hired_on=one.snapshot_hired_on,
                is_hard_school=place is not None and place.institution_id in hard,
                points=tuple(score.points for score in points.get(one.id, ())),
            )
        )
    return found


def _kept(
    actor: Actor, round_: Round, applications: Sequence[Application], choices: Sequence[Choice], basis: Basis
) -> Run:
    by_id = {one.id: one for one in applications}
    drawn = places_drawn(basis.seed, [one.receipt_no for one in applications]) if basis.seed else {}
    settings = {"criteria": dict(basis.criteria), "designated": list(basis.designated), "capacity": round_.capacity}
    new = Run(
        round_id=round_.id,
        method=round_.selection,
        ran_at=clock.now(),
        ran_by_id=actor.account_id,
        ran_by_name=actor.name,
        settings=settings,
    )
    db.session.add(new)
    db.session.flush()
    db.session.add_all(
        [
            Result(
                run_id=new.id,
                application_id=one.application_id,
                seen_version=by_id[one.application_id].version,
                action=one.action,
                rank=one.rank,
                draw_place=drawn.get(by_id[one.application_id].receipt_no),
                score=one.score,
                grounds=one.grounds.split("\n"),
            )
            for one in choices
        ]
    )
    db.session.flush()
    emit(RoundHandled(round_.id, actor, "run", chosen_words.counted(choices)))
    return new


def _open_run(round_id: int, run_id: str) -> Run:
    """Return the newest run of a round while it is still a proposal; raises Stale for an older one."""
    found = queries.run_or_missing(round_id, run_id)
    if found.accepted_at is not None:
        raise Stale(chosen_words.ACCEPTED_ALREADY)
    if queries.runs_of(round_id)[0].id != found.id:
        raise Stale(chosen_words.RAN_AGAIN)
    return found


def _choice(result: Result) -> Choice:
    grounds = [result.change_reason] if result.changed_to else result.grounds
    action = Action(result.changed_to or result.action)
    return Choice(result.application_id, action, result.rank, result.score, "\n".join(grounds))
