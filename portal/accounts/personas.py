"""The people of the demonstration: who they are and what to try as each of them."""

from typing import NamedTuple


class Persona(NamedTuple):
    """One person to be: the log-in id, who it is, what to try, and from which step of the product on."""

    login_id: str
    who: str
    to_try: str
    step: int = 1


PERSONAS = (
    Persona("employee", "일반직 직원, 임용 4년 미만", "워크숍을 신청하고 남은 자리와 예비 순번을 봅니다."),
    Persona("veteran", "일반직 직원, 임용 12년", "신규공무원 멘토링의 멘토로 신청합니다."),
    Persona("newcomer", "2025년 임용 신규공무원", "멘토링에서 바라는 점을 적고 결과를 확인합니다."),
    Persona("educator", "교육전문직", "신청할 수 있는 프로그램과 신청할 수 없는 까닭을 봅니다."),
    Persona("officer", "인사팀 담당 김산원", "인사상담 신청을 검토하고 결정합니다."),
    Persona("trainer", "인재개발팀 담당", "워크숍·멘토링 신청을 한꺼번에 처리합니다."),
    Persona("lead", "인사팀장 류경숙", "팀의 프로그램과 신청 현황을 살핍니다."),
    Persona("trainer_lead", "인재개발팀장 이주섭", "팀의 프로그램과 신청 현황을 살핍니다."),
    Persona("head", "총무과장 이대우", "과의 모든 프로그램을 한눈에 봅니다."),
    Persona("counselor", "내부 상담자", "맡은 인사상담을 확인합니다."),
    Persona("sysadmin", "시스템 관리자", "계정과 권한을 돌봅니다. 상담 내용은 볼 수 없습니다."),
    Persona("auditor", "감사관 직원", "누가 언제 무엇을 처리했는지 기록을 확인합니다."),
    Persona("privacy", "개인정보 담당", "개인정보 요청에 답하고 지난달 열람 기록을 점검합니다."),
    Persona("candidate", "신규임용후보자", "실무수습 희망서를 쓰고 배치를 기다립니다.", 2),
    Persona("school", "학교 기관 담당자", "실무수습생을 몇 명 받을지 알리고 배치에 회신합니다.", 2),
    Persona("provider", "외부 상담기관", "상담 회기를 등록합니다.", 2),
    Persona("duty", "당직 담당", "당직표를 자동으로 편성하고 일지를 확인합니다.", 4),
    Persona("reporter", "보고 담당", "프로그램과 직원을 찾고 신청합니다. 주요업무보고는 다음 단계에서 열립니다.", 5),
)
