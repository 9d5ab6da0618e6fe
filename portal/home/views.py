"""The first page."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from portal.core.access import signed_in, the_actor
from portal.core.web import page
from portal.home import menu
from portal.home.first_page import first_page, home_of
from portal.watch.messages import hours

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def index() -> Response:
    """Show what waits for me, where my applications stand, what I can apply for and what I was told."""
    elsewhere = home_of(the_actor())
    if elsewhere is not None:
        return redirect(elsewhere, code=303)
    return page("home/home.html", here=first_page(the_actor(), menu.counts()), hours=hours)
