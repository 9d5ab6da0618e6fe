"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.directory import models as models

bp = Blueprint("directory", __name__)
