"""The front door: settings that must be safe, header rules, size limits and error pages."""

from flask import Flask


def check_settings(app: Flask) -> None:
    """Refuse to start in production with a default secret key."""


def init_app(app: Flask) -> None:
    """Attach the limits, headers and error pages."""
