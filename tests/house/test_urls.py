"""Addresses are nouns in kebab-case, and their variables are typed."""

import re

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.house import source

LINK = re.compile(r"""\b(href|action|hx-get|hx-post)\s*=\s*["'](/[^"'{?#]*)["'?#]""")
WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(ics|xlsx|csv|pdf|hwpx|svg|json|txt|webmanifest))?")
VARIABLE = re.compile(r"<(?P<type>[a-z_]+)(\([^)]*\))?:(?P<name>[a-z_]+)>(\.[a-z]+)?")
VERBS = {
    "add", "apply", "approve", "assign", "cancel", "change", "choose", "close", "confirm", "create", "decide", "delete",
    "disable", "do", "download", "edit", "enable", "get", "hide", "list", "make", "mark", "open", "put", "reject",
    "remove", "save", "select", "send", "set", "show", "submit", "toggle", "update", "upload", "view", "withdraw",
}  # fmt: skip


def segments(built):
    for rule in built.url_map.iter_rules():
        if rule.endpoint != "static":
            for segment in rule.rule.strip("/").split("/"):
                if segment:
                    yield rule.rule, segment


def test_variables_are_typed(built):
    assert [r for r, segment in segments(built) if "<" in segment and not VARIABLE.fullmatch(segment)] == []


def test_words_are_kebab_case(built):
    assert [r for r, segment in segments(built) if "<" not in segment and not WORD.fullmatch(segment)] == []


def test_words_are_nouns(built):
    verbs = [(r, segment) for r, segment in segments(built) if segment.partition("-")[0] in VERBS]
    assert verbs == [], "acting on a thing is posting to its noun: …/decision, …/withdrawal"


def test_no_address_ends_with_a_slash(built):
    assert [r.rule for r in built.url_map.iter_rules() if r.rule != "/" and r.rule.endswith("/")] == []


@pytest.mark.parametrize("name", source.templates())
def test_addresses_written_out_lead_somewhere(built, name):
    addresses = built.url_map.bind("localhost")
    dead = []
    for _attribute, address in LINK.findall(source.template(name)):
        try:
            addresses.match(address, method="GET")
        except MethodNotAllowed:
            continue  # it takes a POST
        except (NotFound, RequestRedirect):
            dead.append(address)
    assert dead == []
