"""The directory as the search sees it: who holds which post today, by name, initials, duty, unit and number.

Rows are numbered in 직제 order, so that a unit is a stretch of rows and "own division first" is a matter of stretches.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from sys import intern
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from portal.core import clock
from portal.core.db import db
from portal.core.korean import search_key
from portal.directory.keys import Keys, folded_initials
from portal.directory.queries import listing
from portal.directory.titles import CLERK, InSchool, managers, may_manage_school, title_of
from portal.directory.tree import Node, grow, in_order, lay_out


class Answer(NamedTuple):
    """Business that another division answers for."""

    topic: str
    keys: tuple[str, ...]
    unit_name: str
    phone: str


class Index:
    """One state of the directory on one day; it is never changed."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = grow(listing.units_today())
        holders = lay_out(self.nodes, listing.holders_today(), lambda holder: holder.unit_id)
        self.assignments = array("i", (holder.id for holder in holders))
        self.units = array("i", (holder.unit_id for holder in holders))
        self.managers = _school_managers(holders, self.nodes)
        self.extensions, self.names, self.initials, self.positions = Keys(), Keys(), Keys(), Keys()
        self._add_people(holders)
        self.duties = Keys()
        self.duties_of = self._add_duties(holders)
        self.walked = list(in_order(self.nodes.values()))
        self.unit_names = Keys()
        for number, node in enumerate(self.walked):
            self.unit_names.add(search_key(node.name), number)
        self.absences = {row[0]: (row[1] or "", row[2] or "") for row in listing.absent_today()}
        self.synonyms = [(search_key(word), _keys(means)) for word, means in listing.synonyms()]
        self.elsewhere = [
            Answer(topic, (search_key(topic), *_keys(keywords)), unit_name, phone)
            for topic, keywords, unit_name, phone in listing.business_elsewhere()
        ]
        self.by_code = {node.code: node for node in self.nodes.values()}
        self.kept: dict[Any, Any] = {}

    def node_of(self, row: int) -> Node:
        """Return the unit of a row."""
        return self.nodes[self.units[row]]

    def _add_people(self, holders: list[Any]) -> None:
        names: dict[str, int] = {}
        self.name_list: list[str] = []
        for row, holder in enumerate(holders):
            name = search_key(holder.name)
            self.names.add(name, row)
            if name not in names:
                names[name] = len(self.name_list)
                self.name_list.append(name)
                self.initials.add(folded_initials(name), names[name])
            if holder.extension:
                self.extensions.add(holder.extension, row)
            node = self.nodes[holder.unit_id]
            title = title_of(
                post_title=holder.title,
                category=holder.category,
                grade=holder.grade,
                unit_kind=node.kind,
                manages_school=holder.id in self.managers,
            )
            self.positions.add(intern(title), row)
            if title != CLERK:
                unit = search_key(node.name)
                self.positions.add(unit.removesuffix(title[0]) + title, row)

    def _add_duties(self, holders: list[Any]) -> list[tuple[str, ...]]:
        texts: dict[int, list[str]] = defaultdict(list)
        words: dict[int, list[str]] = defaultdict(list)
        for post_id, text, keywords in listing.duty_lines():
            texts[post_id].append(intern(text))
            words[post_id].extend((search_key(text), *_keys(keywords)))
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        duties_of = []
        for row, holder in enumerate(holders):
            for word in words.get(holder.post_id, ()):
                self.duties.add(word, row)
            lines = tuple(texts.get(holder.post_id, ()))
            duties_of.append(shared.setdefault(lines, lines))
        return duties_of


_indexes: WeakKeyDictionary[Engine, tuple[int, date, Index]] = WeakKeyDictionary()


def current_index() -> Index:
    """Return the index of the directory as it is today; a directory without a version is read anew each time."""
    number, day = listing.directory_version(), clock.today()
    kept = _indexes.get(db.engine)
    if kept is not None and kept[:2] == (number, day):
        return kept[2]
    index = Index()
    if number is not None:
        _indexes[db.engine] = (number, day, index)
    return index


def _keys(words: str) -> tuple[str, ...]:
    return tuple(key for key in map(search_key, words.replace("，", ",").split(",")) if key)


def _school_managers(holders: Iterable[Any], nodes: dict[int, Node]) -> frozenset[int]:
    return managers(
        InSchool(holder.unit_id, holder.grade, holder.sort_order, holder.id)
        for holder in holders
        if may_manage_school(
            post_title=holder.title,
            category=holder.category,
            series=holder.series,
            unit_kind=nodes[holder.unit_id].kind,
        )
    )
