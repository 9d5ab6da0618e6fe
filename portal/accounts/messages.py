"""What the room says in Korean."""

from datetime import date

from portal.accounts.models import Purpose, RequestState, Way
from portal.core.actors import Role

BROWSERS = (
    ("Whale/", "웨일"), ("Edg/", "엣지"), ("OPR/", "오페라"), ("SamsungBrowser/", "삼성 인터넷"),
    ("Firefox/", "파이어폭스"), ("Chrome/", "크롬"), ("Safari/", "사파리"),
)  # fmt: skip
"""Marks in the order in which they tell: most browsers also name older ones."""
MACHINES = (
    ("Windows", "윈도우"), ("Android", "안드로이드"), ("iPhone", "아이폰"), ("iPad", "아이패드"), ("Macintosh", "맥"),
    ("Linux", "리눅스"),
)  # fmt: skip

WRONG = "로그인 번호 또는 비밀번호가 맞지 않습니다. 확인한 뒤 다시 입력해 주시기 바랍니다."
THROTTLED = "로그인에 여러 번 실패하여 잠시 멈추었습니다. 5분 뒤에 다시 시도해 주시기 바랍니다."
SIGNED_OUT = "로그아웃되었습니다."
EXPIRED = "오래 사용하지 않아 로그아웃되었습니다. 다시 로그인해 주시기 바랍니다."
EXPIRED_UNKEPT = "로그인이 필요합니다. 로그인한 뒤 다시 제출해 주시기 바랍니다."
FORM_OUTDATED = "화면을 연 지 오래되어 확인하지 못했습니다. 한 번 더 눌러 주시기 바랍니다."
EXTENDED = "사용 시간을 연장하였습니다."
NOT_YOURS = "이 일을 할 권한이 없습니다."
LOGIN_ID_TAKEN = "이미 쓰고 있는 로그인 번호입니다."
PASSWORD_COMMON = "많이 쓰여 쉽게 맞힐 수 있는 비밀번호입니다. 다른 비밀번호를 정해 주시기 바랍니다."  # noqa: S105 - see above
PASSWORD_PERSONAL = "개인번호나 성명이 들어가지 않게 정해 주시기 바랍니다."  # noqa: S105 - see above
PASSWORD_SAME = "지금 쓰시는 비밀번호와 다르게 정해 주시기 바랍니다."  # noqa: S105 - see above
PASSWORD_CHANGED = "비밀번호를 바꾸었습니다. 다른 곳의 로그인은 모두 끝났습니다."  # noqa: S105 - see above
PASSWORD_WRONG = "지금 쓰시는 비밀번호가 맞지 않습니다."  # noqa: S105 - a message, not a password
NO_REASON = "사유를 적어 주시기 바랍니다."
GRANTED_ALREADY = "이미 같은 권한이 있습니다."
DAYS_NOT_IN_ORDER = "끝나는 날은 시작하는 날보다 뒤여야 합니다."
SOMEBODY_ELSE = "앞서 작성하신 분과 다른 계정이어서 내용을 옮기지 않았습니다."
ACCOUNT_CLOSED = "사용이 중지된 계정입니다."
LINK_DEAD = "사용할 수 없는 링크입니다."
CONFIRMED = "확인되었습니다. 하시던 일을 한 번 더 눌러 주시기 바랍니다."
LOGGED_IN_AGAIN = "다시 로그인되었습니다. 저장이나 제출을 한 번 더 눌러 주시기 바랍니다."
PASSWORDS_DIFFER = "두 번 적으신 비밀번호가 서로 다릅니다."
PASSWORD_SET = "비밀번호를 정하였습니다. 다음부터는 이 비밀번호로 로그인하시기 바랍니다."  # noqa: S105 - see above
CONFIRM_UNKEPT = "비밀번호를 확인한 뒤 다시 제출해 주시기 바랍니다."
PASSWORD_CHANGED_MEANWHILE = "그 사이에 비밀번호가 바뀌었습니다. 다시 로그인해 주시기 바랍니다."  # noqa: S105 - see above
STAFF_WITH_ROLES = "직원으로서 받은 권한이 있어 되돌릴 수 없습니다. 시스템 관리자에게 회수를 요청해 주시기 바랍니다."
STAFF_ALREADY = "이미 직원 계정입니다."
FROM_TERMINAL = "서버에서 만든 관리자"
NEEDS_TWO = "다른 관리자의 승인을 받아야 하는 권한입니다."
FOR_OFFICIALS = "직원의 계정에만 줄 수 있는 권한입니다."
FOR_OUTSIDERS = "외부인의 계정에만 줄 수 있는 권한입니다."
NOT_TOGETHER = "지금 가진 권한과 함께 가질 수 없는 권한입니다. 앞의 권한을 먼저 회수해 주시기 바랍니다."
NOT_GIVEN = "따로 부여하지 않는 권한입니다."
LAST_ADMIN = "남은 시스템 관리자가 없게 됩니다. 다른 관리자를 먼저 지정해 주시기 바랍니다."
MOVED = "소속 변경"
ASKED_ALREADY = "같은 권한의 승인을 기다리고 있습니다."
ANOTHER_DECIDES = "요청하신 분과 권한을 받을 분은 승인할 수 없습니다. 다른 관리자가 처리합니다."
DECIDED_ALREADY = "이미 처리된 요청입니다. 화면을 새로 고쳐 확인해 주시기 바랍니다."
OFFICE_SILENT = "통합인증에 연결하지 못했습니다. 잠시 뒤 다시 시도하시거나 비밀번호로 로그인해 주시기 바랍니다."
OFFICE_UNPROVED = "통합인증에서 온 답을 확인하지 못했습니다. 처음부터 다시 해 주시기 바랍니다."
OFFICE_OUTDATED = (
    "이미 쓰였거나 시간이 지났거나 다른 브라우저에서 시작하신 확인입니다. 처음부터 다시 해 주시기 바랍니다."
)
OFFICE_DECLINED = "통합인증에서 확인을 그만두셨거나 이용이 허용되지 않았습니다."
OFFICE_NO_ACCOUNT = (
    "통합인증은 마쳤지만 업무포털에서 쓰실 수 있는 계정이 없습니다. "
    "계정이 없거나 사용이 중지된 상태이니 아래 담당 부서로 문의해 주시기 바랍니다."
)
OFFICE_SOMEBODY_ELSE = (
    "통합인증에서 확인하신 분이 지금 로그인하신 분과 다릅니다. 본인의 계정으로 다시 확인해 주시기 바랍니다."
)
OFFICE_DID_NOT_ASK = "통합인증에서 본인 확인을 새로 하지 않았습니다. 다시 확인해 주시기 바랍니다."
OFFICE_NOT_YET = "통합인증에서 아직 확인되지 않았습니다. 새 창에서 확인을 마친 뒤 다시 눌러 주시기 바랍니다."
SESSION_ENDED = "그곳의 로그인을 끝냈습니다."
OTHER_SESSIONS_ENDED = "이 화면을 뺀 모든 로그인을 끝냈습니다."
WAY = {Way.PASSWORD: "비밀번호", Way.LINK: "일회용 링크", Way.OFFICE: "통합인증"}
ROLE = {
    Role.EMPLOYEE: "직원",
    Role.CANDIDATE: "임용후보자",
    Role.INSTITUTION: "기관 담당자",
    Role.OFFICER: "프로그램 담당자",
    Role.LEAD: "팀장",
    Role.HEAD: "과장",
    Role.COUNSELOR: "상담자",
    Role.PROVIDER: "상담기관",
    Role.DUTY: "당직 담당",
    Role.REPORTER: "보고 담당",
    Role.ADMIN: "시스템 관리자",
    Role.AUDITOR: "감사",
    Role.PRIVACY: "개인정보 담당",
}
REQUEST_STATE = {
    RequestState.PENDING: "승인 대기",
    RequestState.APPROVED: "승인",
    RequestState.REFUSED: "반려",
    RequestState.WITHDRAWN: "요청 취소",
}
REQUEST_TONE = {
    RequestState.PENDING: "wait",
    RequestState.APPROVED: "ok",
    RequestState.REFUSED: "stop",
    RequestState.WITHDRAWN: "quiet",
}
PURPOSE = {Purpose.SIGN_IN: "들어가기", Purpose.PASSWORD: "비밀번호 정하기"}
WHICH = {
    "": "모든 계정",
    "rights": "권한이 있는 계정",
    "admins": "시스템 관리자·감사",
    "outside": "외부인 계정",
    "closed": "사용 중지된 계정",
}
NO_SUCH_UNIT = "그런 이름의 기관이 없습니다. 직원·업무 찾기에 나오는 이름 그대로 적어 주시기 바랍니다."
UNIT_NEEDED = "어느 기관에 대한 권한인지 적어 주시기 바랍니다."
NOT_FOR_A_UNIT = "기관을 정하지 않는 권한입니다. 기관을 비워 주시기 바랍니다."
NO_SUCH_DAY = "날짜를 확인해 주시기 바랍니다."
IN_THE_PAST = "오늘이나 그 뒤의 날을 적어 주시기 바랍니다."
GRANTED = "권한을 부여하였습니다. 다음 화면부터 바로 적용됩니다."
ASKED = "승인을 요청하였습니다. 다른 관리자가 승인하면 권한이 생깁니다."
REVOKED = "권한을 회수하였습니다. 다음 화면부터 바로 적용됩니다."
CLOSED = "계정 사용을 중지하였습니다. 로그인되어 있던 곳도 모두 끝났습니다."
REOPENED = "계정을 다시 쓸 수 있게 하였습니다. 비밀번호를 새로 정하는 링크를 보내 주시기 바랍니다."
UNLOCKED = "로그인 잠금을 풀었습니다. 바로 다시 시도할 수 있습니다."
SESSIONS_ENDED = "모든 곳의 로그인을 끝냈습니다."
LINK_REVOKED = "링크를 취소하였습니다."
LINK_APPROVED = "링크를 승인하였습니다. 이제 쓸 수 있습니다."
DECIDED = "처리하였습니다."
WITHDRAWN = "요청을 취소하였습니다."
WITHOUT_MANY = "기관 담당자를 뺀 모든 권한"
ALL_RIGHTS = "모든 권한"
CREATED = "계정을 만들었습니다. 비밀번호를 정하는 링크를 보내 주시기 바랍니다."
REVIEWED = "점검을 마친 것으로 기록하였습니다."


