"""What is said in Korean when somebody comes instead."""

from portal.applications.records import SubstitutionState

NOT_NOW = "지금은 교체 참석을 신청하실 수 없습니다. 담당자에게 문의해 주시기 바랍니다."
SEVERAL = "같은 성명이 여러 분입니다. 개인번호로 적어 주시기 바랍니다."
NOBODY = "같은 부서에서 그런 분을 찾지 못했습니다. 성명이나 개인번호를 다시 확인해 주시기 바랍니다."
ASKED_ALREADY = "이미 교체 참석을 신청하셨습니다."
ANSWERED = "이미 처리되었거나 참석이 바뀌었습니다. 바뀐 내용을 확인해 주시기 바랍니다."
HAS_APPLIED = "이미 이 차수에 신청하신 분입니다."
ASKED = "교체 참석을 신청하셨습니다."
AGREED = "교체 참석을 승인했습니다."
REFUSED = "교체 참석을 승인하지 않았습니다."
DROPPED = "교체 참석을 거두었습니다."
TAKEN = "자리를 이어받으셨습니다."
STATE = {
    SubstitutionState.ASKED: "담당자 확인 중",
    SubstitutionState.AGREED: "동료의 답을 기다림",
    SubstitutionState.TAKEN: "교체됨",
    SubstitutionState.REFUSED: "승인되지 않음",
    SubstitutionState.DROPPED: "거둠",
}
