"""What the officers' pages of programs and rounds say in Korean."""

from collections.abc import Sequence
from datetime import date, datetime

from portal.core import clock
from portal.core.korean import josa, kdate, kdatetime
from portal.programs.messages import WINDOW as WINDOW
from portal.programs.messages import WINDOW_TONE as WINDOW_TONE
from portal.programs.messages import period as period
from portal.programs.messages import window_words
from portal.programs.models import Dimension, PeriodStyle, Round, RoundState, SelectionMethod
from portal.programs.questions import QuestionKind

STALE = "다른 분이 먼저 고쳤습니다. 확인하고 다시 저장하시면 적으신 내용으로 바뀝니다."
CALLED_OFF = "운영이 취소된 차수는 고칠 수 없습니다."
HAS_APPLICATIONS = "신청이 있는 차수는 삭제할 수 없습니다. 열지 않기로 하셨으면 운영 취소를 이용해 주시기 바랍니다."
IS_BOUND = "보고서나 명부가 이 차수를 쓰고 있어 삭제할 수 없습니다. 운영 취소를 이용해 주시기 바랍니다."
TOO_MANY_QUESTIONS = "질문은 30개까지 만드실 수 있습니다."
QUESTION_ORDER = "조건이 되는 질문이 그 질문보다 앞에 있어야 합니다."
NO_WINDOW = "접수 기간이 비어 있어 신청을 받지 않습니다."
WINDOW_AFTER_START = "접수 마감이 시작일보다 늦습니다."
REOPENED = "결과 안내일이 지난 뒤에 접수를 다시 엽니다. 이미 정해진 분의 결과는 그대로이고, 새 신청은 그 뒤에 놓입니다."
RESULTS_BEFORE_END = "결과 안내일이 접수 마감보다 빠르거나 같습니다."
RESULTS_AFTER_START = "결과 안내일이 시작일보다 늦거나 같습니다."
FREE_AFTER_START = "자유 취소 기한이 시작일보다 늦거나 같습니다."
SAVED = "저장했습니다."
MADE = "차수를 만들었습니다. 공개하실 때까지 다른 분께 보이지 않습니다."
CLONED = (
    "지난 차수의 설정으로 만들었습니다. 날짜는 1년 뒤 같은 요일로, 임용일 조건은 1년 뒤로 옮겼습니다. "
    "확인하고 공개해 주시기 바랍니다."
)
PUBLISHED = "공개했습니다."
DELETED = "차수를 삭제했습니다."
BAD_RULE = "조건의 값을 골라 주시기 바랍니다."
TOO_MANY_PARTS = "조건은 한 묶음에 20개까지 넣으실 수 있습니다."
TOO_DEEP = "묶음 안에는 묶음을 두 번까지 넣으실 수 있습니다."
CONDITION = {"service": "재직기간", "hired_on": "최초임용일", "unit": "소속 기관", "part": "참여·불참 이력"}
SELECTION = {
    SelectionMethod.FIRST_COME: "선착순",
    SelectionMethod.ELIGIBILITY_ONLY: "자격 확인만",
    SelectionMethod.REVIEW: "심사",
    SelectionMethod.PRIORITY: "우선순위",
    SelectionMethod.DRAW: "추첨",
    SelectionMethod.DESIGNATION: "지정",
}
PERIOD_STYLE = {PeriodStyle.DAYS: "일 단위", PeriodStyle.MONTHS: "월 단위"}
ROUND_STATE = {RoundState.DRAFT: "준비 중", RoundState.PUBLISHED: "공개", RoundState.CALLED_OFF: "운영 취소"}
ROUND_TONE = {RoundState.DRAFT: "quiet", RoundState.PUBLISHED: "ok", RoundState.CALLED_OFF: "stop"}
DIMENSION = {
    Dimension.INSTITUTION: "기관",
    Dimension.DISTRICT: "교육지원청",
    Dimension.GRADE: "직급",
    Dimension.SERIES: "직렬",
}
QUESTION_KIND = {
    QuestionKind.TEXT: "짧은 글",
    QuestionKind.LONG_TEXT: "긴 글",
    QuestionKind.NUMBER: "숫자",
    QuestionKind.DATE: "날짜",
    QuestionKind.CHOICE: "하나 고르기",
    QuestionKind.MULTIPLE: "여럿 고르기",
    QuestionKind.FILE: "파일",
    QuestionKind.PERSON: "직원",
    QuestionKind.CONSENT: "동의",
}
KEEP = {"": "신청서와 같이", "0": "끝나면 바로 삭제", "90": "끝나고 3개월", "365": "끝나고 1년", "1095": "끝나고 3년"}
ON_ROUND = {
    "make": "새 차수 만들기",
    "change": "설정 변경",
    "eligibility": "신청 자격 변경",
    "questions": "질문 변경",
    "publish": "공개",
    "move": "일정 변경",
    "call_off": "운영 취소",
    "delete": "삭제",
}
FIELD = {
    "name": "이름",
    "title": "이름",
    "summary": "한 줄 소개",
    "description": "설명",
    "legal_basis": "근거",
    "contact_post_id": "문의처",
    "starts_on": "시작일",
    "ends_on": "종료일",
    "period_style": "기간 표시",
    "reference_date": "기준일",
    "apply_from": "접수 시작",
    "apply_to": "접수 마감",
    "results_on": "결과 안내일",
    "free_withdrawal_until": "자유 취소 기한",
    "capacity": "모집 인원",
    "selection": "선정 방법",
    "audience": "대상",
    "place": "장소",
    "consent_purpose": "개인정보 수집 목적",
    "consent_items": "수집 항목",
    "retention": "보유 기간",
    "next_steps": "신청 뒤 안내",
    "quotas": "배정 인원",
    "eligibility": "신청 자격",
    "questions": "질문",
}


