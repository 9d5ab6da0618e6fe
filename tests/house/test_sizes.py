"""Everything is small enough to see at once."""

import ast
from pathlib import Path

import pytest

from tests.house import source

FILE, FUNCTION, TEMPLATE, CONFTEST = 300, 40, 120, 150
NO_ROOM = {"util", "utils", "helper", "helpers", "common", "misc", "shared", "base_views"}


def lines(path: Path) -> int:
    return len(source.read(path).splitlines())


def name(path: Path) -> str:
    return path.relative_to(source.ROOT).as_posix()


@pytest.mark.parametrize("path", source.python_files(), ids=name)
def test_python_file_is_short(path):
    limit = CONFTEST if path.name == "conftest.py" else FILE
    assert lines(path) <= limit, f"{name(path)} has {lines(path)} lines; above {limit} a file becomes a folder"


@pytest.mark.parametrize("path", source.python_files(), ids=name)
def test_functions_are_short(path):
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(source.read(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= FUNCTION
    }
    assert not long, f"longer than {FUNCTION} lines in {name(path)}: {long}"


@pytest.mark.parametrize("template", source.templates())
def test_template_is_short(template):
    assert lines(source.TEMPLATES / template) <= TEMPLATE


def test_nothing_lands_in_a_drawer_for_everything():
    paths = [*source.python_files(), *source.PORTAL.rglob("*/")]
    assert [name(path) for path in paths if path.stem in NO_ROOM] == []
