"""What this room says in Korean; outside its pages it names neither itself nor what it is for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from portal.core.korean import kdate, short_date
from portal.kinds.psych_counseling.models import Asked, Ending, Kind, State, Way

Wording = Callable[[str], str]

WAY = {Way.MEETING: "대면", Way.VIDEO: "화상", Way.PHONE: "전화", Way.MAIL: "이메일"}
STATE = {State.REQUESTED: "접수", State.OPEN: "이용 중", State.CLOSED: "종결", State.CANCELED: "신청 취소"}
STATE_TONE = {State.REQUESTED: "info", State.OPEN: "ok", State.CLOSED: "quiet", State.CANCELED: "quiet"}
ENDING = {Ending.COMPLETED: "종결", Ending.STOPPED: "중단", Ending.REFERRED: "다른 기관 의뢰"}
KIND = {
    Kind.ATTENDED: "참석",
    Kind.NO_SHOW_CLIENT: "이용자 불참",
    Kind.LATE_CANCEL: "당일 취소",
    Kind.NO_SHOW_COUNSELOR: "상담사 사정",
}
ASKED = {Asked.ASKED: "승인 대기", Asked.APPROVED: "승인", Asked.DECLINED: "미승인"}
ASKED_TONE = {Asked.ASKED: "wait", Asked.APPROVED: "ok", Asked.DECLINED: "stop"}
REGIONS = ("강북·도심", "동북", "서북", "강서·양천", "남부·관악", "강남·서초", "강동·송파")
TIMES = ("평일 오전", "평일 오후", "평일 저녁", "토요일")
GENDERS = ("상관없음", "여성", "남성")
MOBILE, MAIL = "휴대전화", "개인 이메일"
HOTLINES = (("자살예방 상담전화", "109"), ("정신건강위기 상담전화", "1577-0199"))

CONSENT_VERSION = "2025-1"
CONSENT_PURPOSE = "신청 자격 확인, 연락과 일정 조정, 연간 이용 횟수 확인"
CONSENT_ITEMS = "성명, 개인 연락처, 희망 방식·지역·상담사 성별·시간대, 연락할 때 유의할 점"
CONSENT_KEPT = "비용 정산 뒤 다음 해 3월까지. 신청을 취소하시면 바로 파기합니다."
CONSENT_SHARED = "계약 상담기관(연락처와 희망 사항만, 성명 제외)"
CONSENT_REFUSAL = (
    "동의하지 않으실 수 있습니다. 다만 동의하지 않으시면 이 서비스를 이용하실 수 없으며, 그 밖의 불이익은 없습니다."
)
CONSENT_TEXT = (
    f"목적: {CONSENT_PURPOSE} / 항목: {CONSENT_ITEMS} / 제공받는 곳: {CONSENT_SHARED} / "
    f"보유 기간: {CONSENT_KEPT} / {CONSENT_REFUSAL}"
)
WHO_SEES: Sequence[tuple[str, str]] = (
    ("본인", "이 화면의 모든 내용"),
    ("상담기관", "이용번호, 고르신 연락처, 유의할 점, 희망 시간대·지역·상담사 성별·방식 (성명·소속은 볼 수 없음)"),
    ("담당 공무원", "이용번호, 접수일, 방식, 횟수, 긴급 여부 (성명·연락처는 볼 수 없음)"),
    (
        "팀장·과장",
        "전체 인원과 횟수의 합계 (두 사람이 사유를 남기고 승인하면 성명·연락처 열람, 본인에게 알림)",
    ),
    ("소속 기관·시스템 관리자·감사", "아무것도 볼 수 없음"),
)

APPLIED = "신청되었습니다. 이용번호를 확인해 주시기 바랍니다."
CANCELED = "신청을 취소했습니다. 적어 주신 개인정보는 모두 파기했습니다."
URGENT_SENT = "긴급 요청을 상담기관에 전달했습니다."
NOT_OPEN = "지금은 신청을 받지 않습니다."
NO_PROVIDER = "지금은 연결해 드릴 기관이 없습니다. 담당 팀에 문의해 주시기 바랍니다."
ALREADY = "이미 이용 중이십니다. 이용번호를 확인해 주시기 바랍니다."
USED_UP = "올해 이용하실 수 있는 횟수를 모두 쓰셨습니다. 급하신 경우에는 ‘긴급 상담 요청’에 표시해 주시기 바랍니다."

NOT_LIVE = "이미 종결되었거나 취소된 번호입니다."
CAP_REACHED = "이용할 수 있는 횟수를 모두 썼습니다. 먼저 횟수 연장을 요청해 주시기 바랍니다."
DAY_TAKEN = "같은 날짜에 이미 등록된 내용이 있습니다."
DAY_TO_COME = "오늘까지의 날짜를 적어 주시기 바랍니다."
DAY_TOO_EARLY = "접수일보다 이른 날짜입니다."
MONTH_SETTLED = "정산이 끝난 달의 내용은 바꿀 수 없습니다. 담당 팀에 문의해 주시기 바랍니다."
EXTENSION_WAITS = "이미 연장을 요청하셨습니다. 담당 팀의 승인을 기다려 주시기 바랍니다."
EXTENSION_DECIDED = "이미 처리된 요청입니다."
OWN_CASE = "본인과 관련된 요청은 처리하실 수 없습니다."
SETTLED_ALREADY = "이미 정산한 달입니다."
MONTH_NOT_OVER = "달이 끝난 뒤에 정산하실 수 있습니다."
NO_SUCH_NUMBER = "해당하는 이용번호가 없습니다."
NOT_ON_THE_POST = (
    "지금 과장·담당 팀장 직위에 계신 분만 하실 수 있습니다. "
    "링크로 비밀번호를 새로 정하신 뒤 하루 동안은 하실 수 없습니다."
)
SAME_PERSON = "요청한 분과 승인하는 분은 서로 달라야 합니다."
OPENING_OVER = "열람할 수 있는 시간이 지났습니다. 다시 요청해 주시기 바랍니다."
OPENING_WAITS = "이 이용번호의 열람을 이미 요청하셨습니다. 아래 ‘요청한 기록’을 확인해 주시기 바랍니다."
CALLED_ALREADY = "상담기관이 이미 연락드린 뒤에는 이 화면에서 고치실 수 없습니다. 상담기관에 말씀해 주시기 바랍니다."
DETAILS_CHANGED = "다른 창에서 이미 고치셨습니다. 지금 내용을 확인하신 뒤 다시 고쳐 주시기 바랍니다."
REOPENING_WAITS = "이 달을 다시 열어 달라는 요청이 이미 승인을 기다리고 있습니다."
MONTH_PURGED = "이 달의 이용 기록은 보유 기간이 끝나 파기되었으므로 다시 열 수 없습니다."
CONTACT_GONE = "연락처가 파기되었습니다."
UPLOAD_USED = "이미 등록한 파일입니다."
UPLOAD_CHANGED = "그 사이에 내용이 바뀌어 등록하지 못했습니다. 파일을 다시 올려 주시기 바랍니다."

PROVIDER_KNOWN = "같은 이름의 계약 기관이 이미 있습니다."
PROVIDER_OVER = "계약이 끝난 기관입니다."
PROVIDER_CHANGED = "그 사이에 다른 분이 고쳤습니다. 화면을 새로 열어 확인해 주시기 바랍니다."
PRICE_SETTLED = "이미 정산한 달의 단가는 바꿀 수 없습니다."
NO_PRICE = "단가가 정해지지 않은 회기가 있어 정산할 수 없습니다. ‘계약 기관’에서 단가를 먼저 정해 주시기 바랍니다."
DAY_HAS_ONE = "같은 날부터 적용되는 것이 이미 있습니다. 먼저 그것을 지워 주시기 바랍니다."
RULE_PAST = "오늘이나 그 뒤의 날짜를 적어 주시기 바랍니다."
RULE_IN_FORCE = "이미 적용된 기준은 지울 수 없습니다. 새 기준을 등록해 주시기 바랍니다."
WORKS_THERE = "계약 기관에서 일함"
WORKED_THERE = "계약 기관의 일을 그만둠"

PROVIDER_ADDED = "기관을 등록했습니다. 단가를 정하고 일할 사람을 더해 주시기 바랍니다."
CHANGED = "저장했습니다."
PROVIDER_ENDED = "계약을 끝냈습니다."
PRICE_ADDED = "단가를 등록했습니다."
RULE_ADDED = "기준을 등록했습니다."
MEMBER_ENDED = "계정을 끝냈습니다."
ENTERED = "등록했습니다."
REMOVED = "등록한 내용을 지웠습니다."
CONTACTED = "첫 연락을 기록했습니다."
EXTENSION_SENT = "횟수 연장을 요청했습니다. 담당 팀이 확인합니다."
CLOSED = "종결했습니다."
DECIDED = "처리했습니다."
REOPENING_ASKED = "다시 열기를 요청했습니다. 담당 팀장이 확인합니다."
DETAILS_KEPT = "고치신 내용을 저장했습니다."
SHEET_CARE = "정산이 끝나면 파일을 지워 주시기 바랍니다."
NOT_CONFIRMED = "금액을 확인했다는 표시를 해 주시기 바랍니다."
SETTLED = "정산을 마쳤습니다. 이 달의 내용은 팀장이 다시 열기 전에는 바뀌지 않습니다."
OPENING_ASKED = "열람을 요청했습니다. 다른 승인자가 확인합니다."

CLIENT = "이용자"
SAMPLE_NAME = "월별이용내역_서식.xlsx"
ACTIONS: Mapping[str, str] = {
    "request": "신청",
    "changed": "신청 내용 고침",
    "cancel": "신청 취소",
    "urgent": "긴급 요청",
    "contact": "연락처 열람",
    "contacted": "첫 연락",
    "session": "회기 등록",
    "session_removed": "회기 삭제",
    "extension_asked": "연장 요청",
    "extension_approved": "연장 승인",
    "extension_declined": "연장 미승인",
    "close": "종결",
    "settle": "정산",
    "sheet": "정산 내역 내려받기",
    "reopening_asked": "다시 열기 요청",
    "reopening_approved": "다시 열기 승인",
    "reopening_declined": "다시 열기 미승인",
    "provider_added": "기관 등록",
    "provider_changed": "기관 정보 변경",
    "provider_ended": "기관 계약 종료",
    "price_added": "단가 등록",
    "price_removed": "단가 삭제",
    "rule_added": "기준 등록",
    "rule_removed": "기준 삭제",
    "member_added": "기관 계정 등록",
    "member_link": "기관 계정 링크",
    "member_ended": "기관 계정 종료",
    "opening_asked": "열람 요청",
    "opening_approved": "열람 승인",
    "opening_declined": "열람 미승인",
    "opening_read": "열람",
    "purge": "파기",
}


def entered(count: int, known: int) -> str:
    """Say how many sessions were entered and how many were there already."""
    return f"{count:,}건을 등록했습니다." + (f" 이미 등록된 {known:,}건은 그대로 두었습니다." if known else "")


def day_taken_by(way: Way, kind: Kind) -> str:
    """Say that a day has something else."""
    return f"같은 날짜에 다른 내용({WAY[way]}, {KIND[kind]})이 이미 등록되어 있습니다."


def sent_on(is_urgent: bool) -> str:
    """Say what happens next after applying."""
    if is_urgent:
        return (
            "상담기관이 근무 시간 안에 가장 먼저 연락드립니다. 지금 위험하다고 느끼시면 109로 전화해 주시기 바랍니다."
        )
    return "상담기관이 3근무일 안에 적어 주신 연락처로 연락드립니다."


def still_live(count: int) -> str:
    """Say why a contract cannot end yet."""
    return f"진행 중인 이용이 {count:,}건 있습니다. 기관이 모두 종결한 뒤에 계약을 끝낼 수 있습니다."


def partner_title(urgent: int, new: int) -> str:
    """Title an institution's list, so that the tab of a window tells what waits."""
    waiting = f"(긴급 {urgent:,}) " if urgent else f"(새 신청 {new:,}) " if new else ""
    return f"{waiting}이용 관리"


def month_words(month: str) -> str:
    """Write a month: "2025. 7."."""
    year, number = month.split("-")
    return f"{year}. {int(number)}."


def span_words(first: date, last: date) -> str:
    """Write the months from one day to another: "2025. 7." or "2025. 7. ~ 2025. 8."."""
    begin, end = month_words(f"{first:%Y-%m}"), month_words(f"{last:%Y-%m}")
    return begin if begin == end else f"{begin} ~ {end}"


def opened_by(asked_by: str, decided_by: str, day: date) -> str:
    """Tell the person who was allowed to open their name and contact."""
    return f"{kdate(day)}: {asked_by} 요청, {decided_by} 승인"


def on_day(day: date | None) -> str:
    """Write a day without its year, or a dash."""
    return short_date(day) if day else "-"


def sheet_name(month: str) -> str:
    """Name a month's settlement; the file is to be kept beside many others."""
    return f"정산내역_{month}.xlsx"
