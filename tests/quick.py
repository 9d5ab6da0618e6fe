"""What is done once a session instead of once a test."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.routing import Rule

COMPILED = ("arguments", "_parts", "_trace", "_converters", "_build", "_build_unknown")  # what Rule.compile() sets


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays, and come seldom: it took a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def compiled_addresses() -> Iterator[None]:
    """Compile each address once a session: what comes of it depends on the rule, not on the application."""
    compiled: dict[str, dict[str, Any]] = {}
    compile_ = Rule.compile

    def once(rule: Rule) -> None:
        key = f"{rule.rule} {rule.defaults} {rule.subdomain} {rule.host} {rule.merge_slashes}"
        if key not in compiled:
            compile_(rule)
            compiled[key] = {name: getattr(rule, name) for name in COMPILED}
            return
        for name, value in compiled[key].items():
            setattr(rule, name, value.__func__.__get__(rule) if name.startswith("_build") else value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", once)
        yield
