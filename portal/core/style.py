"""The living page of every shape and state, for those who build pages; it exists in development only."""

from flask import Blueprint
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField

from portal.core.access import development_only
from portal.core.forms import PortalForm, at_most, required
from portal.core.paging import Page
from portal.core.web import page, page_number

bp = Blueprint("style", __name__)

TIMELINE = (
    {"state": "done", "title": "접수", "when": "4. 7.(월) 10:12", "who": "김하늘 주무관", "note": ""},
    {
        "state": "current",
        "title": "검토 중",
        "when": "4. 8.(화)",
        "who": "김은옥 주무관",
        "note": "4. 28.까지 알려 드립니다.",
    },
    {"state": "next", "title": "선정", "when": "4. 30.(수)", "who": "", "note": ""},
)
TABS = (
    {"label": "접수", "href": "?tab=new", "current": True, "count": 12},
    {"label": "검토 중", "href": "?tab=review", "current": False, "count": 3},
    {"label": "끝남", "href": "?tab=done", "current": False, "count": None},
)
DAYS = [SelectChoice("mon", "월요일"), SelectChoice("tue", "화요일")]
TIMES = [SelectChoice("morning", "오전"), SelectChoice("afternoon", "오후"), SelectChoice("any", "언제든지")]


class SampleForm(PortalForm):
    """One field of each kind."""

    name = StringField("성명", [required(), at_most(40)])
    extension = StringField("내선", [at_most(8)], description="숫자 4자리")
    reason = TextAreaField("신청 이유", [required(), at_most(500)])
    day = SelectField("요일", choices=DAYS)
    time = RadioField("시간대", choices=TIMES, default="any")
    consent = BooleanField("개인정보 수집·이용에 동의합니다.", [required("동의하셔야 신청하실 수 있습니다.")])


@bp.get("/style")
@development_only
def parts() -> Response:
    """Show every part in every state."""
    return _shown(SampleForm(formdata=None))


@bp.post("/style")
@development_only
def sent() -> Response:
    """Check the sample form, so that its errors can be looked at."""
    form = SampleForm()
    return _shown(form, status=200 if form.validate_on_submit() else 422)


def _shown(form: SampleForm, status: int = 200) -> Response:
    return page(
        "style.html",
        status=status,
        form=form,
        page=Page([], min(page_number(), 20), 987),
        timeline_items=TIMELINE,
        tab_items=TABS,
    )
