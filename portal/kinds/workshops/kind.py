"""The plug of this kind."""

from collections.abc import Sequence
from typing import Any, ClassVar

from portal.applications.forms import ApplicationForm
from portal.applications.models import Application
from portal.core.actors import Actor
from portal.core.db import db
from portal.kinds.workshops.forms import WorkshopForm
from portal.kinds.workshops.models import WorkshopDetails
from portal.kinds.workshops.policies import is_over
from portal.programs.kinds import ProgramKind
from portal.programs.queries import Offer

FORGOTTEN = "행사가 끝나 보관하지 않음"
_COLUMNS = {
    "boarding": "boarding",
    "nights": "nights",
    "roommate": "roommate",
    "diet": "diet",
    "emergency": "emergency",
    "size": "size",
    "expect": "expectation",
    "duty_ok": "duty_arranged",
}


class Workshops(ProgramKind):
    """워크숍."""

    key: ClassVar[str] = "workshop"
    label: ClassVar[str] = "워크숍"
    forms: ClassVar[dict[str, type[ApplicationForm]]] = {"": WorkshopForm}
    decisive: ClassVar[frozenset[str]] = frozenset({"nights", "duty_ok"})

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Refuse nobody: dated rules say all there is to say."""
        return {}

    def keep_details(self, application: Application, details: dict[str, Any]) -> None:
        """Store or replace a participant's answers."""
        row = db.session.get(WorkshopDetails, application.id)
        if row is None:
            row = WorkshopDetails(application_id=application.id)
            db.session.add(row)
        row.nights, row.roommate = [], ""  # what a workshop of one day does not ask
        for name, column in _COLUMNS.items():
            if name in details:
                setattr(row, column, details[name] if details[name] is not None else "")

    def details_of(self, application: Application) -> dict[str, Any]:
        """Return the stored answers by field."""
        row = db.session.get(WorkshopDetails, application.id)
        if row is None:
            return {}
        return {"diet_consent": bool(row.diet)} | {name: getattr(row, column) for name, column in _COLUMNS.items()}

    def answers(self, application: Application) -> list[tuple[str, str]]:
        """Return the answers in words."""
        row = db.session.get(WorkshopDetails, application.id)
        if row is None:
            return []
        nights = [("숙박", ", ".join(row.nights)), ("같은 방 희망자", row.roommate or "없음")] if row.nights else []
        return [
            ("출발지", row.boarding),
            *nights,
            ("식이(채식·알레르기)", row.diet or (FORGOTTEN if is_over(application.round) else "없음")),
            ("비상연락처", row.emergency),
            ("티셔츠 크기", row.size or "받지 않음"),
            ("기대하는 점", row.expectation or "없음"),
            ("업무 조정 협의", "협의함" if row.duty_arranged else "협의하지 않음"),
        ]
