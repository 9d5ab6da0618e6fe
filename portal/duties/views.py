"""Pages of this room for everybody who may use it."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from portal.core.access import requires
from portal.core.forms import without_control
from portal.core.web import page
from portal.directory.policies import COLLEAGUES
from portal.directory.queries import unit_by_code
from portal.duties import queries

bp = Blueprint("duties", __name__)
MOST_TYPED = 100


@bp.get("/functions")
@requires(*COLLEAGUES)
def functions() -> Response:
    """Show what each division does, and whom to call about it."""
    text, code = (without_control(request.args.get(name, ""))[:MOST_TYPED].strip() for name in ("q", "unit"))
    unit = unit_by_code(code) if code else None
    rows = queries.functions(matching=text, of_unit=unit)
    return page("duties/functions.html", fragments=["functions-table"], functions=rows, text=text, unit=unit)
