"""What the workshop's form asks the server while somebody fills it in."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.forms import without_control
from portal.core.web import fragment
from portal.directory.colleagues import colleagues_named as named

bp = Blueprint("workshops", __name__)


@bp.get("/workshops/colleagues")
@requires(Role.EMPLOYEE)
def colleagues() -> Response:
    """Offer colleagues by name while a roommate is typed: names and offices, nothing else."""
    given = without_control(request.args.get("roommate", ""))[:60]
    found = named(given, own_unit_id=the_actor().unit_id)
    return fragment("kinds/workshops/_colleagues.html", found=found)
