"""The shape of what the three sides of the closed room send."""

import re
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, EmailField, Field, FileField, SelectChoice, ValidationError
from wtforms.validators import Length, NumberRange, Optional, Regexp

from portal.core.errors import Missing
from portal.core.fields import CHOOSE, CHOOSE_SOME, Mobile, OneOf, SelectField, SomeOf, WholeNumber
from portal.core.forms import PortalForm, StringField, TextAreaField, at_most, required
from portal.kinds.psych_counseling import messages
from portal.kinds.psych_counseling.models import Ending, Kind, Way

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2099, 12, 31)
LARGEST_FILE = 5 * 1024 * 1024
_MAIL = re.compile(r"[^@\s]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_OFFICIAL = re.compile(r"(^|\.)(go\.kr|korea\.kr|sen\.kr|sen\.go\.kr)$", re.IGNORECASE)
_MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])\Z"
_NUMBER = r"^SC[0-9]{2}-[0-9A-Z]{4}$"


class DetailsForm(PortalForm):
    """How somebody wishes to be reached and counseled: no reason, no office."""

    way = OneOf("희망 방식", [required(CHOOSE)], choices=[SelectChoice(way, messages.WAY[way]) for way in Way])
    contact_by = OneOf("연락받을 방법", [required(CHOOSE)], choices=[messages.MOBILE, messages.MAIL])
    mobile = Mobile(
        "휴대전화 번호",
        [Optional()],
        description="예: 010-1234-5678. 하이픈(-)은 빼고 적으셔도 됩니다. 내선 전화는 받지 않습니다.",
        render_kw={"inputmode": "tel", "autocomplete": "off", "maxlength": 20},
    )
    mail = EmailField(
        "개인 이메일 주소",
        [Optional(), at_most(100)],
        description="기관 이메일(go.kr, korea.kr)은 받지 않습니다.",
        render_kw={"autocomplete": "off", "maxlength": 100},
    )
    discreet = BooleanField("연락할 때 기관명을 밝히지 않기를 바랍니다.", default=True)
    hint = StringField(
        "연락할 때 유의할 점",
        [at_most(100)],
        description="예: 문자로 먼저 연락, 12~13시에만 통화 가능. 상담하실 내용은 적지 마시기 바랍니다.",
        render_kw={"autocomplete": "off", "maxlength": 100},
    )
    region = SelectField(
        "희망 지역", choices=[SelectChoice("", "상관없음"), *(SelectChoice(r, r) for r in messages.REGIONS)]
    )
    gender = OneOf("희망 상담사 성별", [Optional()], choices=list(messages.GENDERS), default=messages.GENDERS[0])
    times = SomeOf("희망 시간대", [required(CHOOSE_SOME)], choices=list(messages.TIMES))
    version = WholeNumber(validators=[Optional()])

    @property
    def contact(self) -> str:
        """Return where to reach the person."""
        return str((self.mobile if self.contact_by.data == messages.MOBILE else self.mail).data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Want the contact that was chosen, and a private one."""
        good = super().validate(extra_validators)
        field = {messages.MOBILE: self.mobile, messages.MAIL: self.mail}.get(self.contact_by.data or "")
        if field is not None and not field.data:
            field.errors = [*field.errors, "연락받으실 곳을 적어 주시기 바랍니다."]
            return False
        return good

    def validate_mail(self, field: Field) -> None:
        """Refuse what is no address, and addresses of the office."""
        if not _MAIL.fullmatch(field.data):
            raise ValidationError("이메일 주소를 확인해 주시기 바랍니다.")
        if _OFFICIAL.search(field.data.rpartition("@")[2]):
            raise ValidationError("기관 이메일이 아닌 개인 이메일을 적어 주시기 바랍니다.")


class RequestForm(DetailsForm):
    """What somebody asks for."""

    urgent = BooleanField(
        "긴급 상담 요청",
        description="이용 횟수와 관계없이 상담기관 목록의 맨 위에 표시되어 가장 먼저 연락드립니다.",
    )
    consent = BooleanField(
        "위 내용을 읽었으며 개인정보 수집·이용과 제공에 동의합니다.", [required("동의하셔야 신청하실 수 있습니다.")]
    )


class SessionForm(PortalForm):
    """One session."""

    held_on = DateField("일자", [required("일자를 적어 주시기 바랍니다.")])
    way = SelectField("방식", [required(CHOOSE)], choices=[SelectChoice(way.value, messages.WAY[way]) for way in Way])
    kind = SelectField(
        "구분", [required(CHOOSE)], choices=[SelectChoice(kind.value, messages.KIND[kind]) for kind in Kind]
    )

    def validate_held_on(self, field: Field) -> None:
        """Refuse years that no list has."""
        if field.data and not date(2000, 1, 1) <= field.data <= date(2100, 1, 1):
            raise ValidationError("일자를 확인해 주시기 바랍니다.")


class ExtensionForm(PortalForm):
    """The counselor's opinion: a check mark and no words."""

    opinion = BooleanField(
        "상담사가 추가 회기가 필요하다고 판단했습니다.", [required("상담사의 판단을 확인해 주시기 바랍니다.")]
    )


class ClosingForm(PortalForm):
    """How a case ended."""

    ending = SelectField(
        "종결 구분", [required(CHOOSE)], choices=[SelectChoice(e.value, messages.ENDING[e]) for e in Ending]
    )


class UploadForm(PortalForm):
    """A month's list."""

    file = FileField("엑셀 파일", render_kw={"accept": ".xlsx"}, description="xlsx, 5MB·1,000행까지")

    def data_sent(self) -> bytes:
        """Return the file's bytes; empty when there is none or it is too large, said beside the field."""
        sent = self.file.data
        data = b""
        if hasattr(sent, "read"):
            data = sent.read(LARGEST_FILE + 1)
            sent.close()
        if not data:
            self.file.errors = ["파일을 골라 주시기 바랍니다."]
        elif len(data) > LARGEST_FILE:
            self.file.errors = ["5MB를 넘는 파일입니다. 필요한 열만 남겨 다시 올려 주시기 바랍니다."]
            return b""
        return data


class DecisionForm(PortalForm):
    """Yes or no to what somebody else asked, and the version that was looked at."""

    approve = SelectField(
        "결정", [required(CHOOSE)], choices=[SelectChoice("yes", "승인"), SelectChoice("no", "승인하지 않음")]
    )
    version = WholeNumber(validators=[required()])


class OpeningForm(PortalForm):
    """Which number is to be opened, and why."""

    number = StringField(
        "이용번호",
        [required(), Regexp(_NUMBER, message="이용번호를 SC25-7K3F처럼 적어 주시기 바랍니다.")],
        filters=[lambda text: text.upper().replace(" ", "") if text else text],
        render_kw={"maxlength": 12, "autocomplete": "off"},
    )
    reason = TextAreaField(
        "열람 사유",
        [required("열람 사유를 적어 주시기 바랍니다."), at_most(300)],
        description="본인에게 그대로 안내됩니다.",
        render_kw={"rows": 3, "maxlength": 300},
    )


class MonthForm(PortalForm):
    """A month ("2025-07") of an institution."""

    provider = WholeNumber(validators=[required()])
    month = StringField(validators=[required(), Regexp(_MONTH)])

    @property
    def chosen(self) -> tuple[int, str]:
        """Return the institution and the month; raises Missing for what is none."""
        month = self.month.data or ""
        if self.provider.data is None or not re.fullmatch(_MONTH, month):
            raise Missing
        return int(self.provider.data), month


class ReasonForm(MonthForm):
    """Why a month is taken as a file, or opened again."""

    reason = TextAreaField(
        "사유",
        [
            required("사유를 적어 주시기 바랍니다."),
            Length(min=5, message="사유를 5자 이상 적어 주시기 바랍니다."),
            at_most(300),
        ],
        render_kw={"rows": 3, "maxlength": 300},
    )


class SettlingForm(MonthForm):
    """A month that is settled for good, its figures looked at."""

    confirmed = BooleanField(validators=[required()])


class FromDay(PortalForm):
    """Something that holds from a day on."""

    valid_from = DateField("적용 시작일", [required("적용 시작일을 적어 주시기 바랍니다.")])

    def validate_valid_from(self, field: Field) -> None:
        """Refuse days that no contract has."""
        if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
            raise ValidationError("적용 시작일을 확인해 주시기 바랍니다.")


class ProviderForm(PortalForm):
    """What is known of an institution."""

    name = StringField(
        "기관 이름", [required("기관 이름을 적어 주시기 바랍니다."), at_most(60)], render_kw={"maxlength": 60}
    )
    phone = StringField(
        "대표 전화",
        [Optional(), Regexp(r"^[0-9]{2,4}(-[0-9]{3,4}){1,2}$", message="02-000-0000 형식으로 적어 주시기 바랍니다.")],
        description="이용자에게 안내됩니다.",
        render_kw={"inputmode": "tel", "maxlength": 14, "autocomplete": "off"},
    )
    regions = SomeOf("맡는 지역", [required(CHOOSE_SOME)], choices=list(messages.REGIONS))
    takes_new = BooleanField(
        "새 신청을 받습니다.",
        description="표시를 지우면 새 이용번호가 이 기관으로 가지 않습니다. 진행 중인 이용은 이어집니다.",
    )
    version = WholeNumber(validators=[Optional()])


class VersionForm(PortalForm):
    """The version that was looked at."""

    version = WholeNumber(validators=[required()])


class PriceForm(FromDay):
    """What a session costs from a day on."""

    amount = WholeNumber(
        "1회 단가(원)",
        [
            required("단가를 적어 주시기 바랍니다."),
            NumberRange(1, 999_999, "1원부터 999,999원까지 적어 주시기 바랍니다."),
        ],
        render_kw={"inputmode": "numeric", "maxlength": 6},
    )


class RuleForm(FromDay):
    """What a year grants from a day on."""

    cap = WholeNumber(
        "연간 이용 횟수",
        [required("횟수를 적어 주시기 바랍니다."), NumberRange(1, 99, "1회부터 99회까지 적어 주시기 바랍니다.")],
        render_kw={"inputmode": "numeric", "maxlength": 2},
    )
    extension = WholeNumber(
        "연장 승인 시 더하는 횟수",
        [required("횟수를 적어 주시기 바랍니다."), NumberRange(1, 99, "1회부터 99회까지 적어 주시기 바랍니다.")],
        render_kw={"inputmode": "numeric", "maxlength": 2},
    )
    missed_counts = BooleanField("알리지 않고 오지 않은 경우 1회를 쓴 것으로 셉니다.", default=True)


class MemberForm(PortalForm):
    """Somebody who works for an institution."""

    worker = StringField(
        "성명",
        [required("성명을 적어 주시기 바랍니다."), at_most(40)],
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )
    login_id = StringField(
        "로그인 아이디",
        [
            required("로그인 아이디를 적어 주시기 바랍니다."),
            Regexp(r"^[a-z][a-z0-9._-]{3,39}$", message="영문 소문자로 시작하는 4~40자로 적어 주시기 바랍니다."),
        ],
        description="영문 소문자로 시작하여 소문자, 숫자, 점, 줄표로 4~40자",
        render_kw={"maxlength": 40, "autocomplete": "off", "autocapitalize": "off"},
    )
