"""Every member of an enumeration has its Korean word.

A dictionary in a messages.py that is named after its enumeration (`STATUS` for `Status`, `GRANT_KIND` for `GrantKind`,
plural or not) or named `TONE` speaks of every member; another name (`NEXT`, `TITLE`) may speak of some.
"""

import importlib
import pkgutil
import re
from enum import Enum

import pytest

import portal


def is_for_all(name: str, enumeration: type[Enum]) -> bool:
    named_after = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", enumeration.__name__).upper()
    return name.rstrip("S") in (named_after.rstrip("S"), "TONE")


def labels():
    """Find, in every messages.py, the dictionaries whose keys are members of enumerations."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if module.name.endswith(".messages"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, dict) and value and all(isinstance(key, Enum) for key in value):
                    yield pytest.param(name, value, id=f"{module.name}.{name}")


@pytest.mark.parametrize(("name", "words"), list(labels()))
def test_no_member_is_without_a_word(name, words):
    kinds = {type(key) for key in words}
    assert len(kinds) == 1, "one dictionary, one enumeration"
    enumeration = kinds.pop()
    assert not is_for_all(name, enumeration) or set(words) == set(enumeration)


@pytest.mark.parametrize(("name", "words"), list(labels()))
def test_no_word_is_empty(name, words):
    assert [key for key, word in words.items() if not word] == []


def test_the_rule_knows_its_dictionaries():
    assert len(list(labels())) > 5
