"""Everybody whom a search or the whole list shows, page or no page: for lists that leave the screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.directory import search
from portal.directory.index import Index, current_index
from portal.directory.keys import asked
from portal.directory.titles import title_of


@dataclass(frozen=True)
class Place:
    """Somebody on a post, as the index knows it; what else is shown comes from the database by ``assignment_id``."""

    assignment_id: int
    unit_name: str
    unit_kind: str
    manages_school: bool
    duties: tuple[str, ...]

    def title(self, holder: Any) -> str:
        """Return the title of the person who holds the post."""
        title = title_of(
            post_title=holder.title,
            category=holder.category,
            grade=holder.grade,
            unit_kind=self.unit_kind,
            manages_school=self.manages_school,
        )
        return title if holder.is_main else f"{title}(겸임)"


def places_found(text: str, *, unit_code: str, own_unit_id: int | None) -> list[Place]:
    """Return every place that a search finds, or without a text all of them, in the order of the page."""
    index, question = current_index(), asked(text)
    node = index.nodes.get(own_unit_id or 0)
    own, within = node.division if node else None, index.by_code.get(unit_code)
    if question.key:
        return list(_places(index, iter(search.find(index, question, own, within).rows)))
    return list(_places(index, (row for span in search.in_order(index, own, within) for row in span)))


def _places(index: Index, rows: Iterator[int]) -> Iterator[Place]:
    for row in rows:
        node, assignment_id = index.node_of(row), index.assignments[row]
        is_manager = assignment_id in index.managers
        yield Place(assignment_id, node.full_name, node.kind, is_manager, index.duties_of[row])
