"""What a participant of a workshop is asked."""

from collections.abc import Sequence
from typing import ClassVar

from wtforms import BooleanField, Field, SelectChoice, ValidationError

from portal.applications.forms import ApplicationForm, Dated, SeparateConsent
from portal.core.fields import CHOOSE, CHOOSE_SOME, SelectField, SomeOf
from portal.core.forms import StringField, TextAreaField, at_most, required
from portal.directory import colleagues
from portal.directory.keys import asked

CHOOSE_FIRST = "골라 주시기 바랍니다"
DISTRICT_OFFICES = (
    "동부", "서부", "남부", "북부", "중부", "강동송파", "강서양천", "강남서초", "동작관악", "성동광진", "성북강북",
)  # fmt: skip
BOARDING = ["본청 정문", *(f"{name}교육지원청" for name in DISTRICT_OFFICES), "개별 이동"]
NIGHTS = ["1일차", "2일차"]
NAMED = 5
SIZES = ["S(90)", "M(95)", "L(100)", "XL(105)", "2XL(110)", "3XL(115)"]


class WorkshopForm(ApplicationForm):
    """Transport, nights, a roommate, and whom to call."""

    parts: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("이동과 숙박", ("boarding", "nights", "roommate")),
        ("건강과 비상연락", ("diet", "emergency")),
        ("준비", ("size", "expect", "duty_ok")),
    )

    consents: ClassVar[tuple[SeparateConsent, ...]] = (
        SeparateConsent("diet_consent", "diet", "행사 식사 준비", "식이(채식·알레르기)", "행사가 끝날 때까지"),
    )

    def fit(self, round_: Dated) -> None:
        """Ask about as many nights as there are, and on a workshop of one day about none."""
        nights = (round_.ends_on - round_.starts_on).days
        if nights == 0:
            del self.nights, self.roommate
        else:
            self.nights.choices = [f"{n}일차" for n in range(1, nights + 1)]

    boarding = SelectField(
        "출발지",
        [required(CHOOSE)],
        choices=[SelectChoice("", CHOOSE_FIRST), *BOARDING],
        description="버스를 타실 곳입니다.",
    )
    nights = SomeOf("숙박", [required(CHOOSE_SOME)], choices=NIGHTS)
    roommate = StringField(
        "같은 방 희망자",
        [at_most(60)],
        filters=[colleagues.written_out],
        description="한 분의 성명을 적어 주시기 바랍니다. 첫소리(ㄱㅅㅇ)로도 찾습니다. 없으면 비워 두셔도 됩니다.",
        render_kw={
            "aria-controls": "colleagues",
            "autocomplete": "off",
            "hx-get": "/workshops/colleagues",
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#colleagues",
        },
    )
    diet = StringField(
        "식이(채식·알레르기)",
        [at_most(200)],
        description="식사 준비에만 쓰고 행사가 끝나면 지웁니다. 적으시려면 아래에서 따로 동의해 주시기 바랍니다.",
    )
    emergency = StringField("비상연락처(관계·전화)", [required(), at_most(60)], description="예: 배우자 010-0000-0000")
    size = SelectField("티셔츠 크기", choices=[SelectChoice("", "받지 않음"), *SIZES])
    expect = TextAreaField("기대하는 점", [at_most(300)], render_kw={"rows": 4})
    duty_ok = BooleanField(
        "소속 기관의 업무 조정을 행정실장(부서장)과 협의하였습니다.",
        [required("업무 조정을 협의하신 뒤 표시해 주시기 바랍니다.")],
    )

    diet_consent = BooleanField("식이 정보(건강에 관한 민감정보)의 수집·이용에 동의합니다. (선택)")

    def validate_roommate(self, field: Field) -> None:
        """Want one person: of several who are meant one is to be named, and initials alone are nobody's name."""
        text = field.data or ""
        if any(mark in text for mark in ",;/、"):
            raise ValidationError("한 분만 적어 주시기 바랍니다.")
        meant = colleagues.meant_by(text)
        if len(meant) > 1:
            raise ValidationError(several(meant))
        if not meant and asked(text).has_initials:
            raise ValidationError(f"첫소리가 {text}인 분을 찾지 못했습니다. 성명을 적어 주시기 바랍니다.")


def several(meant: Sequence[str]) -> str:
    """Name those who may be meant, so that one of them can be written down."""
    more = f" 외 {len(meant) - NAMED}명" if len(meant) > NAMED else ""
    named = ", ".join(meant[:NAMED])
    return f"여러 분이 있습니다. 소속까지 적어 한 분을 정해 주시기 바랍니다: {named}{more}"
