"""The shape of a log-in."""

from wtforms import HiddenField, PasswordField, StringField

from portal.accounts.passwords import LONGEST
from portal.core.forms import PortalForm, at_most, required
from portal.core.web import safe_next


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
