"""What the room says in Korean."""

from datetime import date

from portal.boards.models import Board, BoardPost, PostState

BOARD = {Board.NOTICES: "공지사항", Board.FORMS: "자료실(서식)"}
LEAD = {
    Board.NOTICES: "총무과 각 팀이 알려 드리는 내용입니다. 제목과 내용의 낱말이나 제목의 초성으로 찾으실 수 있습니다.",
    Board.FORMS: "업무에 쓰시는 서식입니다. 서식 이름, 초성(ㅎㅈㅅㄱ), 서식 번호로 찾으실 수 있습니다.",
}
NEW = {Board.NOTICES: "공지 쓰기", Board.FORMS: "서식 올리기"}
PLACEHOLDER = {Board.NOTICES: "제목, 내용, 초성", Board.FORMS: "서식 이름, 번호, 초성"}
EMPTY = {Board.NOTICES: "지금 게시된 공지가 없습니다.", Board.FORMS: "지금 올라온 서식이 없습니다."}
WHICH = {
    "shown": "게시 중",
    "drafts": "작성 중(우리 부서)",
    "coming": "게시 예정",
    "over": "게시 종료",
    "down": "게시 내림",
}
ACTION = {
    "write": "작성",
    "publish": "게시",
    "change": "수정",
    "withdraw": "게시 내림",
    "restore": "다시 게시",
}
FIELD = {
    "title": "제목",
    "body": "내용",
    "form_no": "서식 번호",
    "revised_on": "개정일",
    "is_pinned": "맨 위에 고정",
    "shown_from": "게시 시작일",
    "shown_until": "게시 종료일",
    "unit": "게시 부서",
    "files": "첨부 파일",
}
NOT_YOURS = "이 부서의 글을 쓰거나 고칠 권한이 없습니다."
NO_POST = "찾으시는 글이 없습니다."
STALE = (
    "다른 분이 먼저 고쳤습니다. 적으신 내용은 아래에 그대로 있습니다. 지금 게시된 내용을 확인하신 뒤 저장하시면 "
    "적으신 내용으로 바뀝니다."
)
MOVED = "다른 창에서 먼저 처리하였습니다. 바뀐 내용을 확인해 주시기 바랍니다."
DAYS_OUT_OF_ORDER = "게시 종료일은 시작일과 같거나 그 뒤여야 합니다."
OVER_ALREADY = "게시 종료일이 지났습니다. 종료일을 고친 뒤 게시해 주시기 바랍니다."
NEEDS_FILE = "서식 파일을 하나 이상 올린 뒤 게시해 주시기 바랍니다."
FILES_AGAIN = "고르신 파일은 저장되지 않았습니다. 파일을 다시 골라 주시기 바랍니다."
KEPT = "저장하였습니다. 읽는 분께 보이는 모습을 확인하신 뒤 게시해 주시기 바랍니다."
PUBLISHED = "게시하였습니다."
CHANGED = "고친 내용을 게시하였습니다."
WITHDRAWN = "게시를 내렸습니다."
RESTORED = "다시 게시하였습니다."
DISCARDED = "작성 중이던 글을 버렸습니다."
NOTHING_CHANGED = "바뀐 내용이 없습니다."


def too_many_files(most: int) -> str:
    """Say how many files are taken."""
    return f"파일은 {most}개까지 올리실 수 있습니다."


def standing(post: BoardPost, today: date) -> tuple[str, str]:
    """Return the word and tone of where a post stands today, for its team."""
    if post.state == PostState.DRAFT:
        return "작성 중", "quiet"
    if post.state == PostState.DOWN:
        return "게시 내림", "stop"
    if post.shown_from > today:
        return "게시 예정", "wait"
    if post.shown_until is not None and post.shown_until < today:
        return "게시 종료", "quiet"
    return "게시 중", "ok"
