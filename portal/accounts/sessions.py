"""Sessions on the server: revocable, timed, read in one statement together with the person and the roles."""

from flask import Flask
from flask_login import LoginManager

from portal.core.actors import NOBODY


def init_app(app: Flask) -> None:
    """Attach sessions and Flask-Login."""
    manager = LoginManager(app)
    manager.anonymous_user = lambda: NOBODY
    manager.user_loader(lambda _id: None)
