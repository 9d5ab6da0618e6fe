"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.programs import models as models

bp = Blueprint("programs", __name__)
