"""The only change anybody makes at the trail: a signature under a month."""

from datetime import date

from sqlalchemy.exc import IntegrityError

from portal.audit import messages, review
from portal.audit.events import TrailReviewed
from portal.audit.models import AuditReview
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.events import emit
from portal.core.transaction import command


@command
def sign(actor: Actor, *, month: date, remark: str) -> AuditReview:
    """Sign that a finished month was looked through, with what was found; raises Refusal when it cannot be."""
    if month > review.last_finished():
        raise Refusal(messages.MONTH_GOES_ON)
    signed = AuditReview(
        month=month,
        signed_by_id=actor.account_id,
        signed_by_name=actor.name,
        signed_at=clock.now(),
        remark=remark,
        figures=review.count_by_concern(review.findings(month)),
    )
    db.session.add(signed)
    try:
        db.session.flush()
    except IntegrityError:
        raise Refusal(messages.SIGNED_ALREADY) from None
    emit(TrailReviewed(actor, month, remark))
    return signed
