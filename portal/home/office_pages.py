"""The pages behind the footer: privacy policy, accessibility, help; open to everybody."""

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.core.access import public
from portal.core.actors import Role
from portal.core.web import page
from portal.home.responsible import responsible
from portal.programs.queries import consents_asked

bp = Blueprint("office", __name__)


@bp.get("/privacy-policy")
@public
def privacy_policy() -> Response:
    """Say what is collected, why, for how long, and what people may ask (개인정보 보호법 §30)."""
    return page(
        "home/privacy_policy.html",
        consents=consents_asked(),
        head=responsible(Role.HEAD),
        officer=responsible(Role.PRIVACY),
    )


@bp.get("/accessibility")
@public
def accessibility() -> Response:
    """Say how the portal is made for everybody, and whom to tell where it is not."""
    return page("home/accessibility.html")


@bp.get("/help")
@public
def help_() -> Response:
    """Say how the daily things are done."""
    return page("home/help.html")