def quota(dimension: str, value: str, seats: int) -> str:
    """Write a quota: "기관마다 2명", "직급 9급 30명"."""
    word = DIMENSION[Dimension(dimension)]
    return f"{word} {value} {seats:,}명" if value else f"{word}마다 {seats:,}명"


def window_ends_free(day: date, holiday: str | None, really: datetime) -> str:
    """Say that a window ends on a free day, and when it really ends."""
    why = f"({holiday})" if holiday else ""
    return (
        f"접수 마감일 {josa(kdate(day) + why, '은/는')} 쉬는 날이어서 다음 근무일인 {kdatetime(really)}까지 받습니다."
    )


def window_opens_free(day: date) -> str:
    """Say that a window opens on a free day."""
    return f"접수 시작일 {josa(kdate(day), '은/는')} 쉬는 날입니다."


def results_free(day: date, really: date) -> str:
    """Say that the results are told on the next working day."""
    return f"결과 안내일 {josa(kdate(day), '은/는')} 쉬는 날이어서 {kdate(really)}까지로 안내합니다."


def on_holidays(days: Sequence[tuple[date, str]]) -> str:
    """Say that a round runs on holidays."""
    named = ", ".join(f"{kdate(day)} {name}" for day, name in days[:3])
    return f"기간에 공휴일이 들어 있습니다: {named}."


def over_capacity(taken: int, capacity: int) -> str:
    """Say that more have a seat than there are."""
    return (
        f"자리를 받은 분이 {taken:,}명으로 모집 인원 {capacity:,}명보다 {taken - capacity:,}명 많습니다. "
        "이미 받은 자리는 그대로 두며, 자리가 나도 예비자를 올리지 않습니다."
    )


def fits_now(count: int) -> str:
    """Say how many may apply."""
    return f"지금 기준 {count:,}명이 신청할 수 있습니다"


def window(round_: Round) -> str:
    """Write when a round takes applications."""
    return window_words(round_.apply_from, round_.apply_to, clock.today().year) or "받지 않음"
