"""What mentees and mentors are asked."""

from typing import ClassVar

from wtforms import BooleanField, SelectChoice
from wtforms.validators import NumberRange

from portal.applications.forms import ApplicationForm
from portal.core.fields import CHOOSE, CHOOSE_SOME, AtMostChosen, OneOf, SelectField, SomeOf, WholeNumber
from portal.core.forms import TextAreaField, at_most, required

GENDERS = ["무관", "동성"]
TOPICS = ["급여", "지출", "예산", "세입", "계약", "물품", "문서", "민원", "조직적응"]
DAYS = ["월요일", "화요일", "수요일", "목요일", "금요일"]
WAYS = ["대면", "온라인"]
DISTRICTS = [
    "강남구", "강동구", "강북구", "강서구", "관악구", "광진구", "구로구", "금천구", "노원구", "도봉구", "동대문구",
    "동작구", "마포구", "서대문구", "서초구", "성동구", "성북구", "송파구", "양천구", "영등포구", "용산구", "은평구",
    "종로구", "중구", "중랑구",
]  # fmt: skip


class MenteeForm(ApplicationForm):
    """A new official's wishes."""

    parts: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("어떤 멘토를 만나고 싶으십니까", ("mentor_gender", "topics")),
        ("언제 어디서 만나실 수 있습니까", ("days", "ways", "district")),
        ("더 하실 말씀", ("note",)),
    )

    mentor_gender = OneOf("희망 멘토 성별", [required(CHOOSE)], choices=GENDERS)
    topics = SomeOf(
        "도움 받고 싶은 분야",
        [required(CHOOSE_SOME), AtMostChosen(3)],
        choices=TOPICS,
        description="3개까지 고르실 수 있습니다.",
    )
    days = SomeOf("만남 가능 요일", [required(CHOOSE_SOME)], choices=DAYS)
    ways = SomeOf("만남 방식", [required(CHOOSE_SOME)], choices=WAYS)
    district = SelectField(
        "거주 자치구",
        choices=[SelectChoice("", "밝히지 않음"), *DISTRICTS, "서울 외"],
        description="가까운 멘토를 찾는 데에만 씁니다.",
    )
    note = TextAreaField("하고 싶은 말", [at_most(300)], render_kw={"rows": 4})


class MentorForm(ApplicationForm):
    """What a mentor offers."""

    parts: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("무엇을 나누실 수 있습니까", ("topics", "mentee_max")),
        ("지원 동기와 확인", ("reason", "office_ok")),
    )

    topics = SomeOf("전문 분야", [required(CHOOSE_SOME)], choices=TOPICS)
    mentee_max = WholeNumber(
        "가능한 멘티 수",
        [
            required("1에서 3까지의 수를 적어 주시기 바랍니다."),
            NumberRange(1, 3, "1명에서 3명까지 맡으실 수 있습니다."),
        ],
        description="1명에서 3명까지 맡으실 수 있습니다.",
        render_kw={"inputmode": "numeric", "min": 1, "max": 3},
    )
    reason = TextAreaField("지원 동기", [required(), at_most(500)], render_kw={"rows": 6})
    office_ok = BooleanField(
        "멘토 활동을 소속 기관장(부서장)과 협의하였습니다.",
        [required("소속 기관과 협의하신 뒤 표시해 주시기 바랍니다.")],
    )
