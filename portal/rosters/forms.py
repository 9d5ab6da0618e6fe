"""The shape of what an administrator sends: a file with its day, and what is to become of it."""

from typing import Any

from wtforms import BooleanField, DateField, FileField, StringField
from wtforms.validators import InputRequired, Regexp

from portal.core import clock
from portal.core.errors import Refusal
from portal.core.forms import PortalForm, required
from portal.rosters import messages


class UploadForm(PortalForm):
    """A file of officials and the day from which its posts hold."""

    file = FileField(
        "직원 자료 파일",
        [InputRequired("파일을 골라 주시기 바랍니다.")],
        render_kw={"accept": ".xlsx"},
        description="엑셀 통합 문서(.xlsx), 20,000행까지 올리실 수 있습니다. 빈 칸은 바꾸지 않습니다.",
    )
    valid_from = DateField(
        "발령일",
        [InputRequired("발령일을 적어 주시기 바랍니다.")],
        default=clock.today,
        description="소속과 직위는 이날부터 바뀝니다. 앞날을 적으면 그날까지 직원 찾기에 나타나지 않습니다.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape; a file field that carries text is no file."""
        good = super().validate(extra_validators)
        if isinstance(self.file.data, str):
            self.file.errors = ["파일을 골라 주시기 바랍니다."]
            return False
        return good


class OrderForm(PortalForm):
    """An order about one import, given for the version that was looked at."""

    version = StringField("판", [required(), Regexp(r"[0-9]{1,9}\Z")])
    only_good = BooleanField("오류가 없는 행만 반영합니다. 오류가 있는 행은 바꾸지 않습니다.")

    def checked(self) -> int:
        """Return the version that was looked at; raises Refusal when the form carries none."""
        if not self.validate_on_submit():
            raise Refusal(messages.STALE)
        return int(self.version.data)
