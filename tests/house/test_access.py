"""The access table is the specification: the code declares what it says, and the gate does what it says."""

from dataclasses import replace

import pytest
from flask import g
from werkzeug.routing import AnyConverter, IntegerConverter, UUIDConverter

from portal.core.access import access_of
from portal.core.actors import NOBODY, Actor, Held, Role
from tests.house.access_matrix import MATRIX, SECRET

NOBODY_ENTERS = {301, 302, 303, 401}
VISITORS = {"nobody": NOBODY} | {role.value: Actor(1, 1, "홍길동", held=(Held(role),)) for role in Role}


def address(rule) -> str:
    """Build an address of a rule, with something of the right type for each variable."""
    values = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        values[name] = 1 if isinstance(converter, IntegerConverter) else "0" * 32
        if isinstance(converter, UUIDConverter):
            values[name] = "00000000-0000-0000-0000-000000000000"
        if isinstance(converter, AnyConverter):
            values[name] = min(converter.items)
    return rule.build(values)[1]


def stand_in(view):
    """Return a view that declares the same access and only says that somebody came in."""

    def came_in(**_values):
        return "in"

    came_in.access = replace(view.access, asks_password=False)  # a visitor without a session cannot have typed it
    return came_in


@pytest.fixture
def doors(app):
    """The portal with every view replaced: what is left is the gate."""
    app.config["TRUSTED_HOSTS"] = None
    for name, view in app.view_functions.items():
        if name != "static":
            app.view_functions[name] = stand_in(view)
    app.before_request_funcs[None].insert(0, lambda: setattr(g, "_login_user", VISITORS[app.config["VISITOR"]]))
    return app


def test_every_endpoint_is_in_the_table(app):
    assert set(app.view_functions) - set(MATRIX) == set(), "add them to tests/house/access_matrix.py"


def test_the_table_names_no_endpoint_that_is_gone(app):
    assert set(MATRIX) - set(app.view_functions) == set()


def test_every_view_declares_what_the_table_says(app):
    declared = {name: access_of(name) for name in app.view_functions}
    assert [name for name, access in declared.items() if access is None] == []
    assert {name: access.roles for name, access in declared.items() if access.roles != MATRIX.get(name)} == {}


def test_secret_doors_are_the_ones_the_table_names(app):
    said = {name for name in app.view_functions if (access := access_of(name)) and access.secret}
    assert said == {name for name in app.view_functions if name.startswith(SECRET)}


@pytest.mark.parametrize("visitor", VISITORS)
def test_the_gate_does_what_the_table_says(doors, visitor):
    doors.config["VISITOR"] = visitor
    client = doors.test_client()
    wrong = {}
    for rule in doors.url_map.iter_rules():
        roles = MATRIX.get(rule.endpoint)
        if rule.endpoint == "static" or rule.endpoint not in MATRIX:
            continue
        for method in rule.methods & {"GET", "POST"}:
            status = client.open(address(rule), method=method).status_code
            if roles is None or (visitor != "nobody" and visitor in roles):
                right = {200}
            else:
                right = NOBODY_ENTERS if visitor == "nobody" else {404 if rule.endpoint.startswith(SECRET) else 403}
            if status not in right:
                wrong[f"{method} {rule.endpoint}"] = status
    assert wrong == {}
