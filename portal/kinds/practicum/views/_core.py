"""The blueprints of the candidates' and the institutions' pages."""

from flask import Blueprint

bp = Blueprint("practicum", __name__)
hosting = Blueprint("hosting", __name__)
