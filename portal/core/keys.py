"""The portal's keyring, the check before production starts, and ``flask keys``."""

from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup, with_appcontext

from portal.core.sealed import Keyring
from portal.core.settings import setting


def keyring() -> Keyring:
    """Return the keyring of the running portal; outside production its first use makes it."""
    kept = current_app.extensions.get("portal_keyring")
    if kept is None:
        kept = Keyring(Path(setting("KEYS_FOLDER")))
        if not kept.exists and setting("PORTAL_MODE") != "production":
            kept.prepare()
        current_app.extensions["portal_keyring"] = kept
    return cast(Keyring, kept)


def init_app(app: Flask) -> None:
    """Register ``flask keys``."""
    app.cli.add_command(keys)


def is_flask_command() -> bool:
    """Say whether the portal is built for a command on the terminal and not for a server."""
    context = click.get_current_context(silent=True)
    return context is not None and isinstance(context.find_root().command, FlaskGroup)


def refuse_unsafe_start(app: Flask) -> None:
    """Refuse to serve in production without keys, or with keys that others may read; raises RuntimeError.

    Commands on the terminal start all the same: one of them makes the keys.
    """
    if app.config["PORTAL_MODE"] != "production" or is_flask_command():
        return
    complaints = Keyring(Path(app.config["KEYS_FOLDER"])).complaints()
    if complaints:
        raise RuntimeError("Sealed columns are not safe. " + " ".join(complaints[:3]))


@click.group("keys")
def keys() -> None:
    """Keys of sealed columns."""


@keys.command("create")
@with_appcontext
def create() -> None:
    """Make the folder of keys and its first keys, if there are none."""
    ring = Keyring(Path(setting("KEYS_FOLDER")))
    ring.prepare()
    click.echo(f"열쇠 보관함: {ring.folder}")


@keys.command("list")
@with_appcontext
def list_keys() -> None:
    """List the master keys and how many data keys each wraps."""
    found = keyring().inventory()
    for name, count in found.masters.items():
        click.echo(f"{name}: {count}건{' (사용 중)' if name == found.current else ''}")


@keys.command("rotate")
@with_appcontext
def rotate() -> None:
    """Wrap every data key with a new master key and remove the old one; the portal may run meanwhile."""
    name, count = keyring().rotate()
    click.echo(f"새 열쇠 {name}: {count}건을 다시 감쌌습니다.")
