"""What everybody reads on the boards, when, and how it is found."""

from datetime import timedelta

import pytest

from portal.boards import services
from portal.boards.models import Board
from portal.boards.queries import files_of
from portal.boards.text import paragraphs
from portal.core import clock as portal_clock
from tests.factories.boards import published, team, written

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return team()


def titles(answer, *names):
    assert answer.status_code == 200
    return [name for name in names if name in answer.text]


def test_a_board_shows_what_is_up_in_its_days(place, as_, htmx, clock):
    day = timedelta(days=1)
    today = portal_clock.today()
    published(place, title="오늘까지", shown_until=today)
    published(place, title="내일부터", shown_from=today + day)
    written(place, title="아직 초안")
    down = published(place, title="내린 글")
    services.withdraw(place.actor, Board.NOTICES, down.public_id, version=down.version)
    published(place, Board.FORMS, title="서식 하나")
    client, names = as_(place.reader), ("오늘까지", "내일부터", "아직 초안", "내린 글", "서식 하나")
    assert titles(client.get("/board", headers=htmx("posts")), *names) == ["오늘까지"]
    assert titles(client.get("/library", headers=htmx("posts")), *names) == ["서식 하나"]
    clock.freeze(portal_clock.now() + day)
    client = as_(place.reader)
    assert titles(client.get("/board", headers=htmx("posts")), *names) == ["내일부터"]
    # the team has the rest in lists of its own; another team and readers do not
    own, other = as_(place.officer), as_(place.stranger)
    wanted = {"drafts": ["아직 초안"], "coming": [], "over": ["오늘까지"], "down": ["내린 글"]}
    for which, expected in wanted.items():
        address = f"/board?which={which}"
        assert titles(own.get(address, headers=htmx("posts")), *names) == expected
        assert titles(other.get(address, headers=htmx("posts")), *names) == []
        assert titles(client.get(address, headers=htmx("posts")), *names) == ["내일부터"]


def test_pinned_ones_come_first_and_twenty_make_a_page(place, as_):
    for n in range(21):
        published(place, title=f"공지 {n:02}")
    published(place, title="고정된 글", is_pinned=True, shown_from=portal_clock.today() - timedelta(days=300))
    client = as_(place.reader)
    first, second = client.get("/board").text, client.get("/board?page=2").text
    assert first.index("고정된 글") < first.index("공지 20") and "공지 01" not in first
    assert "공지 01" in second and "공지 00" in second and "고정된 글" not in second
    assert "공지 00" in client.get("/board?page=999").text


def test_words_and_initials_find_it(place, as_, htmx):
    published(place, Board.FORMS, title="멘토링 활동일지", form_no="총무과-제2호 서식", body="영수증을 붙입니다.")
    published(place, Board.FORMS, title="출근부", body="날마다 적습니다.")
    client = as_(place.reader)
    for text, expected in {
        "활동 멘토링": ["멘토링 활동일지"],
        "제2호": ["멘토링 활동일지"],
        "ㅁㅌㄹ": ["멘토링 활동일지"],
        "ㅊㄱㅂ": ["출근부"],
        "영수증": ["멘토링 활동일지"],
        "100%": [],
        "_": [],
        "없는말": [],
        "\x00": ["멘토링 활동일지", "출근부"],
    }.items():
        answer = client.get("/library", query_string={"q": text}, headers=htmx("posts"))
        assert titles(answer, "멘토링 활동일지", "출근부") == expected, text


def test_a_post_is_text_with_addresses_to_follow(place, as_):
    body = "안내<script>alert(1)</script>\n다음 줄\n\nhttps://www.sen.go.kr/a?b=(1).를 javascript:alert(1) 보십시오."
    post = published(place, body=body, title="<b>굵게</b>")
    page = as_(place.reader).get(f"/board/{post.public_id}").text
    assert "<script>alert" not in page and "<b>굵게" not in page and "&lt;script&gt;" in page
    assert 'href="https://www.sen.go.kr/a?b=(1)" rel="noopener noreferrer nofollow"' in page
    assert 'href="javascript' not in page
    assert "인재개발팀 김산원" in page


def test_text_is_cut_into_paragraphs_lines_and_addresses():
    found = paragraphs("가\n나\n \n\n(http://a.kr/x) http:// https://b.kr/[1].")
    assert [[[(p.words, p.address) for p in line] for line in part] for part in found] == [
        [[("가", "")], [("나", "")]],
        [[("(", ""), ("http://a.kr/x", "http://a.kr/x"), (") http:// ", ""),
          ("https://b.kr/[1]", "https://b.kr/[1]"), (".", "")]],
    ]  # fmt: skip
    assert paragraphs("  \n ") == []


def test_what_is_not_shown_is_not_there_for_others(place, as_):
    draft = written(place, files=1)
    shown = published(place, Board.FORMS)
    reader, other, own = as_(place.reader), as_(place.stranger), as_(place.officer)
    file = files_of([draft.id])[draft.id][0].public_id
    good = files_of([shown.id])[shown.id][0].public_id
    for client in (reader, other):
        assert client.get(f"/board/{draft.public_id}").status_code == 404
        assert client.get(f"/board/files/{file}").status_code == 404
    assert own.get(f"/board/{draft.public_id}").status_code == 200
    assert own.get(f"/board/files/{file}").status_code == 200
    assert reader.get(f"/board/{shown.public_id}").status_code == 404  # it hangs on the other board
    assert reader.get(f"/library/files/{'0' * 32}").status_code == 404
    given = reader.get(f"/library/files/{good}")
    assert given.headers["Content-Disposition"].startswith("attachment") and given.data.startswith(b"PK")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in given.headers["Cache-Control"]


def test_the_first_page_shows_what_is_new_and_what_is_pinned(place, as_):
    published(place, title="고정 공지", is_pinned=True)
    published(place, title="새 공지")
    written(place, title="초안 공지")
    page = as_(place.reader).get("/").text
    assert page.index("고정 공지") < page.index("새 공지") and "초안 공지" not in page
