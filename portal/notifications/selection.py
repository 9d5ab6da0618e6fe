"""Tells colleagues and officers about seats that are to pass from one to another."""

from portal.applications.events import SubstituteAsked
from portal.applications.records import Substitution
from portal.core import clock
from portal.core.db import db
from portal.core.events import listen
from portal.notifications import queries, round_messages
from portal.notifications.models import Notice


@listen(SubstituteAsked)
def tell_about_substitute(event: SubstituteAsked) -> None:
    """Tell the officers that an answer is wanted, the colleague that a seat waits, and the asker of a refusal."""
    asked = db.session.get_one(Substitution, event.substitution_id)
    application = asked.application
    program = application.round.program
    if event.action == "ask":
        people = queries.officers_of(program.owner_unit, clock.today())
        link = f"/admin/rounds/{application.round_id}/waiting"
    elif event.action == "agree":
        people, link = [asked.colleague_id], f"/substitutions/{asked.public_id}"
    elif event.action == "refuse":
        people, link = [application.person_id], f"/applications/{application.public_id}"
    else:
        return
    now, title = clock.now(), round_messages.SUBSTITUTE[event.action].format(program=program.title)[:120]
    db.session.add_all(
        [Notice(person_id=person_id, title=title, link=link, created_at=now, due_at=now) for person_id in people]
    )
