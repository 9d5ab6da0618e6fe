"""What a person or an institution is asked that wants to be heard."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from wtforms import BooleanField, DateField, DateTimeLocalField, Field, MultipleFileField
from wtforms.validators import NumberRange, Optional

from portal.applications.forms import ApplicationForm, Dated
from portal.core import clock
from portal.core.fields import CHOOSE, CHOOSE_SOME, AtMostChosen, OneOf, SomeOf, WholeNumber
from portal.core.forms import StringField, TextAreaField, at_most, required
from portal.core.korean import short_date

TOPICS = ["전보", "승진", "휴직·복직", "복무", "보직", "고충", "기타"]
VISIT = "방문 요청"
MODES = [VISIT, "본청 내방", "전화", "화상"]
DAYS_AHEAD = 10
LAST_START = time(17, 30)
SLOT_STEP = 30 * 60
"""In seconds, as browsers count; they count it from the earliest time."""
MOST_FILES = 3
NO_TIME = "날짜와 시각을 골라 주시기 바랍니다."
NO_DAY = "날짜를 골라 주시기 바랍니다."


class SlotField(DateTimeLocalField):
    """A day and a time; what cannot be read is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the browser's writing of a moment."""
        text = valuelist[0].strip()[:19] if valuelist else ""
        self.raw_data = [text] if text else []
        self.data = None
        if text:
            try:
                self.data = datetime.fromisoformat(text).replace(tzinfo=None, second=0)
            except ValueError:
                raise ValueError(NO_TIME) from None


class DayField(DateField):
    """A day; what cannot be read is refused in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the browser's writing of a day."""
        text = valuelist[0].strip()[:10] if valuelist else ""
        self.raw_data = [text] if text else []
        self.data = None
        if text:
            try:
                self.data = date.fromisoformat(text)
            except ValueError:
                raise ValueError(NO_DAY) from None


class CounselingForm(ApplicationForm):
    """A person's request for HR counseling."""

    parts: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("무엇을 상의하고 싶으십니까", ("topics", "body", "files")),
        ("어떻게 만나면 좋겠습니까", ("mode", "place", "slot_1", "slot_2", "slot_3")),
        ("비밀 보장", ("hide_from_office",)),
    )

    topics = SomeOf(
        "상담 분야",
        [required(CHOOSE_SOME), AtMostChosen(2)],
        choices=TOPICS,
        description="2개까지 고르실 수 있습니다.",
    )
    body = TextAreaField(
        "상담 내용",
        [required(), at_most(1000)],
        description="이 신청을 맡은 담당자와 인사팀장, 총무과장만 읽으며, 누가 언제 열었는지 기록으로 남습니다.",
        render_kw={"rows": 10},
    )
    files = MultipleFileField(
        "증빙 자료", description="꼭 내지 않으셔도 됩니다. 3개까지, 하나에 20MB까지 올리실 수 있습니다."
    )
    mode = OneOf("상담 방식", [required(CHOOSE)], choices=MODES)
    place = StringField("희망 장소", [at_most(100)], description="‘방문 요청’을 고르셨으면 적어 주시기 바랍니다.")
    slot_1 = SlotField("희망 일시 1순위", [required(NO_TIME)])
    slot_2 = SlotField("희망 일시 2순위", [Optional()])
    slot_3 = SlotField("희망 일시 3순위", [Optional()])
    hide_from_office = BooleanField("소속 기관에 알리지 않음", default=True)

    def fit(self, round_: Dated) -> None:
        """Let the browser offer only the days and hours that are taken, and say which they are."""
        first, last = clock.today(), clock.today() + timedelta(days=DAYS_AHEAD)
        bounds = {"min": f"{first}T{clock.OFFICE_OPENS:%H:%M}", "max": f"{last}T{LAST_START:%H:%M}", "step": SLOT_STEP}
        for field in (self.slot_1, self.slot_2, self.slot_3):
            field.render_kw = bounds
        self.slot_1.description = (
            f"{short_date(first)}부터 {short_date(last)}까지 근무일(토·일요일과 공휴일 제외)의 "
            f"09:00~17:30에서 30분 단위로 골라 주시기 바랍니다."
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the times and the place as well."""
        good = super().validate(extra_validators)
        if self.mode.data == VISIT and not self.place.data:
            good = refuse(self.place, "방문해 드릴 장소를 적어 주시기 바랍니다.")
        slots = [self.slot_1, self.slot_2, self.slot_3]
        for field in slots:
            if field.data and not field.errors:
                good = self._fits(field) and good
        return not_twice(slots) and good

    def _fits(self, field: Field) -> bool:
        start: datetime = field.data
        last = clock.today() + timedelta(days=DAYS_AHEAD)
        if start.replace(tzinfo=clock.now().tzinfo) <= clock.now():
            return refuse(field, "지난 시각입니다. 앞으로의 시각을 골라 주시기 바랍니다.")
        if start.date() > last:
            return refuse(field, f"{DAYS_AHEAD}일 이내에서 골라 주시기 바랍니다.")
        if not clock.is_working_day(start.date()):
            return refuse(field, "근무일이 아닙니다. 다른 날을 골라 주시기 바랍니다.")
        if not clock.OFFICE_OPENS <= start.time() <= LAST_START:
            return refuse(field, "근무시간(09:00~17:30 시작)에서 골라 주시기 바랍니다.")
        return True


class VisitForm(ApplicationForm):
    """An institution's request for a meeting."""

    parts: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("누가 함께합니까", ("headcount", "grades")),
        ("언제 어디서 만나면 좋겠습니까", ("date_1", "date_2", "date_3", "place")),
        ("무엇을 건의하십니까", ("agenda",)),
    )

    headcount = WholeNumber(
        "참석 예정 인원",
        [
            required("참석 예정 인원을 적어 주시기 바랍니다."),
            NumberRange(1, 200, "1명에서 200명까지 적어 주시기 바랍니다."),
        ],
        render_kw={"inputmode": "numeric", "min": 1, "max": 200},
    )
    grades = StringField("직급 구성", [at_most(100)], description="예: 6급 2명, 7급 5명, 8급 이하 8명")
    date_1 = DayField("희망 일자 1순위", [required(NO_DAY)])
    date_2 = DayField("희망 일자 2순위", [Optional()])
    date_3 = DayField("희망 일자 3순위", [Optional()])
    place = StringField("장소", [required(), at_most(100)])
    agenda = TextAreaField(
        "건의 안건",
        [required(), at_most(2000)],
        description="한 줄에 하나씩 적어 주시기 바랍니다.",
        render_kw={"rows": 8},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the days as well."""
        good = super().validate(extra_validators)
        days = [self.date_1, self.date_2, self.date_3]
        for field in days:
            if field.data and not field.errors:
                if field.data <= clock.today():
                    good = refuse(field, "내일 이후의 날을 골라 주시기 바랍니다.")
                elif not clock.is_working_day(field.data):
                    good = refuse(field, "근무일이 아닙니다. 다른 날을 골라 주시기 바랍니다.")
        return not_twice(days) and good


def refuse(field: Field, why: str) -> bool:
    """Put an answer beside a field and return False."""
    field.errors = [*field.errors, why]
    return False


def not_twice(fields: Sequence[Field]) -> bool:
    """Refuse the same wish twice."""
    good, seen = True, set()
    for field in fields:
        if field.data and field.data in seen:
            good = refuse(field, "앞 순위와 같습니다. 다르게 골라 주시거나 비워 두시기 바랍니다.")
        seen.add(field.data)
    return good
