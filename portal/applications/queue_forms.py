"""The shape of what officers send: the queue's filters and their decisions."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from wtforms import (
    BooleanField,
    DateField,
    Field,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.applications.forms import VersionForm
from portal.applications.messages import ACTION, REASONS
from portal.applications.policies import OFFICERS_ACTIONS
from portal.applications.queries.queue import MARKS, SORTS, TABS, Filters
from portal.applications.services.deciding import Mark, Order
from portal.applications.workflow import Action
from portal.core import clock
from portal.core.fields import WholeNumber
from portal.core.forms import PortalForm, at_most, clean_text, required, without_control
from portal.core.keyset import LONGEST, Spot
from portal.core.web import MAX_ID, page_in

MOST_MARKS = 1000
MOST_FIELDS = 40
DAYS_FOR_CORRECTION = 5
MARK = re.compile(r"([0-9a-f]{32}):([0-9]{1,9})")
PUBLIC_ID = re.compile(r"[0-9a-f]{32}")
NOTHING_MARKED = "처리할 신청을 먼저 고르시기 바랍니다."


def filters_from(given: Mapping[str, str]) -> Filters:
    """Read the queue's filters from an address; what makes no sense is left out."""
    tab, sort, mark = given.get("state", ""), given.get("sort", ""), given.get("mark", "")
    return Filters(
        tab=tab if tab in TABS else "todo",
        program=_number(given.get("program", "")),
        round=_number(given.get("round", "")),
        office=_text(given.get("office", "")),
        grade=_text(given.get("grade", "")),
        since=_day(given.get("since", "")),
        q=_text(given.get("q", "")),
        sort=sort if sort in SORTS else "waiting",
        mark=mark if mark in MARKS else "",
    )


def filters_from_query(query: str) -> Filters:
    """Read the filters from the part of an address after the question mark, as a form carries it."""
    return filters_from(dict(parse_qsl(query[:2000])))


def spot_from(given: Mapping[str, str]) -> Spot:
    """Read from an address which page of the list it wants; anything odd is the first."""
    after, before = (given.get(name, "")[:LONGEST] for name in ("after", "before"))
    return Spot(page_in(given), "" if before else after, before)


def spot_from_query(query: str) -> Spot:
    """Read the page of the list from the part of an address after the question mark, as a form carries it."""
    return spot_from(dict(parse_qsl(query[:2000])))


def opened_from(given: Mapping[str, str]) -> str | None:
    """Read from an address which application lies open beside the list."""
    public_id = given.get("open", "")
    return public_id if PUBLIC_ID.fullmatch(public_id) else None


def query_of(filters: Filters, **changes: Any) -> str:
    """Write the filters as an address carries them; a value of a filter at rest is left out."""
    values = {
        "state": filters.tab,
        "program": filters.program,
        "round": filters.round,
        "office": filters.office,
        "grade": filters.grade,
        "since": filters.since and filters.since.isoformat(),
        "q": filters.q,
        "sort": filters.sort,
        "mark": filters.mark,
        **changes,
    }
    at_rest = {"state": "todo", "sort": "waiting", "page": 1}
    return urlencode({name: value for name, value in values.items() if value and value != at_rest.get(name)})


class MarksField(Field):  # type: ignore[misc]  # WTForms carries no types
    """The marked rows: "<public id>:<version>", one or many."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the marks; the first of two on one application counts."""
        found = [MARK.fullmatch(value) for value in valuelist]
        if not valuelist or len(valuelist) > MOST_MARKS or not all(found):
            self.data = []
            return
        marks = [Mark(match[1], int(match[2])) for match in found if match]
        self.data = list({mark.public_id: mark for mark in reversed(marks)}.values())[::-1]


