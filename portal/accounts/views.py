"""Pages of this room for everybody who may use it."""

from flask import Blueprint

from portal.accounts import models as models

bp = Blueprint("accounts", __name__)
