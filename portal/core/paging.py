"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PER_PAGE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list, the number of this page (from 1) and the count of all items."""

    items: Sequence[T]
    number: int
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def has_prev(self) -> bool:
        """Say whether a page comes before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Say whether a page comes after this one."""
        return self.number < self.pages

    @property
    def first(self) -> int:
        """Return the position of the first item in the whole list, from 1; 0 when there is none."""
        return (self.number - 1) * self.per_page + 1 if self.total else 0
