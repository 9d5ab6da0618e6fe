"""What the audit pages say in Korean: acts, things and fields."""

from typing import Any

from portal.accounts.messages import PURPOSE, REQUEST_STATE, WAY
from portal.accounts.messages import ROLE as ROLE
from portal.accounts.models import Purpose, RequestState, Way
from portal.applications import list_messages as lists
from portal.applications import messages as applications
from portal.applications import selection_words as selection
from portal.applications.models import Status
from portal.approvals import messages as approvals
from portal.audit.models import AuditEntry
from portal.boards import messages as boards
from portal.core.actors import Role
from portal.core.korean import masked_name
from portal.kinds.practicum import messages as practicum
from portal.kinds.practicum import round_messages as rounds
from portal.kinds.practicum.models import PlacementState
from portal.programs import desk_messages as programs
from portal.watch import messages as watch

ACTION = {
    **{f"application.{action}": words for action, words in applications.ACTION.items()},
    "application.undo": "결정 되돌리기",
    "application.stage": "명단에 올림",
    "application.unstage": "명단에서 뺌",
    "approval_line.change": "결재선 변경",
    **{f"document.{action}": words for action, words in approvals.MOVE.items()},
    **{f"absence.{action}": words for action, words in approvals.ON_ABSENCE.items()},
    "application.read": "열람",
    "file.read": "내려받기",
    "candidate.read": "열람",
    "placement.read": "열람",
    "review.sign": "확인",
    **{f"placement.{action}": words for action, words in practicum.ACTION.items()},
    **{f"candidate.{action}": words for action, words in practicum.ON_LIST.items()},
    "host.offer": "수용 계획",
    **{f"round.{action}": words for action, words in {**rounds.ON_ROUND, **programs.ON_ROUND}.items()},
    "program.change": "소개 변경",
    **{f"selection.{action}": words for action, words in selection.ON_ROUND.items()},
    **{f"substitution.{action}": words for action, words in selection.ON_SUBSTITUTION.items()},
    "request.ask": "접수",
    "request.answer": "답변",
    "account.sign_in": "로그인",
    "account.sign_in_failed": "로그인 실패",
    "account.sign_out": "로그아웃",
    "account.confirm": "본인 확인",
    "account.make_link": "일회용 링크 발급",
    "account.approve_link": "일회용 링크 승인",
    "account.revoke_link": "일회용 링크 취소",
    "account.link_refused": "사용할 수 없는 링크 시도",
    "account.create": "계정 만들기",
    "account.change_password": "비밀번호 변경",
    "account.reset_password": "비밀번호 초기화",
    "account.deactivate": "계정 사용 중지",
    "account.reopen": "계정 다시 사용",
    "account.unlock": "로그인 잠금 풀기",
    "account.end_sessions": "로그인 끝내기",
    "account.join_staff": "직원 계정으로 전환",
    "account.leave_staff": "임용 되돌림에 따른 계정 전환",
    "account.ask_right": "권한 승인 요청",
    "account.decide_right": "권한 요청 처리",
    "account.review_rights": "권한 분기 점검",
    "account.grant_role": "권한 부여",
    "account.revoke_role": "권한 회수",
    "export.take": "파일 만들기",
    "export.ask": "승인 요청",
    "export.approve": "내려받기 승인",
    "export.refuse": "내려받기 반려",
    "export.fetch": "파일 내려받기",
    "export_file.expire": "기한이 지나 삭제",
    "letter.send_again": "다시 보내기",
    "letter.drop": "버리기",
    "words.change": "문구 고치기",
    "words.reset": "기본 문구로 되돌리기",
    "mailing.send": "보내기",
    "mailing.undo": "거두기",
    "saved_view.save": "보기 저장",
    "saved_view.drop": "보기 지우기",
    "feed.make": "주소 만들기",
    "feed.revoke": "주소 없애기",
    **{f"board_post.{action}": words for action, words in boards.ACTION.items()},
    **{f"watch_rule.{action}": words for action, words in watch.RULE_ACTION.items()},
    **{f"watch_roster.{action}": words for action, words in watch.ROSTER_ACTION.items()},
    **{f"watch_turn.{action}": words for action, words in watch.TURN_ACTION.items()},
    **{f"watch_swap.{action}": words for action, words in watch.SWAP_ACTION.items()},
    **{f"watch_log.{action}": words for action, words in watch.LOG_ACTION.items()},
    "watch_log.read": "열람",
    "roster.bring_in": "파일 올리기",
    "roster.apply": "반영",
    "roster.undo": "반영 되돌리기",
    "roster.forget": "기한이 지나 행 삭제",
    "roster.discard": "올린 파일 삭제",
}
OBJECT = {
    "review": "월별 점검",
    "application": "신청",
    "approval_line": "결재선",
    "document": "결재 문서",
    "absence": "부재",
    "file": "첨부 파일",
    "account": "계정",
    "export": "내려받기",
    "export_file": "내려받은 파일",
    "board_post": "게시글",
    "words": "안내 문구",
    "saved_view": "저장한 보기",
    "mailing": "직접 보낸 안내",
    "feed": "내 캘린더",
    "roster": "직원 자료",
    "watch_rule": "당직 기준",
    "watch_roster": "당직표",
    "watch_turn": "당직",
    "watch_swap": "당직 변경",
    "watch_log": "당직일지",
    "letter": "메일",
    "candidate": "임용후보자",
    "placement": "실무수습",
    "host": "수습기관",
    "round": "차수",
    "selection": "선정",
    "substitution": "교체 참석",
    "program": "프로그램",
    "request": "개인정보 요청",
}
FIELD = {
    **boards.FIELD,
    **programs.FIELD,
    **watch.FIELD,
    "status": "상태",
    "told_at": "알림 시각",
    "role": "권한",
    "unit": "기관",
    "valid_from": "시작",
    "valid_to": "끝",
    "placement": "배치",
    "round": "차수",
    "seats": "받을 인원",
    **rounds.ROUND_FIELD,
    "changed": "고친 항목",
    "purpose": "용도",
    "way": "들어온 방법",
    "decision": "처리",
    "how": "까닭",
    "line": "결재선",
    "state": "결재 상태",
    "for": "대결",
    "first_day": "첫날",
    "last_day": "마지막 날",
    "quarter": "분기",
    "rights": "권한 수",
    "wanted_for": "목적",
    "filters": "조건",
    "columns": "열",
    "rows": "건수",
    "sha256": "파일 지문",
    "counts": "결과",
    "what": "내용",
    "subject": "메일 제목",
    "letter": "메일 본문",
    "people": "받는 분",
    "link_only": "링크만 받는 분",
}
CONCERN = {
    "export": ("내려받기", "목록을 파일로 내려받은 일입니다. 사유가 업무와 맞는지 확인합니다."),
    "night": ("야간 열람", "22시부터 다음 날 6시 사이에 다른 사람의 신청이나 임용후보자의 정보를 연 일입니다."),
    "many": ("대량 열람", "한 사람이 하루에 신청이나 임용후보자의 정보를 100건 이상 연 일입니다."),
    "colleague": ("같은 부서 직원 열람", "본인과 같은 부서 직원의 신청을 연 일입니다."),
    "secret": ("상담 신청 열람", "상담처럼 비밀로 지키는 신청을 연 일입니다."),
    "rights": ("권한 변경", "권한을 주거나 거둔 일입니다."),
    "failures": ("로그인 실패", "하루에 10번 이상 로그인하지 못한 계정입니다."),
}
MONTH_GOES_ON = "끝난 달만 확인하실 수 있습니다. 지난달까지 고르시기 바랍니다."
SIGNED_ALREADY = "이미 확인을 마친 달입니다."
SIGNED = "{year}년 {month}월 점검을 마쳤습니다."
NO_SUCH_MONTH = "달을 '2025-06'처럼 적어 주시기 바랍니다."
SAID_ALONE = {"way"}
HIDDEN = "비공개"
NOTHING = "없음"
RETENTION = (
    "접속·처리 기록은 2년 이상 보관합니다(개인정보의 안전성 확보조치 기준 제8조). 기록은 고치거나 지울 수 없습니다."
)
NO_SUCH_DAY = "날짜를 확인해 주시기 바랍니다."
FROM_AFTER_TO = "끝나는 날은 시작하는 날과 같거나 그 뒤여야 합니다."


