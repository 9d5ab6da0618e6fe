"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.audit import models as models

bp = Blueprint("audit", __name__)
