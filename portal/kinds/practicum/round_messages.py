"""What the room says in Korean about its rounds, and about an appointment that is taken back."""

from datetime import date

from portal.core.korean import josa, kdate

OUTSIDE = "임용후보자 명부에 오른 분"
CONSENT_PURPOSE = "실무수습 배치와 운영"
CONSENT_ITEMS = "응시번호, 성명, 생년월일, 휴대전화, 거주 자치구, 희망과 사정"
ROUND_OVER = "이미 끝난 차수는 고칠 수 없습니다."
ROUND_NAME_TAKEN = "같은 해에 같은 이름의 차수가 있습니다."
ROUND_PAST = "앞으로 끝나는 실무수습만 계획하실 수 있습니다."
ROUND_KEPT = "차수를 저장하였습니다."
CLOSED_NOW = "희망서 접수를 마감하였습니다."
OPENED_NOW = "희망서 접수를 시작하였습니다."
NOT_APPOINTED = "임용한 분만 되돌릴 수 있습니다."
APPOINTMENT_TAKEN_BACK = "임용을 되돌렸습니다. 다시 후보자 명부에 등록된 상태입니다."
WHY_TAKE_BACK = "잘못된 임용을 되돌림"
ON_ROUND = {
    "plan": "차수 만들기",
    "replan": "차수 고치기",
    "open": "희망서 접수 시작",
    "close": "희망서 접수 마감",
}
ROUND_FIELD = {
    "name": "이름",
    "starts_on": "실무수습 시작일",
    "ends_on": "실무수습 종료일",
    "apply_from": "접수 시작",
    "apply_to": "접수 마감",
    "results_on": "배치 안내일",
}
WINDOW = {"open": "접수 중", "upcoming": "접수 전", "closed": "접수 마감", "none": "접수 기간 없음"}
WINDOW_TONE = {"open": "ok", "upcoming": "info", "closed": "quiet", "none": "quiet"}


def planned(name: str) -> str:
    """Say that there is a new round."""
    return f"{josa(name, '을/를')} 만들었습니다. 접수 시작 때부터 후보자에게 희망서가 열립니다."


def days_are_promised(day: date) -> str:
    """Say that an institution has offered a day that would fall out of the round."""
    return f"{kdate(day)}까지 걸쳐 수용 계획을 회신한 기관이 있습니다. 그 기관의 수용 계획을 먼저 고쳐 주시기 바랍니다."


BAD_APPOINTMENT_DAY = "임용일은 명부에 등록한 날부터, 오늘로부터 1년 안의 날로 적어 주시기 바랍니다."
