"""What people do with letters, past tense."""

from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class LetterDecided:
    """An administrator let a letter that nobody took wait again (``send_again``) or threw it away (``drop``)."""

    letter_id: int
    actor: Actor
    action: str
