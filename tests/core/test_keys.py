"""The commands, and the start that is refused."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal.core.keys import keyring, refuse_unsafe_start
from portal.core.sealed import Place

HERE = Place("t", "c", "r")


def test_production_does_not_start_without_keys_or_with_keys_that_others_read(app):
    app.config["PORTAL_MODE"] = "production"
    with pytest.raises(RuntimeError, match="flask keys create"):
        refuse_unsafe_start(app)
    made = app.test_cli_runner().invoke(args=["keys", "create"])
    assert made.exit_code == 0
    refuse_unsafe_start(app)
    (Path(app.config["KEYS_FOLDER"]) / "lookup.key").chmod(0o640)
    with pytest.raises(RuntimeError, match=r"lookup\.key"):
        refuse_unsafe_start(app)


def test_the_check_before_serving_says_what_is_missing(app):
    app.config["PORTAL_MODE"] = "production"
    result = app.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 1
    assert "flask keys create" in result.output


def test_a_demonstration_makes_its_keys_at_first_use(app):
    assert not Path(app.config["KEYS_FOLDER"]).exists()
    ring = keyring()
    assert ring.exists
    assert ring.complaints() == []


def test_the_terminal_has_the_commands_of_keys_and_migrations():
    listed = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "--help"], capture_output=True, text=True, check=True
    )
    commands = {line.split()[0] for line in listed.stdout.partition("Commands:")[2].splitlines() if line.strip()}
    assert {"db", "keys", "seed", "check", "purge-sealed"} <= commands


def test_keys_are_listed_and_rotated(app):
    ring = keyring()
    sealed = ring.seal(ring.new_data_key(), "글", HERE)
    runner = app.test_cli_runner()
    assert "0001: 1건 (사용 중)" in runner.invoke(args=["keys", "list"]).output
    assert "0002: 1건" in runner.invoke(args=["keys", "rotate"]).output
    assert runner.invoke(args=["keys", "list"]).output == "0002: 1건 (사용 중)\n"
    assert ring.open(sealed, HERE) == "글"
