"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.applications import models as models

bp = Blueprint("applications", __name__)
