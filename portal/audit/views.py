"""The pages of the trail: auditors and the privacy officer read, and she signs a month."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from portal.audit import messages, queries, review, services
from portal.audit.forms import MonthForm, ReviewForm, TrailForm
from portal.core import clock
from portal.core.access import requires, the_actor
from portal.core.actors import Role
from portal.core.errors import Refusal
from portal.core.web import MAX_ID, page, redirect_to

bp = Blueprint("audit", __name__, url_prefix="/admin/audit")


@bp.get("")
@requires(Role.AUDITOR, Role.PRIVACY)
def trail() -> Response:
    """Show who did what, the newest first, with filters kept in the address."""
    form = TrailForm(request.args)
    if not form.validate():
        return _trail_page(form, queries.Trail([], None), status=422)
    return _trail_page(form, queries.acts(queries.Wanted(**form.to_dict()), before=_before()))


@bp.get("/printout")
@requires(Role.AUDITOR, Role.PRIVACY)
def printout() -> Response:
    """Show the same acts for paper, some sheets at a time, and how many there are."""
    form = TrailForm(request.args)
    if not form.validate():
        return _trail_page(form, queries.Trail([], None), status=422)
    wanted = queries.Wanted(**form.to_dict())
    found = queries.acts(wanted, before=_before(), count=queries.MOST_PRINTED)
    total = queries.count_of_acts(wanted)
    about = {"form": form, "printed_at": clock.now(), "by": the_actor(), **_words(_asked())}
    return page("audit/printout.html", trail=found, total=total, most=queries.MOST_PRINTED, **about)


@bp.get("/reviews")
@requires(Role.PRIVACY)
def reviews() -> Response:
    """Show what stands out in a month, last month if none is named, and the months that were signed."""
    form = MonthForm(request.args) if "month" in request.args else None
    if form is None:
        return _review_page(ReviewForm(formdata=None), review.last_finished())
    if not form.validate():
        return _review_page(form, review.last_finished(), status=422)
    return _review_page(ReviewForm(formdata=None), form.first_day)


@bp.post("/reviews")
@requires(Role.PRIVACY)
def sign() -> Response:
    """Sign a month."""
    form = ReviewForm()
    if not form.validate_on_submit():
        return _review_page(form, review.last_finished(), status=422)
    try:
        signed = services.sign(the_actor(), month=form.first_day, remark=form.remark.data or "")
    except Refusal as no:
        form.attach(no)
        return _review_page(form, form.first_day, status=no.status)
    flash(messages.SIGNED.format(year=signed.month.year, month=signed.month.month), "ok")
    return redirect_to("audit.reviews", month=f"{signed.month:%Y-%m}")


def _review_page(form: ReviewForm, month: date, *, status: int = 200) -> Response:
    found = review.findings(month)
    if not form.month.errors:
        form.month.data = f"{month:%Y-%m}"
    return page(
        "audit/reviews.html",
        status=status,
        form=form,
        month=month,
        months=review.months_to_choose(month),
        last_day=review.after(month) - timedelta(days=1),
        findings=found,
        counts=review.count_by_concern(found),
        signed=queries.review_of(month),
        may_sign=month <= review.last_finished(),
        reviews=queries.reviews(),
        words=messages,
    )


def _trail_page(form: TrailForm, found: queries.Trail, *, status: int = 200) -> Response:
    shown = {"form": form, "trail": found, **_words(_asked())}
    return page("audit/trail.html", fragments=["trail-table"], status=status, **shown)


def _asked() -> dict[str, str]:
    fields = TrailForm(formdata=None)._fields  # nothing else: url_for has names of its own, as _scheme
    return {name: value for name, value in request.args.items() if value and name in fields}


def _words(asked: dict[str, Any]) -> dict[str, Any]:
    return {"words": messages, "asked": asked}


def _before() -> int | None:
    given = request.args.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 11 and int(given) <= MAX_ID else None
