"""The shape of requests and answers."""

from portal.core.fields import CHOOSE, OneOf, WholeNumber, choices_of
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, required
from portal.privacy.messages import KIND, OUTCOME


class RequestForm(PortalForm):
    """What is asked for."""

    kind = OneOf("무엇을 원하십니까", [required(CHOOSE)], choices=choices_of(KIND))
    about = StringField(
        "어느 내용입니까",
        [required(), at_most(100)],
        description="예: 최초임용일, 휴대전화, 2025-000123 신청",
        render_kw={"maxlength": 100},
    )
    text = TextAreaField(
        "바로잡을 내용과 까닭",
        [required(), at_most(1000)],
        description="주민등록번호는 적지 마시기 바랍니다.",
        render_kw={"rows": 4, "maxlength": 1000},
    )


class AnswerForm(PortalForm):
    """What became of it."""

    outcome = OneOf("처리", [required(CHOOSE)], choices=choices_of(OUTCOME))
    words = TextAreaField("답변", [required(), at_most(1000)], render_kw={"rows": 4, "maxlength": 1000})
    version = WholeNumber(validators=[required()])
