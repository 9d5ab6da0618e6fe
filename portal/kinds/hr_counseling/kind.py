"""The plug of this kind."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from portal.applications.forms import ApplicationForm
from portal.applications.models import Application
from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.core.korean import kdate, kdatetime
from portal.kinds.hr_counseling.forms import MOST_FILES, CounselingForm, VisitForm
from portal.kinds.hr_counseling.models import CounselingRequest, VisitRequest
from portal.programs.kinds import ProgramKind
from portal.programs.queries import Offer

PERSON = "person"
OFFICE = "office"
FOR_INSTITUTIONS = "기관 담당자가 소속 기관을 대표하여 신청합니다."


class HrCounseling(ProgramKind):
    """인사상담."""

    key: ClassVar[str] = "hr_counseling"
    label: ClassVar[str] = "인사상담"
    forms: ClassVar[dict[str, type[ApplicationForm]]] = {PERSON: CounselingForm, OFFICE: VisitForm}
    most_files: ClassVar[Mapping[str, int]] = {PERSON: MOST_FILES}
    is_sensitive: ClassVar[bool] = True
    answers_within: ClassVar[int | None] = 5
    tracks_of_institutions: ClassVar[frozenset[str]] = frozenset({OFFICE})
    instead_of_choosing: ClassVar[str] = "상담자를 정하여 연락드립니다."

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Refuse the track of institutions to whoever does not speak for one."""
        if Role.INSTITUTION in actor.roles:
            return {}
        return {one.round_id: FOR_INSTITUTIONS for one in rounds if one.track == OFFICE}

    def keep_details(self, application: Application, details: dict[str, Any]) -> None:
        """Store or replace a request."""
        row = _row(application)
        if row is None:
            row = (CounselingRequest if application.round.track == PERSON else VisitRequest)(
                application_id=application.id
            )
            db.session.add(row)
        row.place = details["place"] or ""
        if isinstance(row, CounselingRequest):
            row.topics, row.mode, row.body = list(details["topics"]), details["mode"], details["body"]
            row.slots = _written(details[f"slot_{n}"] for n in (1, 2, 3))
            row.hide_from_office = bool(details["hide_from_office"])
        else:
            row.headcount, row.grades, row.agenda = details["headcount"], details["grades"] or "", details["agenda"]
            row.dates = _written(details[f"date_{n}"] for n in (1, 2, 3))

    def details_of(self, application: Application) -> dict[str, Any]:
        """Return the stored answers by field."""
        row = _row(application)
        if isinstance(row, CounselingRequest):
            slots = {f"slot_{n}": datetime.fromisoformat(slot) for n, slot in enumerate(row.slots, 1)}
            return {
                "topics": row.topics,
                "mode": row.mode,
                "place": row.place,
                "body": row.body,
                "hide_from_office": row.hide_from_office,
                **slots,
            }
        if isinstance(row, VisitRequest):
            days = {f"date_{n}": date.fromisoformat(day) for n, day in enumerate(row.dates, 1)}
            return {
                "headcount": row.headcount,
                "grades": row.grades,
                "place": row.place,
                "agenda": row.agenda,
                **days,
            }
        return {}

    def answers(self, application: Application) -> list[tuple[str, str]]:
        """Return the answers in words."""
        row = _row(application)
        if isinstance(row, CounselingRequest):
            slots = [
                (f"희망 일시 {n}순위", kdatetime(datetime.fromisoformat(slot))) for n, slot in enumerate(row.slots, 1)
            ]
            return [
                ("상담 분야", ", ".join(row.topics)),
                ("상담 내용", row.body),
                ("상담 방식", row.mode),
                ("희망 장소", row.place or "없음"),
                *slots,
                ("소속 기관에 알리지 않음", "예" if row.hide_from_office else "아니요"),
            ]
        if isinstance(row, VisitRequest):
            days = [(f"희망 일자 {n}순위", kdate(date.fromisoformat(day))) for n, day in enumerate(row.dates, 1)]
            return [
                ("참석 예정 인원", f"{row.headcount:,}명"),
                ("직급 구성", row.grades or "없음"),
                *days,
                ("장소", row.place),
                ("건의 안건", row.agenda),
            ]
        return []


def _row(application: Application) -> CounselingRequest | VisitRequest | None:
    if application.round.track == PERSON:
        return db.session.get(CounselingRequest, application.id)
    return db.session.get(VisitRequest, application.id)


def _written(moments: Any) -> list[str]:
    return [moment.isoformat() for moment in moments if moment is not None]
