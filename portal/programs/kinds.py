"""The socket: what the portal may ask of a kind of program, and all it may ask."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from portal.core.actors import Actor
from portal.core.errors import Missing

if TYPE_CHECKING:
    from portal.applications.forms import ApplicationForm
    from portal.applications.models import Application
    from portal.programs.models import Program
    from portal.programs.queries import Offer


class ProgramKind(ABC):
    """One kind of program.

    ``forms`` maps each track ("" when there is one) to the form an applicant fills; ``most_files`` is how many
    attachments a track takes; ``is_sensitive`` kinds show their answers to handlers only and never to auditors.
    A kind with an ``own_page`` takes no applications: people go there instead of to the form, and who runs it goes to
    its ``own_desk`` instead of the queue. ``answers_within`` says in how many working days after an application arrived
    its sender hears, where a round names no day. On ``tracks_of_institutions`` an institution applies, once.
    ``decisive`` names the answers on which the choice hangs: who changes one after being chosen is looked at again.
    Where nobody applies, ``refusals`` says how one takes part instead.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    forms: ClassVar[Mapping[str, type["ApplicationForm"]]] = {}
    most_files: ClassVar[Mapping[str, int]] = {}
    is_sensitive: ClassVar[bool] = False
    own_page: ClassVar[str | None] = None
    own_desk: ClassVar[str | None] = None
    takes_applications: ClassVar[bool] = True
    answers_within: ClassVar[int | None] = None
    tracks_of_institutions: ClassVar[frozenset[str]] = frozenset()
    instead_of_choosing: ClassVar[str] = ""
    decisive: ClassVar[frozenset[str]] = frozenset()

    @property
    def chooses_openly(self) -> bool:
        """Say whether people apply and are chosen in the open; only then is there a selection and a line to run."""
        return self.takes_applications and not self.is_sensitive

    @abstractmethod
    def refusals(self, actor: Actor, rounds: Sequence["Offer"]) -> dict[int, str]:
        """Say by round why the actor may not apply, in words for the person; rounds left out are open to them.

        For what dated rules cannot say. Reads only, and at most one statement however many rounds there are. It is
        given the actor, because a track may ask for a role.
        """

    def remarks(self, actor: Actor, rounds: Sequence["Offer"]) -> dict[int, str]:
        """Say by round what the actor should know first ("대상자입니다"); reads only, at most one statement."""
        return {}

    def more_facts(self, rounds: Sequence["Offer"]) -> dict[int, list[tuple[str, str]]]:
        """Say by round what a program's page tells beyond what every round has, as (question, answer).

        For everybody's eyes. Reads only, and at most one statement however many rounds there are.
        """
        return {}

    @abstractmethod
    def keep_details(self, application: "Application", details: dict[str, Any]) -> None:
        """Store or replace this kind's own answers, inside the caller's transaction."""

    @abstractmethod
    def details_of(self, application: "Application") -> dict[str, Any]:
        """Return the answers as ``keep_details`` took them, to fill the form again."""

    @abstractmethod
    def answers(self, application: "Application") -> list[tuple[str, str]]:
        """Return the answers as (label, words) in the form's order, for reading."""

    def on_approved(self, application: "Application") -> None:  # noqa: B027 - most kinds have nothing to do
        """Do what approval means here, inside the caller's transaction."""

    def on_released(self, application: "Application") -> None:  # noqa: B027 - see on_approved
        """Undo it, when an approved application is withdrawn or cancelled."""


class KindWithoutApplications(ProgramKind):
    """A kind to which nobody applies: people are designated, invited or included without asking."""

    takes_applications: ClassVar[bool] = False

    def keep_details(self, application: "Application", details: dict[str, Any]) -> None:
        """Refuse: there is no application to keep anything of."""
        raise TypeError(f"{self.key} takes no applications")

    def details_of(self, application: "Application") -> dict[str, Any]:
        """Return nothing."""
        return {}

    def answers(self, application: "Application") -> list[tuple[str, str]]:
        """Return nothing."""
        return []


class KindWithOwnPages(KindWithoutApplications):
    """A kind that takes no applications but has pages of its own; it names ``own_page``."""


_plugged: dict[str, ProgramKind] = {}
QUIET_WORD, QUIET_LABEL = "service", "상담"


def plug_in(kind: ProgramKind) -> None:
    """Make a kind known; raises RuntimeError when another kind has its key."""
    if type(_plugged.setdefault(kind.key, kind)) is not type(kind):
        raise RuntimeError(f"Two kinds call themselves {kind.key!r}")


def kind_of(program: "Program | Offer") -> ProgramKind:
    """Return the kind of a program; raises Missing when it is not in use yet."""
    return kind_by_key(program.kind)


def kind_by_key(key: str) -> ProgramKind:
    """Return the kind with a key; raises Missing when it is not in use yet."""
    try:
        return _plugged[key]
    except KeyError:
        raise Missing from None


def plugged_keys() -> list[str]:
    """Return the keys of the kinds in use, in the order they were plugged in."""
    return list(_plugged)


def groups_of_kinds() -> dict[str, tuple[str, list[str]]]:
    """Return by the word an address carries the label and the keys of the kinds in use.

    Sensitive kinds share one word that names none of them: addresses stay in a browser's history.
    """
    groups = {key: (kind.label, [key]) for key, kind in _plugged.items() if not kind.is_sensitive}
    return {**groups, QUIET_WORD: (QUIET_LABEL, sensitive_keys())} if sensitive_keys() else groups


def sensitive_keys() -> list[str]:
    """Return the keys of the kinds whose answers only handlers may read."""
    return [key for key, kind in _plugged.items() if kind.is_sensitive]
