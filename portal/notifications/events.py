"""What people do with letters and with the words of the portal, past tense."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class LetterDecided:
    """An administrator let a letter that nobody took wait again (``send_again``) or threw it away (``drop``)."""

    letter_id: int
    actor: Actor
    action: str


@dataclass(frozen=True)
class WordsChanged:
    """A team wrote its own words for a step of a program, or (``after`` is empty) went back to the portal's."""

    actor: Actor
    program_id: int
    step: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True)
class MailingMoved:
    """An officer wrote to a selection of applicants (``send``), or took it back before anybody read it (``undo``)."""

    actor: Actor
    mailing_id: int
    action: str
