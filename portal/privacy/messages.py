"""What is said about requests in Korean."""

from portal.privacy.models import Outcome, RequestKind

KIND = {
    RequestKind.CORRECTION: "정정",
    RequestKind.DELETION: "삭제",
    RequestKind.CONSENT: "동의 철회",
    RequestKind.OTHER: "열람·그 밖의 요청",
}
OUTCOME = {Outcome.DONE: "반영", Outcome.PARTLY: "일부 반영", Outcome.REFUSED: "반영하지 못함"}
ASKED = "요청을 받았습니다. {day}까지 답해 드립니다."
ANSWERED = "답변을 보냈습니다."
TOO_MANY = "답변을 기다리는 요청이 이미 {count}건 있습니다. 답변을 받으신 뒤에 다시 요청해 주시기 바랍니다."
STALE = "다른 담당자가 먼저 답변하였습니다."
OWN = "본인의 요청에는 답변하실 수 없습니다."