class DecisionForm(PortalForm):
    """What is decided on which applications, and why."""

    mark = MarksField("신청")
    action = SelectField("처리", choices=[SelectChoice(action.value, ACTION[action]) for action in OFFICERS_ACTIONS])
    reasons = SelectMultipleField(
        "사유",
        choices=[SelectChoice(code, words) for code, words in REASONS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=True,
    )
    note = TextAreaField("안내 내용", [at_most(500)], render_kw={"rows": 4, "maxlength": 500})
    fields = SelectMultipleField(
        "보완할 항목",
        choices=[],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,  # what was not asked is left out when it is decided
    )
    return_by = DateField("보완 기한", [Optional()])
    back = StringField("돌아갈 목록")
    open = StringField("열어 둔 신청")
    confirmed = StringField("확인")

    @property
    def opened(self) -> str | None:
        """Return which application lies open afterwards: what the page says, else the one decided on."""
        if self.open.raw_data:
            return self.open.data if PUBLIC_ID.fullmatch(self.open.data or "") else None
        return self.mark.data[0].public_id if len(self.mark.data) == 1 else None

    @property
    def wants_reasons(self) -> bool:
        """Say whether the reasons have still to be asked: rejecting and returning tell the applicant why."""
        return self.action.data in (Action.REJECT, Action.RETURN) and not self.confirmed.data

    @property
    def order(self) -> Order:
        """Return what the form orders."""
        return Order(
            action=Action(self.action.data),
            reasons=tuple(self.reasons.data or ()),
            note=self.note.data or "",
            return_by=self.return_by.data or day_for_correction(),
            fields=tuple(self.fields.data or ())[:MOST_FIELDS],
        )

    def validate_mark(self, field: Field) -> None:
        """Want one to a thousand marked rows."""
        if not field.data:
            raise ValidationError(NOTHING_MARKED)

    def validate_reasons(self, field: Field) -> None:
        """Want a reason to reject; nothing else has one."""
        if self.action.data != Action.REJECT:
            field.data = []
        elif self.confirmed.data and not field.data:
            raise ValidationError("반려 사유를 하나 이상 고르시기 바랍니다.")

    def validate_note(self, field: Field) -> None:
        """Want words to return, and to reject for another reason."""
        if not self.confirmed.data or field.data:
            return
        if self.action.data == Action.RETURN:
            raise ValidationError("무엇을 보완해야 하는지 적어 주시기 바랍니다.")
        if self.action.data == Action.REJECT and "other" in (self.reasons.data or ()):
            raise ValidationError("‘그 밖의 사유’를 적어 주시기 바랍니다.")

    def validate_return_by(self, field: Field) -> None:
        """Want a day still to come; only returning has one."""
        if self.action.data != Action.RETURN:
            field.data = None
        elif field.data is not None and not clock.today() < field.data <= clock.add_years(clock.today(), 1):
            raise ValidationError("오늘보다 뒤의 날짜를 1년 안에서 골라 주시기 바랍니다.")
        elif field.data is not None and not clock.is_working_day(field.data):
            raise ValidationError("근무일이 아닙니다. 다른 날을 골라 주시기 바랍니다.")


class AssignmentForm(PortalForm):
    """Into whose hands an application is put."""

    handler = StringField("담당자", [required("담당자를 골라 주시기 바랍니다."), at_most(32)])
    version = WholeNumber(validators=[required()])
    back = StringField("돌아갈 목록")


class NoteForm(PortalForm):
    """A note for those who handle an application."""

    note = TextAreaField("메모", [required("메모를 적어 주시기 바랍니다."), at_most(500)])
    back = StringField("돌아갈 목록")


class ViewForm(PortalForm):
    """Under which name the filters are kept, and whether the team sees them too."""

    name = StringField("이름", [required("보기의 이름을 적어 주시기 바랍니다."), at_most(40)])
    shared = BooleanField("팀과 함께 씁니다.")
    back = StringField("목록")


def day_for_correction() -> date:
    """Return the day by which an application is to be corrected when the officer names none."""
    return clock.add_working_days(clock.today(), DAYS_FOR_CORRECTION)


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < 11):
        return None
    return int(text) if 0 < int(text) <= MAX_ID else None


def _text(text: str) -> str:
    return clean_text(without_control(text))[:60]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if date(2000, 1, 1) <= date.fromisoformat(text) < date(2100, 1, 1) else None
    except ValueError:
        return None


class RecheckForm(VersionForm):
    """What becomes of somebody who no longer fits, and why."""

    reason = TextAreaField("사유", [required("사유를 적어 주시기 바랍니다."), at_most(300)])
    back = StringField(validators=[Optional()])
