"""The columns of the file of officials: their words, and how a cell is read; a wrong cell says what is right."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.core.korean import hyphenated_mobile, is_mobile
from portal.core.sheets import Wanted, as_day
from portal.directory.models import Category, ServiceState

MOST_ROWS = 20_000
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)
CATEGORY = {"일반직": Category.GENERAL, "교육전문직": Category.EDUCATION, "별정직": Category.SPECIAL}
STATE = {
    "재직": ServiceState.IN_SERVICE,
    "휴직": ServiceState.ON_LEAVE,
    "파견": ServiceState.DISPATCHED,
    "퇴직": ServiceState.RETIRED,
}
GENDER = {"남": "M", "여": "F", "남성": "M", "여성": "F"}
GRADE = re.compile(
    r"[1-9]급|임기제.{0,10}|전문경력관.{0,4}|.{0,6}(?:연구사|연구관|지도사|지도관)|장학사|장학관|별정직|.{1,12}급상당"
)
FAULT = "fault"
"""The key under which a row keeps what its formulas and errors are; it is no column."""
NUMBER = re.compile(r"[0-9A-Za-z\-]{3,20}")
NAME = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z ·]{1,39}")
FORMULA = re.compile(r"[=+@\t]|-.")
EXTENSION = re.compile(r"[0-9]{4}")
EMAIL = re.compile(r"[^@\s]{1,60}@[^@\s]{1,59}")


class Wrong(ValueError):  # noqa: N818 - it is an answer to the uploader
    """A cell that cannot be; ``str()`` is for the uploader."""


@dataclass(frozen=True)
class Field:
    """A column: its key, the words of its header, how its text is read, and whether it belongs to the post held."""

    key: str
    names: tuple[str, ...]
    read: Callable[[str], Any]
    is_required: bool = False
    of_post: bool = False

    @property
    def label(self) -> str:
        """Return the word that is printed."""
        return self.names[0]


def _text(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if FORMULA.match(text):
            raise Wrong("수식으로 보이는 내용입니다. 글자만 적어 주시기 바랍니다.")
        if len(text) > longest:
            raise Wrong(f"{longest}자 이내로 적어 주시기 바랍니다.")
        if "\n" in text:
            raise Wrong("한 줄로 적어 주시기 바랍니다.")
        return text

    return read


def _fitting(pattern: re.Pattern[str], words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if pattern.fullmatch(text) is None:
            raise Wrong(words)
        return text

    return read


def _one_of(values: Mapping[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in values:
            raise Wrong(f"{', '.join(values)} 가운데 하나로 적어 주시기 바랍니다.")
        return str(values[text])

    return read


def _day(text: str) -> str:
    day = as_day(text)
    if day is None or not FIRST_DAY <= day < LAST_DAY:
        raise Wrong("날짜를 ‘2025. 7. 1.’처럼 적어 주시기 바랍니다.")
    return day.isoformat()


def _mobile(text: str) -> str:
    written = hyphenated_mobile(text)
    if not is_mobile(written):
        raise Wrong("휴대전화 번호를 ‘010-1234-5678’처럼 적어 주시기 바랍니다.")
    return written


NO_EXTENSION = _fitting(EXTENSION, "내선은 숫자 네 자리로 적어 주시기 바랍니다.")
FIELDS = (
    Field(
        "personal_no",
        ("개인번호", "개인 번호"),
        _fitting(NUMBER, "개인번호는 숫자와 영문 3~20자입니다."),
        is_required=True,
    ),
    Field(
        "name",
        ("성명", "이름"),
        _fitting(NAME, "성명은 한글이나 영문 2~40자로 적어 주시기 바랍니다. 띄어쓰기와 가운뎃점은 쓸 수 있습니다."),
        is_required=True,
    ),
    Field("category", ("신분구분", "신분"), _one_of(CATEGORY)),
    Field("series", ("직렬",), _text(20)),
    Field("grade", ("직급", "급수"), _fitting(GRADE, "없는 직급입니다. ‘7급’, ‘장학사’처럼 적어 주시기 바랍니다.")),
    Field("unit", ("부서코드", "기관코드"), _text(20), of_post=True),
    Field("unit_name", ("소속", "부서", "부서(팀)", "소속기관"), _text(120), of_post=True),
    Field("title", ("직위",), _text(30), of_post=True),
    Field("extension", ("내선", "전화", "내선번호"), NO_EXTENSION, of_post=True),
    Field("location", ("위치", "근무 위치"), _text(40), of_post=True),
    Field("hired_on", ("최초임용일", "임용일"), _day),
    Field("grade_since", ("현직급임용일", "현 직급 임용일"), _day),
    Field("state", ("상태", "재직상태"), _one_of(STATE)),
    Field("gender", ("성별",), _one_of(GENDER)),
    Field("mobile", ("휴대전화", "휴대폰"), _mobile),
    Field("email", ("전자우편", "이메일"), _fitting(EMAIL, "전자우편 주소를 확인해 주시기 바랍니다.")),
)
BY_KEY = {field.key: field for field in FIELDS}
WANTED = tuple(Wanted(field.key, field.names, field.is_required) for field in FIELDS)
OF_PERSON = tuple(field.key for field in FIELDS if not field.of_post and field.key != "personal_no")
DAYS = ("hired_on", "grade_since")
NEEDED_WHEN_NEW = ("category", "series", "grade")
IN_WORDS: dict[str, dict[str, str]] = {
    "category": {str(value): word for word, value in CATEGORY.items()},
    "state": {str(value): word for word, value in STATE.items()},
    "gender": {"M": "남", "F": "여"},
}


def in_words(key: str, value: Any) -> str:
    """Return a stored value as the file would say it."""
    return IN_WORDS.get(key, {}).get(str(value), str(value)) if value not in (None, "") else "없음"
