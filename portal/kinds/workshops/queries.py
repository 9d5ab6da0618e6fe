"""What is to be forgotten when a workshop is over."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from portal.applications.models import Application, Draft
from portal.core.db import db
from portal.kinds.workshops.models import WorkshopDetails
from portal.programs.models import Program, Round

KIND = "workshop"


def diets_of_workshops_over(before: date) -> Sequence[WorkshopDetails]:
    """Return the answers that still say what somebody eats, of workshops that ended before a day."""
    rows = (
        select(WorkshopDetails)
        .join(Application, Application.id == WorkshopDetails.application_id)
        .join(Round, Round.id == Application.round_id)
        .where(Round.ends_on < before, WorkshopDetails.diet != "")
    )
    return db.session.scalars(rows).all()


def drafts_of_workshops_over(before: date) -> list[Draft]:
    """Return the drafts that still say it."""
    rows = (
        select(Draft)
        .join(Round, Round.id == Draft.round_id)
        .join(Program, Program.id == Round.program_id)
        .where(Round.ends_on < before, Program.kind == KIND)
    )
    return [draft for draft in db.session.scalars(rows) if "diet" in draft.answers]
