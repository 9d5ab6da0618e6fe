"""Functions of a division and the teams that answer for them."""

from portal.core.db import db
from portal.duties.models import Function, FunctionTeam


def function(text, division, team=None, *, main=None, deputy=None, order=1):
    """Add a function; ``main`` and ``deputy`` are assignments whose posts answer for it."""
    new = Function(unit_id=division.id, text=text, sort_order=order)
    db.session.add(new)
    db.session.flush()
    if team is not None:
        posts = {"main_post_id": main and main.post_id, "deputy_post_id": deputy and deputy.post_id}
        db.session.add(FunctionTeam(function_id=new.id, unit_id=team.id, sort_order=order, **posts))
        db.session.flush()
    return new
