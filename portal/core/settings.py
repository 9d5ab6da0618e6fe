"""The settings of the running portal, for services, which do not know the web."""

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """Return a setting of portal/config.py; raises KeyError when there is none of that name."""
    return current_app.config[name]
