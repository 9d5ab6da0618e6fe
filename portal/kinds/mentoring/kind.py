"""The plug of this kind."""

from collections.abc import Sequence
from typing import Any, ClassVar

from portal.applications.forms import ApplicationForm
from portal.applications.models import Application
from portal.core.actors import Actor
from portal.core.db import db
from portal.kinds.mentoring import messages, queries
from portal.kinds.mentoring.forms import DAYS, WAYS, MenteeForm, MentorForm
from portal.kinds.mentoring.models import MenteeWishes, MentorOffer
from portal.programs.kinds import ProgramKind
from portal.programs.queries import Offer

MENTEE = "mentee"
MENTOR = "mentor"


class Mentoring(ProgramKind):
    """멘토링."""

    key: ClassVar[str] = "mentoring"
    label: ClassVar[str] = "멘토링"
    forms: ClassVar[dict[str, type[ApplicationForm]]] = {MENTEE: MenteeForm, MENTOR: MentorForm}

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Refuse wishes of whoever is not on the year's list, and offers of whoever is."""
        listed = queries.years_listed(actor.person_id) if actor.person_id is not None else set()
        found: dict[int, str] = {}
        for one in rounds:
            is_listed = (one.program_id, one.year) in listed
            if one.track == MENTEE and not is_listed:
                found[one.round_id] = messages.not_listed(one.year)
            elif one.track == MENTOR and is_listed:
                found[one.round_id] = messages.MENTEES_DO_NOT_MENTOR
        return found

    def remarks(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Tell mentees that they are on the list."""
        if actor.person_id is None:
            return {}
        listed = queries.years_listed(actor.person_id)
        mentees = [one for one in rounds if one.track == MENTEE and (one.program_id, one.year) in listed]
        return {one.round_id: messages.LISTED for one in mentees}

    def keep_details(self, application: Application, details: dict[str, Any]) -> None:
        """Store or replace a mentee's wishes or a mentor's offer."""
        is_mentee = application.round.track == MENTEE
        row = _row(application)
        if row is None:
            row = (MenteeWishes if is_mentee else MentorOffer)(application_id=application.id)
            db.session.add(row)
        row.topics = list(details["topics"])
        if isinstance(row, MenteeWishes):
            row.mentor_gender, row.district = details["mentor_gender"], details["district"] or ""
            row.days, row.note = [*details["days"], *details["ways"]], details["note"] or ""
        else:
            row.mentee_max, row.reason = details["mentee_max"], details["reason"]
            row.office_agreed = details["office_ok"]

    def details_of(self, application: Application) -> dict[str, Any]:
        """Return the stored answers by field."""
        row = _row(application)
        if isinstance(row, MenteeWishes):
            return {
                "mentor_gender": row.mentor_gender,
                "topics": row.topics,
                "days": [day for day in row.days if day in DAYS],
                "ways": [way for way in row.days if way in WAYS],
                "district": row.district,
                "note": row.note,
            }
        if isinstance(row, MentorOffer):
            return {
                "topics": row.topics,
                "mentee_max": row.mentee_max,
                "reason": row.reason,
                "office_ok": row.office_agreed,
            }
        return {}

    def answers(self, application: Application) -> list[tuple[str, str]]:
        """Return the answers in words."""
        row = _row(application)
        if isinstance(row, MenteeWishes):
            return [
                ("희망 멘토 성별", row.mentor_gender),
                ("도움 받고 싶은 분야", ", ".join(row.topics)),
                ("만남 가능 요일·방식", ", ".join(row.days)),
                ("거주 자치구", row.district or "밝히지 않음"),
                ("하고 싶은 말", row.note or "-"),
            ]
        if isinstance(row, MentorOffer):
            return [
                ("전문 분야", ", ".join(row.topics)),
                ("가능한 멘티 수", f"{row.mentee_max}명"),
                ("지원 동기", row.reason),
                ("소속 기관 협의", "협의함" if row.office_agreed else "협의하지 않음"),
            ]
        return []


def _row(application: Application) -> MenteeWishes | MentorOffer | None:
    if application.round.track == MENTEE:
        return db.session.get(MenteeWishes, application.id)
    return db.session.get(MentorOffer, application.id)
