"""The shape of a log-in, of being asked again, and of a new password."""

from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from portal.accounts import messages
from portal.accounts.passwords import LONGEST
from portal.core.forms import PortalForm, at_most, required
from portal.core.web import safe_next

NEW = {"autocomplete": "new-password", "maxlength": LONGEST}


class LoginForm(PortalForm):
    """Number and password; ``next`` is where to go then, if that is on this site."""

    login_id = StringField(
        "로그인 번호",
        [required("로그인 번호를 입력해 주시기 바랍니다."), at_most(40)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": 40},
    )
    password = PasswordField(
        "비밀번호",
        [required("비밀번호를 입력해 주시기 바랍니다."), at_most(LONGEST)],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )
    next = HiddenField(filters=[safe_next])


class ConfirmationForm(PortalForm):
    """The password once more; ``next`` is where to go then."""

    password = PasswordField(
        "비밀번호",
        [required("비밀번호를 입력해 주시기 바랍니다."), at_most(LONGEST)],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )
    next = HiddenField(filters=[safe_next])


class NewPasswordForm(PortalForm):
    """A new password, twice."""

    password = PasswordField(
        "새 비밀번호",
        [required("새 비밀번호를 입력해 주시기 바랍니다."), at_most(LONGEST)],
        render_kw=NEW,
    )
    password_again = PasswordField(
        "새 비밀번호 확인",
        [required("새 비밀번호를 한 번 더 입력해 주시기 바랍니다."), at_most(LONGEST)],
        render_kw=NEW,
    )

    def validate_password_again(self, field: Field) -> None:
        """Refuse two passwords that differ."""
        if field.data != self.password.data:
            raise ValidationError(messages.PASSWORDS_DIFFER)


class OwnPasswordForm(NewPasswordForm):
    """One's own new password, with the current one; ``next`` is where to go then."""

    current = PasswordField(
        "지금 비밀번호",
        [required("지금 쓰시는 비밀번호를 입력해 주시기 바랍니다."), at_most(LONGEST)],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )
    next = HiddenField(filters=[safe_next])