def subject_name(entry: AuditEntry) -> str:
    """Return whom the act was about; masked where the fact itself is confidential."""
    if entry.subject is None:
        return ""
    return masked_name(entry.subject.name) if entry.is_sensitive else entry.subject.name


def actor_name(entry: AuditEntry) -> str:
    """Return who acted; masked when somebody acted on a confidential thing of their own."""
    return masked_name(entry.actor_name) if _is_own_secret(entry) else entry.actor_name


def address(entry: AuditEntry) -> str:
    """Return where an act came from; hidden where it would lead to whom :func:`actor_name` masks."""
    return HIDDEN if _is_own_secret(entry) and entry.address else entry.address


def roles(entry: AuditEntry) -> str:
    """Return the roles that the actor held then; what everybody is goes without saying, and what would lead to whom
    :func:`actor_name` masks is hidden.
    """
    if _is_own_secret(entry):
        return ""
    return "·".join(ROLE[Role(role)] for role in entry.actor_roles if role != Role.EMPLOYEE)


def changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """Return what the act changed as (field, before, after), in words; "before" is empty of what nothing preceded."""
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    return [
        (
            FIELD.get(name, name),
            "" if name in SAID_ALONE and name not in entry.before else _words(name, entry.before.get(name)),
            _words(name, entry.after.get(name)),
        )
        for name in names
        if entry.before.get(name) != entry.after.get(name)
    ]


def _is_own_secret(entry: AuditEntry) -> bool:
    return entry.subject is not None and entry.is_sensitive and entry.actor_name == entry.subject.name


_OF_LISTS: dict[str, dict[str, str]] = {
    "state": {state.value: words for state, words in approvals.STATE.items()},
    "how": lists.LEFT_LIST,
    "decision": lists.LIST_WORD,
}


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if name == "status" and value in set(Status):
        return applications.STATUS[Status(value)]
    if isinstance(value, str) and value in (known := _OF_LISTS.get(name, {})):
        return known[value]
    if name == "placement" and value in set(PlacementState):
        return practicum.PLACEMENT_STATE[PlacementState(value)]
    if name == "role" and value in set(Role):
        return ROLE[Role(value)]
    if name == "decision" and value in set(RequestState):
        return REQUEST_STATE[RequestState(value)]
    if name == "way" and value in set(Way):
        return WAY[Way(value)]
    if name == "purpose" and value in set(Purpose):
        return PURPOSE[Purpose(value)]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def action_choices() -> list[tuple[str, str]]:
    """Return the acts to choose from, those on applications first."""
    return [("", "모든 행위"), *((code, f"{OBJECT[code.split('.')[0]]}: {words}") for code, words in ACTION.items())]
