"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.notifications import models as models

bp = Blueprint("notifications", __name__)
