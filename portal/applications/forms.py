"""The shape of what applicants and officers send."""

from wtforms import BooleanField
from wtforms.validators import Regexp

from portal.core.forms import PortalForm, StringField, required

MOBILE = r"^01[016789]-\d{3,4}-\d{4}$"


class ApplicationForm(PortalForm):
    """What every kind asks; a kind's own form adds its fields between the two."""

    mobile = StringField(
        "휴대전화",
        [required("휴대전화 번호를 적어 주시기 바랍니다."), Regexp(MOBILE, message="010-0000-0000 형식으로 적어 주시기 바랍니다.")],
        render_kw={"inputmode": "tel", "autocomplete": "tel", "maxlength": 13},
    )
    privacy = BooleanField("개인정보 수집·이용에 동의합니다.", [required("동의하셔야 신청하실 수 있습니다.")])
