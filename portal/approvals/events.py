"""What happens to lines, documents and absences, past tense."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.core.actors import Actor


@dataclass(frozen=True)
class LineChanged:
    """A program got another approval line."""

    actor: Actor
    program_id: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class DocumentMoved:
    """A document went up, took a step, came back, or was published; ``for_name`` is in whose place."""

    actor: Actor
    document_id: int
    action: str
    words: str = ""
    for_name: str = ""


@dataclass(frozen=True)
class DocumentHandedOn:
    """A document lies at its next step, or is over."""

    document_id: int


@dataclass(frozen=True)
class AbsenceChanged:
    """An absence was registered or canceled; why somebody is away is not told."""

    actor: Actor
    person_id: int
    action: str
    after: Mapping[str, Any]
