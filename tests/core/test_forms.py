"""What all forms share: clean text, unreadable characters refused beside their field, refusals in their place."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField, StringField, TextAreaField

from portal.core.errors import Refusal
from portal.core.forms import UNREADABLE, PortalForm, at_most, clean_text, required, without_control


class Sample(PortalForm):
    name = StringField("성명", [required(), at_most(5)], filters=[lambda text: text and text.upper()])
    reason = TextAreaField("이유")
    secret = PasswordField("비밀번호")


@pytest.fixture
def fill(app):
    """Fill in the sample form."""
    with app.test_request_context(method="POST"):
        yield lambda **typed: Sample(MultiDict(typed))


def test_text_is_cleaned(fill):
    form = fill(name="  abc ", reason="한 줄\r\n두 줄\r")
    assert form.validate()
    assert (form.name.data, form.reason.data) == ("ABC", "한 줄\n두 줄")


def test_decomposed_korean_is_composed():
    assert clean_text("\u1112\u1161\u11ab") == "한"


def test_a_fields_own_filter_works_on_every_form(fill):
    assert [fill(name="abc").name.data for _ in range(3)] == ["ABC"] * 3


def test_password_is_taken_as_typed(fill):
    assert fill(name="a", secret="  빈칸  ").secret.data == "  빈칸  "


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x7F, 0x202E, 0x2066, 0xD800, 0xFFFD, 0xFEFF])
def test_unreadable_characters_are_refused_beside_their_field(fill, code):
    form = fill(name="abc", reason=f"앞{chr(code)}뒤")
    assert not form.validate()
    assert form.errors == {"reason": [UNREADABLE]}
    assert form.reason.data == "앞뒤"


@pytest.mark.parametrize("text", ["한글", "emoji 👨‍👩‍👧", "줄\n바꿈", "탭\t", "<b>&amp;</b>", "ㄱㅅㅇ", "é́"])
def test_readable_text_stays(fill, text):
    form = fill(name="abc", reason=f"앞{text}뒤")
    assert form.validate()
    assert form.reason.data == clean_text(f"앞{text}뒤")


def test_search_words_lose_control_characters():
    assert without_control("김\x00산\u202e원") == "김산원"


def test_only_spaces_are_nothing(fill):
    form = fill(name="   ")
    assert not form.validate()
    assert "name" in form.errors


def test_long_text_is_told_its_limit(fill):
    form = fill(name="여섯글자이름")
    assert not form.validate()
    assert form.errors["name"] == ["5자 이내로 적어 주시기 바랍니다."]


def test_refusal_stands_beside_its_field_or_on_top(fill):
    form = fill(name="abc")
    assert form.validate()
    form.attach(Refusal("이미 있습니다.", field="name"))
    form.attach(Refusal("마감되었습니다."))
    form.attach(Refusal("어디에도 없습니다.", field="nowhere"))
    assert form.name.errors == ["이미 있습니다."]
    assert form.form_errors == ["마감되었습니다.", "어디에도 없습니다."]


def test_answers_come_without_the_token(fill):
    assert fill(name="abc").to_dict().keys() == {"name", "reason", "secret"}
