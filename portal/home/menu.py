"""The navigation in words: only what this person may use, with counts."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Give every page its menu."""
