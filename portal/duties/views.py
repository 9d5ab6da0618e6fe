"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.duties import models as models

bp = Blueprint("duties", __name__)
