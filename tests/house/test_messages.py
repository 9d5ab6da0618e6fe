"""Every member of an enumeration has its Korean word."""

import importlib
import pkgutil
from enum import Enum

import pytest

import portal

# Dictionaries that are meant for some members only, each with its reason.
PARTIAL = {
    "portal.notifications.messages.TITLE": "steps inside the office are told to nobody",
}


def labels():
    """Find, in every messages.py, the dictionaries whose keys are members of one enumeration."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if module.name.endswith(".messages"):
            for name, value in vars(importlib.import_module(module.name)).items():
                full_name = f"{module.name}.{name}"
                is_labels = isinstance(value, dict) and value and all(isinstance(key, Enum) for key in value)
                if is_labels and full_name not in PARTIAL:
                    yield pytest.param(value, id=full_name)


@pytest.mark.parametrize("words", list(labels()))
def test_no_member_is_without_a_word(words):
    kinds = {type(key) for key in words}
    assert len(kinds) == 1, "one dictionary, one enumeration"
    assert set(words) == set(kinds.pop())


@pytest.mark.parametrize("words", list(labels()))
def test_no_word_is_empty(words):
    assert [key for key, word in words.items() if not word] == []
