"""The repository stands alone: it names no package host and no place on somebody's machine."""

from pathlib import PurePosixPath

import pytest

from tests.house import source

# spelt with a space, for this file is tracked as well
HOSTS = ["pypi .org", "pythonhosted .org", "registry.npmjs .org", "unpkg .com", "jsdelivr .net", "cdnjs ."]
PLACES = [".. /shared", "/home /", "/Users /", "file: //"]
COMMON = {"/", "/srv", "/opt", "/tmp", "/usr", "/var", "/home", "/app", "/usr/local"}  # noqa: S108 - names, not files


def places_here() -> list[str]:
    """Return this checkout and what lies beside it, unless its parent is a folder that every machine has."""
    parent = source.ROOT.parent
    return [] if str(parent) in COMMON else [str(path) for path in parent.iterdir() if len(path.parts) > 2]


def text_of(path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("words", [HOSTS, PLACES, places_here()], ids=["hosts", "places", "this machine"])
def test_no_tracked_file_names(words):
    naming = {
        PurePosixPath(path.relative_to(source.ROOT)): word
        for path in source.tracked_files()
        for word in words
        if word.replace(" ", "") in text_of(path)
    }
    assert naming == {}
