"""What an officer takes along into the official document system: the words of the letter, and the signature block."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.applications.list_messages import LIST_WORD
from portal.approvals.messages import STEP, signed_on
from portal.approvals.models import Document, DocumentStep, StepKind, StepState
from portal.programs.messages import period

_PARTS = "가나다라마바"
_SIGNED = (StepState.APPROVED, StepState.POST_APPROVED)


@dataclass(frozen=True)
class Signature:
    """One field of the signature block; ``mark`` says that somebody signed in another's place, or after the others."""

    kind: str
    post: str
    name: str
    day: str
    mark: str = ""


def letter(document: Document, counts: Mapping[str, int]) -> str:
    """Return title, body and enclosure as a letter has them; "끝." stands two spaces behind the last word."""
    round_ = document.round
    name = f"{round_.program.title}({round_.name})"
    told = f"{name} 대상자 선정 결과를 붙임과 같이 알려 드립니다."
    days = period(round_.starts_on, round_.ends_on, round_.period_style)
    facts = [f"기간: {days}"]
    facts += [f"장소: {round_.place}"] if round_.place else []
    facts += [f"선정 결과: {', '.join(f'{LIST_WORD[one]} {n:,}명' for one, n in _in_words(counts))}"]
    opening = [f"1. 관련: {document.related_no}", f"2. {told}"] if document.related_no else [told]
    below = [f"  {_PARTS[at]}. {fact}" for at, fact in enumerate(facts)]
    lines = [f"제목  {name} 대상자 선정 결과 알림", "", *opening, *below, "", f"붙임  {name} 선정 명단 1부.  끝."]
    return "\n".join(lines)


def signatures(document: Document) -> tuple[list[Signature], list[Signature]]:
    """Return the signature block: who drafted, reviewed and decided; and the row of those who cooperated."""
    drafted = Signature("기안", document.drafter_title, document.drafter_name, signed_on(document.drafted_at))
    main = [drafted, *(_signature(one) for one in document.steps if _is_printed(one, cooperation=False))]
    return main, [_signature(one) for one in document.steps if _is_printed(one, cooperation=True)]


def _is_printed(step: DocumentStep, *, cooperation: bool) -> bool:
    return (step.kind == StepKind.COOPERATION) is cooperation and step.state != StepState.SKIPPED


def _signature(step: DocumentStep) -> Signature:
    kind = STEP[StepKind(step.kind)]
    if step.state not in _SIGNED:
        return Signature(kind, step.post_name, "", "")
    mark = f"{step.for_name} 부재로 대결" if step.for_id is not None else ""
    if step.state == StepState.POST_APPROVED:
        mark = " · ".join(filter(None, (mark, "후결")))
    shown = f"{kind} → 대결" if step.for_id is not None and step.kind == StepKind.FINAL else kind
    post = step.actor_title if step.for_id is not None else step.post_name
    return Signature(shown, post, step.actor_name, signed_on(step.acted_at), mark)


def _in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(action, counts[action]) for action in ("approve", "waitlist") if counts.get(action)]
