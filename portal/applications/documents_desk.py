"""What the pages of lists and documents show, put together for the templates."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.applications import list_messages, official
from portal.applications.queries import lists
from portal.applications.queries.lists import ListRow
from portal.approvals import messages as approval_messages
from portal.approvals.models import Document, DocumentMove, DocumentState, DocumentStep, Line, StepKind, StepState
from portal.approvals.policies import decision_is_final, hand_of, may_recall
from portal.approvals.queries import Hands, hands_of, line_of
from portal.approvals.queries.documents import (
    NO_DOCUMENT,
    WAITS_AT_MOST,
    days_waiting,
    document_or_missing,
    documents_of_round,
    is_party,
    moves_of,
)
from portal.core import clock
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.core.paging import Page
from portal.programs.messages import SELECTION
from portal.programs.models import Round, SelectionMethod
from portal.programs.queries import round_with_program

MOST_BARS = 5
MOST_EXCEPTIONS = 12
PER_PAGE = 50
MOST_PRINTED = 2_000
OTHERS = "그 밖"


@dataclass(frozen=True)
class Bar:
    """A bar of the spread: how many in all, how many of them chosen, and both as parts of the longest."""

    label: str
    count: int
    chosen: int
    width: int
    chosen_width: int


@dataclass(frozen=True)
class StepShown:
    """A step with the words of where it is."""

    step: DocumentStep
    kind: str
    state: str
    who: str
    late: str


@dataclass(frozen=True)
class Opened:
    """A document as somebody may see it, and what they may do with it."""

    document: Document
    state: tuple[str, str]
    steps: Sequence[StepShown]
    rows: Page[ListRow]
    counts: Counter[str]
    rule: str
    offices: Sequence[Bar]
    grades: Sequence[Bar]
    exceptions: Sequence[ListRow]
    more_exceptions: int
    recheck: Sequence[ListRow]
    taken_out: Sequence[ListRow]
    moves: Sequence[DocumentMove]
    own: int
    standing_in_for: str
    may_act: bool
    may_go_ahead: bool
    may_recall: bool
    may_publish: bool
    may_handle: bool
    letter: str

    @property
    def tally(self) -> str:
        """Return the numbers in one line."""
        return list_messages.tally(self.counts)


@dataclass(frozen=True)
class ListPage:
    """What is staged of a round and not sent up, with the line it goes up and the documents before it."""

    round: Round
    line: Line | None
    rows: Sequence[ListRow]
    counts: Counter[str]
    documents: Sequence[Document]

    @property
    def tally(self) -> str:
        """Return the numbers in one line."""
        return list_messages.tally(self.counts)

    @property
    def proposed_title(self) -> str:
        """Return a title to begin with."""
        return f"{self.round.program.title}({self.round.name}) 대상자 선정"[:120]


def list_page(actor: Actor, round_id: int) -> ListPage:
    """Return the list of a round; raises Missing for whoever does not decide there."""
    round_ = round_with_program(round_id)
    if not decision_is_final(actor, round_.program.owner_unit):
        raise Missing
    rows = [row for row in lists.rows_staged(round_id) if row.person_id != actor.person_id]
    counts = Counter(row.action for row in rows)
    return ListPage(round_, line_of(round_.program_id), rows, counts, documents_of_round(round_id))


def opened(actor: Actor, public_id: str, number: int, *, per_page: int = PER_PAGE) -> Opened:
    """Return a document; raises Missing for whoever has no part in it."""
    document = document_or_missing(public_id)
    hands = hands_of([document.id])
    own_unit = document.round.program.owner_unit
    may_handle = decision_is_final(actor, own_unit)
    mine = [one for one in document.steps if hand_of(actor, hands.get(one.id)) is not None]
    if not (may_handle or mine or is_party(actor.person_id, document.id)):
        raise Missing(NO_DOCUMENT)
    now = [one for one in mine if one.state in (StepState.PENDING, StepState.LATER)]
    hand = hand_of(actor, hands[now[0].id]) if now else None
    every = lists.rows_of_document(document.id)
    own = len([row for row in every if row.person_id in {actor.person_id, hand.for_id if hand else None}])
    rows = [row for row in every if row.person_id != actor.person_id]  # nobody reads of their own before it is told
    exceptions = [row for row in rows if row.is_exception]
    counts = Counter(row.action for row in rows)
    return Opened(
        document=document,
        state=approval_messages.state_of(document),
        steps=[_shown(one, hands) for one in document.steps],
        rows=Page(rows[(number - 1) * per_page : number * per_page], number, len(rows), per_page),
        counts=counts,
        rule=SELECTION[SelectionMethod(document.round.selection)],
        offices=_bars(lists.spread(document.id)),
        grades=_bars(lists.spread(document.id, by_grade=True)),
        exceptions=exceptions[:MOST_EXCEPTIONS],
        more_exceptions=max(0, len(exceptions) - MOST_EXCEPTIONS),
        recheck=[row for row in rows if row.recheck and not row.ended_how],
        taken_out=lists.rows_taken_out(document.id),
        moves=moves_of(document.id),
        own=own,
        standing_in_for=hand.for_name if hand is not None else "",
        may_act=bool(now),
        may_go_ahead=not now and document.state == DocumentState.RUNNING and bool(mine),
        may_recall=may_recall(actor, document),
        may_publish=may_handle and document.state == DocumentState.APPROVED and _has_open(every),
        may_handle=may_handle,
        letter=official.letter(document, counts),
    )


def _has_open(rows: Sequence[ListRow]) -> bool:
    return any(not row.ended_how for row in rows)


def _shown(step: DocumentStep, hands: Mapping[int, Hands]) -> StepShown:
    who = approval_messages.holder_words(step, hands.get(step.id))
    late = ""
    if step.state in (StepState.APPROVED, StepState.POST_APPROVED, StepState.RETURNED):
        who = f"{step.post_name} {step.actor_name}"
        if step.for_id is not None:
            who = f"{step.post_name} {step.for_name} 대결 {step.actor_name}"
    elif step.state == StepState.SKIPPED:
        who = step.post_name
    elif step.state != StepState.WAITING:
        late = approval_messages.late(days_waiting(step, clock.now()), WAITS_AT_MOST)
    kind = approval_messages.STEP[StepKind(step.kind)]
    return StepShown(step, kind, approval_messages.STEP_STATE[StepState(step.state)], who, late)


def _bars(spread: Sequence[tuple[str, Counter[str]]]) -> list[Bar]:
    shown = list(spread[:MOST_BARS])
    if len(spread) > MOST_BARS:
        rest: Counter[str] = sum((counts for _, counts in spread[MOST_BARS:]), Counter())
        shown.append((OTHERS, rest))
    longest = max((sum(counts.values()) for _, counts in shown), default=1)
    return [
        Bar(name or OTHERS, total, chosen, round(100 * total / longest), round(100 * chosen / longest))
        for name, counts in shown
        for total, chosen in [(sum(counts.values()), counts["approve"])]
    ]
