"""Pages of this room for everybody who may use it."""

from flask import Blueprint

bp = Blueprint("home", __name__)
