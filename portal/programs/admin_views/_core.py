"""The one blueprint of the officers' pages of programs, and what they share."""

from flask import Blueprint

from portal.core.access import requires
from portal.core.actors import Role

bp = Blueprint("program_desk", __name__, url_prefix="/admin/programs")
running = requires(Role.OFFICER, Role.LEAD, Role.HEAD)
ROUND = "/<int:program_id>/rounds/<int:round_id>"
