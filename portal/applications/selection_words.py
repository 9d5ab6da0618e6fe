"""What the trail calls what officers do with a round as a whole, and with substitutes."""

ON_ROUND = {
    "publish_draw": "추첨값 해시 공개",
    "run": "선정안 만들기",
    "change": "선정안 바꾸기",
    "accept": "선정안 확정",
    "review": "심사 점수",
    "set_rules": "선정 기준 설정",
    "seats": "정원·배정 인원 변경",
    "call_off": "행사 취소",
}
ON_SUBSTITUTION = {
    "ask": "교체 참석 신청",
    "agree": "교체 참석 승인",
    "refuse": "교체 참석 불승인",
    "drop": "교체 참석 거둠",
    "take_over": "교체 참석",
}
