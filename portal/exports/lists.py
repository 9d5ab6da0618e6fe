"""The socket: what a room tells of a list that may be taken away as a file."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from portal.core.actors import Actor, Role
from portal.core.errors import Missing
from portal.core.sheets import Column, Value
from portal.exports.models import FileFormat

Filters = Mapping[str, str]
Rows = Iterable[Sequence[Value]]
NUMBER = Column("연번", width=6)
"""The column that counts the rows; ``lined_up`` fills it."""
EXPORTERS = (Role.OFFICER, Role.LEAD, Role.HEAD, Role.INSTITUTION, Role.DUTY, Role.REPORTER, Role.AUDITOR)
"""Who may open the pages of this room; each list names those among them who may take it."""


@dataclass(frozen=True)
class Purpose:
    """What a file is for, and the columns that this takes; above ``most_rows`` a second person approves.

    ``roles`` narrows who may choose it; None: whoever may take the list. ``formats``: what its file can be.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    most_rows: int = 1_000
    roles: frozenset[Role] | None = None
    formats: tuple[FileFormat, ...] = (FileFormat.XLSX,)

    @property
    def headings(self) -> list[str]:
        """Return the words of the header."""
        return [column.label for column in self.columns]


@dataclass(frozen=True)
class Subject:
    """Somebody of whom a file tells more than the directory: an official, or the record of a candidate."""

    person_id: int | None = None
    record: str = ""


class ExportableList(ABC):
    """One list; ``page`` is its address, ``unit`` what its rows are counted in, ``note`` what is left out of the file.

    The filters are those of the page's address, as text by name. Every method is given the actor and shows no more than
    the actor may see.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    page: ClassVar[str]
    unit: ClassVar[str] = "건"
    note: ClassVar[str] = ""
    roles: ClassVar[frozenset[Role]]
    approvers: ClassVar[tuple[Role, ...]] = (Role.LEAD, Role.HEAD)
    purposes: ClassVar[tuple[Purpose, ...]]

    @abstractmethod
    def tidy(self, given: Filters) -> dict[str, str]:
        """Return the filters that make sense, without those at rest."""

    @abstractmethod
    def words(self, actor: Actor, filters: Filters) -> str:
        """Say in words what the filters choose; empty when they choose everything."""

    @abstractmethod
    def count(self, actor: Actor, filters: Filters) -> int:
        """Count the rows the actor would take."""

    @abstractmethod
    def rows(self, actor: Actor, filters: Filters, purpose: Purpose) -> Rows:
        """Return the rows in the order of the page, with a value for each column of the purpose."""

    def subjects(self, actor: Actor, filters: Filters, purpose: Purpose) -> Iterable[Subject]:
        """Return whose personal data the rows hold, for their own page; nobody's unless the list knows better."""
        return ()

    def title(self, actor: Actor, filters: Filters, purpose: Purpose) -> str:
        """Return what stands on top of the file."""
        return self.label

    def owner_unit_id(self, actor: Actor, filters: Filters) -> int | None:
        """Return the unit whose head approves above the cap: the actor's own unless the list knows better."""
        return actor.unit_id

    def purpose(self, key: str) -> Purpose:
        """Return one of the purposes; raises Missing."""
        for purpose in self.purposes:
            if purpose.key == key:
                return purpose
        raise Missing


def lined_up(found: Iterable[Any], purpose: Purpose, values: Mapping[Column, Callable[[Any], Value]]) -> Rows:
    """Return what was found as rows of the purpose's columns, each numbered where the purpose wants it."""
    for number, one in enumerate(found, 1):
        yield [number if column is NUMBER else values[column](one) for column in purpose.columns]


_plugged: dict[str, ExportableList] = {}


def plug_in(one: ExportableList) -> None:
    """Make a list known; raises RuntimeError when another has its key."""
    if type(_plugged.setdefault(one.key, one)) is not type(one):
        raise RuntimeError(f"Two lists call themselves {one.key!r}")


def list_by_key(key: str) -> ExportableList:
    """Return the list with a key; raises Missing."""
    try:
        return _plugged[key]
    except KeyError:
        raise Missing from None
