"""The organization as a tree of units in force today, each with the stretch of rows its people fill."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.directory.models import UnitKind

MOST_CHILDREN = 60


@dataclass(slots=True, eq=False)
class Node:
    """A unit; its people and those of all units below it are the rows from ``start`` to before ``end``."""

    id: int
    code: str
    name: str
    full_name: str
    kind: str
    is_assumed: bool
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    start: int = 0
    end: int = 0

    @property
    def rows(self) -> range:
        """Return the rows of the unit and all below it."""
        return range(self.start, self.end)

    @property
    def division(self) -> "Node":
        """Return the division, school or office the unit belongs to: itself, unless it is a team."""
        return self.parent if self.kind == UnitKind.TEAM and self.parent else self

    @property
    def trail(self) -> list["Node"]:
        """Return the units from the root down to this one."""
        return [*(self.parent.trail if self.parent else ()), self]


@dataclass(frozen=True)
class Branch:
    """A unit as the tree shows it: its children only when it is opened."""

    node: Node
    children: tuple["Branch", ...]
    is_opened: bool
    left_out: int


def grow(rows: Iterable[Any]) -> dict[int, Node]:
    """Make the tree; a unit whose parent is not in force stands at the top."""
    nodes: dict[int, Node] = {}
    parents: dict[int, int | None] = {}
    for unit_id, code, name, full_name, kind, parent_id, is_assumed in rows:
        nodes[unit_id] = Node(unit_id, code, name, full_name, kind, is_assumed)
        parents[unit_id] = parent_id
    for unit_id, node in nodes.items():
        node.parent = nodes.get(parents[unit_id] or 0)
        if node.parent:
            node.parent.children.append(node)
    return nodes


def in_order(nodes: Iterable[Node]) -> Iterator[Node]:
    """Walk the units in 직제 order: each before those below it."""
    stack = [node for node in nodes if node.parent is None][::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def lay_out(nodes: dict[int, Node], holders: Iterable[Any], unit_of: Any) -> list[Any]:
    """Return the holders of posts in 직제 order, and note for each unit the rows that are its own."""
    by_unit: dict[int, list[Any]] = defaultdict(list)
    for holder in holders:
        by_unit[unit_of(holder)].append(holder)
    rows: list[Any] = []
    walked = list(in_order(nodes.values()))
    for node in walked:
        node.start = len(rows)
        rows.extend(by_unit.get(node.id, ()))
        node.end = len(rows)
    for node in reversed(walked):
        if node.parent:
            node.parent.end = max(node.parent.end, node.end)
    return rows


def branches(nodes: Iterable[Node], opened: Node | None) -> tuple[Branch, ...]:
    """Return the top of the tree with only the path to one unit opened."""
    path = opened.trail if opened else []
    return tuple(_branch(node, path) for node in nodes if node.parent is None)


def _branch(node: Node, path: list[Node]) -> Branch:
    if node not in path:
        return Branch(node, (), is_opened=False, left_out=0)
    shown = [child for n, child in enumerate(node.children) if n < MOST_CHILDREN or child in path]
    left_out = len(node.children) - len(shown)
    return Branch(node, tuple(_branch(child, path) for child in shown), is_opened=True, left_out=left_out)
