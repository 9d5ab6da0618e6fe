"""Every member of an enumeration has its Korean word."""

import importlib
import pkgutil
from enum import Enum

import pytest

import portal


def labels():
    """Find, in every messages.py, the dictionaries whose keys are members of one enumeration."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if module.name.endswith(".messages"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, dict) and value and all(isinstance(key, Enum) for key in value):
                    yield pytest.param(value, id=f"{module.name}.{name}")


@pytest.mark.parametrize("words", list(labels()))
def test_no_member_is_without_a_word(words):
    kinds = {type(key) for key in words}
    assert len(kinds) == 1, "one dictionary, one enumeration"
    assert set(words) == set(kinds.pop())


@pytest.mark.parametrize("words", list(labels()))
def test_no_word_is_empty(words):
    assert [key for key, word in words.items() if not word] == []
