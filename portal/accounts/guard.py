"""Production and the demonstration's accounts do not go together: their password is printed in the README."""

from pathlib import Path

import click
from flask import Flask, abort, current_app
from flask.cli import with_appcontext

from portal.accounts.queries import demo_accounts_exist
from portal.core.sealed import Keyring

REFUSAL = (
    "This database holds demonstration accounts, whose password everybody knows. Production does not serve it: "
    "start with an empty database, or set PORTAL_MODE=demo."
)


@click.command("check")
@with_appcontext
def check() -> None:
    """Say whether the portal may be served from this database; exits 1 when not."""
    if current_app.config["PORTAL_MODE"] != "production":
        return
    if demo_accounts_exist():
        raise click.ClickException(REFUSAL)
    complaints = Keyring(Path(current_app.config["KEYS_FOLDER"])).complaints()
    if complaints:
        raise click.ClickException("\n".join(complaints))


def refuse_demo_accounts() -> None:
    """Answer 503 in production as long as demonstration accounts are there; asks once per process when all is well.

    The start itself asks nothing: a query before the server forks would share its connection among the workers.
    """
    if current_app.config["PORTAL_MODE"] != "production" or current_app.extensions.get("portal_guarded"):
        return
    if demo_accounts_exist():
        current_app.logger.critical(REFUSAL)
        abort(503)
    current_app.extensions["portal_guarded"] = True


def init_app(app: Flask) -> None:
    """Register the guard and ``flask check``."""
    app.cli.add_command(check)
    app.before_request(refuse_demo_accounts)