def password_length(shortest: int, longest: int) -> str:
    """Return how long a password is."""
    return f"비밀번호는 {shortest}자 이상 {longest}자 이하로 정해 주시기 바랍니다."


def password_kinds(kinds: int) -> str:
    """Return of how many kinds the characters of a password are."""
    return f"비밀번호에는 글자·숫자·기호 가운데 {kinds}가지 이상을 섞어 주시기 바랍니다."


def device(user_agent: str) -> str:
    """Return a browser and its machine in words, as far as they say who they are."""
    browser = next((word for mark, word in BROWSERS if mark in user_agent), "알 수 없는 브라우저")
    machine = next((word for mark, word in MACHINES if mark in user_agent), "")
    return f"{browser} ({machine})" if machine else browser


def several_units(names: list[str]) -> str:
    """Return which units of the same name there are."""
    return f"같은 이름의 기관이 여럿입니다. 전체 이름으로 적어 주시기 바랍니다: {', '.join(names)}"


def quarter_of(day: date) -> str:
    """Return the quarter of a day as it is kept: 2025-1."""
    return f"{day.year}-{(day.month + 2) // 3}"


def quarter_words(quarter: str) -> str:
    """Return a quarter in words."""
    year, _, number = quarter.partition("-")
    return f"{year}년 {number}분기"
