"""A partial says what it needs, carries its own root, and no template carries script, style or a rule."""

import re

import pytest
from jinja2 import meta, nodes

from tests.house import source

NEEDS = re.compile(r"\{# needs: (.*?) #\}")
FIRST_ID = re.compile(r"""\bid["']?\s*[=:]\s*["']([^"']*)""")
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "an inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "hx-on, which needs eval": r"\bhx-on\b",
    "js: values, which need eval": r"""["'{\s]js:""",
    "an event filter, which needs eval": r"hx-trigger\s*=\s*(\"[^\"]*\[|'[^']*\[)",
    "a rule by role": r"\.role\s*==|\bin\s+current_user\.roles",
}


@pytest.fixture(scope="module")
def frame(built):
    """The names that every template has: globals of the environment and of the context processors."""
    with built.test_request_context():
        names: dict = {}
        built.update_template_context(names)
    return {*names, *built.jinja_env.globals}


def included(tree: nodes.Template) -> set[str]:
    """Return the templates a template includes by a fixed name."""
    return {
        node.template.value
        for node in tree.find_all(nodes.Include)
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
    }


def made_here(tree: nodes.Template) -> set[str]:
    """Return the names that a template sets itself: loop variables, {% set %}, {% with %}, imports."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    for node in tree.find_all(nodes.FromImport):
        names |= {pair[1] if isinstance(pair, tuple) else pair for pair in node.names}
    return names


def needed(env, name: str) -> set[str]:
    """Return what a template needs from outside, its includes counted in."""
    tree = env.parse(source.template(name))
    names = meta.find_undeclared_variables(tree)
    for part in included(tree):
        names |= needed(env, part) - made_here(tree)
    return names


@pytest.mark.parametrize("name", source.partials())
def test_partial_says_what_it_needs(built, frame, name):
    first = source.template(name).partition("\n")[0]
    said = NEEDS.fullmatch(first.strip())
    assert said, f"{name} must begin with {{# needs: … #}} (nothing needed: {{# needs: - #}})"
    names = {word.strip() for word in said[1].split(",")} - {"-", "nothing"}
    assert names == needed(built.jinja_env, name) - frame


@pytest.mark.parametrize("name", source.partials())
def test_partial_carries_its_own_root(name):
    wanted = name.rpartition("/")[2].removeprefix("_").removesuffix(".html").replace("_", "-")
    found = FIRST_ID.search(source.template(name))
    assert found, f'{name} must have a root with id="{wanted}"'
    assert found[1] == wanted or found[1].startswith(f"{wanted}-{{{{"), f"{name}: the first id is {found[1]!r}"


@pytest.mark.parametrize("name", source.templates())
def test_template_carries_no_script_style_or_rule(name):
    text = re.sub(r"\{#.*?#\}", "", source.template(name), flags=re.DOTALL)
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", source.templates())
def test_template_compiles(built, name):
    built.jinja_env.get_template(name)


@pytest.mark.parametrize("name", source.templates())
def test_imported_macros_are_used(built, name):
    tree = built.jinja_env.parse(source.template(name))
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    imported = {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        imported |= {pair[1] if isinstance(pair, tuple) else pair for pair in node.names}
    assert imported - used == set()


@pytest.mark.parametrize("name", source.pages())
def test_page_has_a_layout_and_a_title(built, name):
    tree = built.jinja_env.parse(source.template(name))
    assert tree.find(nodes.Extends), f"{name} extends no layout: a part begins with _, a state stands in states/"
    assert "title" in {block.name for block in tree.find_all(nodes.Block)}


@pytest.mark.parametrize("name", source.templates())
def test_included_and_extended_templates_exist(built, name):
    tree = built.jinja_env.parse(source.template(name))
    for other in meta.find_referenced_templates(tree):
        assert other is None or (source.TEMPLATES / other).is_file(), f"{name} refers to {other}"
