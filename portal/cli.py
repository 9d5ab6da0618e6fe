"""Commands: ``flask seed`` and, later, those for accounts and reports."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands."""
