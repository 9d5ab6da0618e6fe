"""The points that reviewers give applications before a selection."""

from portal.applications import chosen_words, messages
from portal.applications.events import RoundHandled
from portal.applications.models import AWAITING
from portal.applications.policies import is_own, may_decide
from portal.applications.queries import choosing, panel
from portal.applications.records import ReviewScore
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Missing, NotAllowed, Stale
from portal.core.events import emit
from portal.core.transaction import command


@command
def give_points(actor: Actor, round_id: int, public_id: str, *, points: int, remark: str = "") -> ReviewScore:
    """Give an application one's own points, or change them; nobody reviews their own application."""
    application = panel.application_for_officer(actor, public_id)
    if application.round_id != round_id:
        raise Missing
    if actor.person_id is None or not may_decide(actor, application):
        raise NotAllowed(messages.OWN if is_own(actor, application) else messages.NOT_YOURS_TO_DECIDE)
    if application.status not in AWAITING:
        raise Stale(messages.STALE)
    score = choosing.score_of(application.id, actor.person_id)
    before = chosen_words.number(score.points) if score is not None else ""
    if score is None:
        score = ReviewScore(application_id=application.id, reviewer_id=actor.person_id)
        db.session.add(score)
    score.points, score.remark, score.given_at = points, remark, clock.now()
    db.session.flush()
    after = f"{application.receipt_no} {points}"
    emit(RoundHandled(round_id, actor, "review", after, before))
    return score
