"""What happens to files that leave, past tense; listeners read it in the same transaction."""

from dataclasses import dataclass

from portal.core.actors import Actor


@dataclass(frozen=True)
class ExportRequested:
    """Somebody took a list, or asked for one above the cap (``waits``); ``approvers`` are the people who may decide."""

    actor: Actor
    export_id: int
    waits: bool
    approvers: tuple[int, ...] = ()


@dataclass(frozen=True)
class ExportDecided:
    """A second person approved or refused."""

    actor: Actor
    export_id: int
    approved: bool


@dataclass(frozen=True)
class ExportFetched:
    """The file was given out."""

    actor: Actor
    export_id: int


@dataclass(frozen=True)
class ExportExpired:
    """The file was deleted, or nobody decided in time."""

    actor: Actor
    export_id: int
