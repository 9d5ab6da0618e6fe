"""The officers' pages."""

from flask import Blueprint

bp = Blueprint("queue", __name__, url_prefix="/admin/applications")
