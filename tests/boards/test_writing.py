"""How a team writes on the boards: seen by itself first, changed with a history, taken down and put up again."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.boards import queries, services
from portal.boards.models import Board, BoardFile, BoardPost, BoardStep, PostState
from portal.core import storage
from portal.core.actors import Held, Role
from portal.core.db import db
from portal.core.errors import NotAllowed, Refusal, Stale
from tests.factories.boards import published, said, sheet, team, typed, written
from tests.factories.scene import account, actor_of, unit

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def place(app):
    return team()


def post_of(answer) -> BoardPost:
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return queries.post_or_missing(Board(answer.location.split("/")[-2]), answer.location.split("/")[-1])


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def on_disk(app) -> int:
    return sum(path.is_file() for path in Path(app.config["UPLOAD_FOLDER"]).rglob("*"))


def as_sent(upload):
    return (BytesIO(upload.stream.read()), upload.name)


def test_from_the_form_to_the_board_and_down_and_up_again(place, as_):
    writer, reader = as_(place.officer), as_(place.reader)
    sent = typed(place, title="서식 하나", form_no="제1호", revised_on="2025-03-01", files=[as_sent(sheet())])
    post = post_of(writer.post("/library/form", data=sent))
    address = f"/library/{post.public_id}"
    preview = writer.get(address).text
    assert "아직 게시하지 않았습니다." in preview and "서식.xlsx" in preview and "제1호" in preview
    assert reader.get(address).status_code == 404
    assert writer.post(f"{address}/publication", data={"version": post.version}).status_code == 303
    assert reader.get(address).status_code == 200
    db.session.refresh(post)
    change = {**typed(place), "title": "서식 둘", "version": post.version, "removed": [], "is_pinned": "y"}
    assert writer.post(f"{address}/form", data=change).status_code == 303
    assert "서식 둘" in reader.get("/library").text
    for order, code in (("withdrawal", 404), ("restoration", 200)):
        db.session.refresh(post)
        assert writer.post(f"{address}/{order}", data={"version": post.version}).status_code == 303
        assert reader.get(address).status_code == code
    history = writer.get(f"{address}/history").text
    for word in ("작성", "게시", "수정", "게시 내림", "다시 게시", "서식 하나", "제1호", "아니요"):
        assert word in history
    noted = db.session.scalars(select(AuditEntry.action).where(AuditEntry.object_type == "board_post")).all()
    assert noted == [f"board_post.{one}" for one in ("publish", "change", "withdraw", "restore")]
    changed = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "board_post.change"))
    assert (changed.before["title"], changed.after["title"]) == ("서식 하나", "서식 둘")


def test_nothing_typed_is_lost_when_it_is_refused(place, as_):
    writer = as_(place.officer)
    sent = typed(
        place, title="", body="긴 내용 <b>", form_no="제7호", revised_on="2025-03-01", shown_until="2025-03-01"
    )
    answer = writer.post("/library/form", data={**sent, "files": [as_sent(sheet())]})
    assert answer.status_code == 422 and count(BoardPost) == 0
    for word in ("긴 내용 &lt;b&gt;", "제7호", "2025-03-01", "제목을 적어 주시기 바랍니다.", "파일을 다시 골라"):
        assert word in answer.text, word
    late = writer.post("/library/form", data={**sent, "title": "제목"})
    assert late.status_code == 422 and "시작일과 같거나 그 뒤" in late.text and "긴 내용" in late.text
    bad = writer.post("/library/form", data={**typed(place), "files": [(BytesIO(b"MZ"), "바이러스.exe")]})
    assert bad.status_code == 422 and "받을 수 없는 형식" in bad.text and count(BoardPost) == 0


def test_a_form_sent_twice_makes_one_post(place, as_):
    writer, sent = as_(place.officer), typed(place)
    first, second = (post_of(writer.post("/board/form", data=sent)) for _ in range(2))
    assert first.id == second.id and count(BoardPost) == 1
    assert as_(place.stranger).post("/board/form", data=sent).status_code in (403, 422)
    stolen = {**sent, "unit": str(place.beside.id)}
    assert as_(place.stranger).post("/board/form", data=stolen).status_code == 422
    assert count(BoardPost) == 1


def test_an_older_page_does_not_overwrite_a_newer_text_unasked(place, as_):
    post = published(place, title="처음")
    writer, address = as_(place.officer), f"/board/{post.public_id}/form"
    old = post.version
    services.change(
        place.actor, Board.NOTICES, post.public_id, version=old, words=said(title="먼저"), uploads=(), removed=()
    )
    mine = {**typed(place), "title": "나중", "version": old}
    wrong = writer.post(address, data={**mine, "title": ""})
    assert wrong.status_code == 422 and f'name="version" value="{old}"' in wrong.text, "a refusal teaches no version"
    answer = writer.post(address, data=mine)
    assert answer.status_code == 409 and "다른 분이 먼저" in answer.text and 'value="나중"' in answer.text
    assert "먼저" in writer.get("/board").text
    version = answer.text.partition('name="version" value="')[2].partition('"')[0]
    assert writer.post(address, data={**mine, "version": version}).status_code == 303
    db.session.refresh(post)
    assert post.title == "나중"
    assert [step.before.get("title") for step in queries.steps_of(post.id)][:2] == ["먼저", "처음"]


@pytest.mark.parametrize("order", ["form", "publication", "withdrawal", "restoration", "discarding"])
def test_only_its_own_team_moves_a_post(place, as_, order):
    """Whose right is on a team above may; a team beside may not, and of a draft it does not even learn."""
    shown, draft = published(place), written(place)
    stranger = as_(place.stranger)
    sent = {**typed(place), "version": "2"}
    assert stranger.post(f"/board/{shown.public_id}/{order}", data=sent).status_code in (403, 404)
    assert stranger.post(f"/board/{draft.public_id}/{order}", data={**sent, "version": "1"}).status_code == 404
    assert stranger.get(f"/board/{shown.public_id}/history").status_code == 404
    assert as_(place.reader).post(f"/board/{shown.public_id}/{order}", data=sent).status_code == 403
    db.session.refresh(shown)
    assert (shown.state, shown.title, count(BoardPost)) == (PostState.UP, "워크숍 안내", 2)
    head = account("최과장", Role.HEAD, team=place.team.parent)
    assert as_(head).get(f"/board/{shown.public_id}/form").status_code == 200


def test_a_team_writes_for_itself_alone(place):
    for held in ((), (Held(Role.OFFICER, unit("남의 팀").id),), (Held(Role.EMPLOYEE, place.team.id),)):
        actor = actor_of(place.reader, *held)
        with pytest.raises(NotAllowed):
            services.write(actor, board=Board.NOTICES, key="0" * 32, unit_id=place.team.id, words=said(), uploads=())


def test_orders_on_an_older_state_are_refused(place, as_):
    post = written(place)
    services.publish(place.actor, Board.NOTICES, post.public_id, version=1)
    for order, version in ((services.publish, 1), (services.publish, 2), (services.restore, 2), (services.withdraw, 1)):
        with pytest.raises(Stale):
            order(place.actor, Board.NOTICES, post.public_id, version=version)
    with pytest.raises(Stale):
        services.discard(place.actor, Board.NOTICES, post.public_id, version=2)
    twice = [as_(place.officer).post(f"/board/{post.public_id}/withdrawal", data={"version": 2}) for _ in range(2)]
    assert [one.status_code for one in twice] == [303, 409]


def test_a_form_needs_its_file_and_a_day_that_has_not_passed(place, as_):
    empty = written(place, Board.FORMS)
    with pytest.raises(Refusal, match="서식 파일"):
        services.publish(place.actor, Board.FORMS, empty.public_id, version=empty.version)
    page = as_(place.officer).get(f"/library/{empty.public_id}").text
    assert "서식 파일을 하나 이상" in page and "/publication" not in page
    full = published(place, Board.FORMS)
    file = queries.files_of([full.id])[full.id][0].public_id
    with pytest.raises(Refusal, match="서식 파일"):
        services.change(
            place.actor, Board.FORMS, full.public_id, version=full.version, words=said(), uploads=(), removed=[file]
        )
    day = said()["shown_from"]
    over = written(place, shown_from=day.replace(day=1), shown_until=day.replace(day=2))
    with pytest.raises(Refusal, match="게시 종료일"):
        services.publish(place.actor, Board.NOTICES, over.public_id, version=over.version)


def test_files_are_kept_for_the_history_and_lost_with_a_refusal_or_a_draft(place, as_, app):
    post = published(place, files=2)
    first, second = queries.files_of([post.id])[post.id]
    services.change(
        place.actor, Board.NOTICES, post.public_id, version=post.version, words=said(), uploads=[sheet("새것.xlsx")],
        removed=[first.public_id],
    )  # fmt: skip
    assert [one.file_name for one in queries.files_of([post.id])[post.id]] == ["서식1.xlsx", "새것.xlsx"]
    assert as_(place.reader).get(f"/board/files/{first.public_id}").status_code == 404
    assert as_(place.officer).get(f"/board/files/{first.public_id}").status_code == 200
    assert as_(place.reader).get(f"/board/files/{second.public_id}").status_code == 200
    assert queries.steps_of(post.id)[0].before["files"] == ["서식0.xlsx", "서식1.xlsx"]

    there = on_disk(app)
    bad = storage.Upload("가짜.pdf", BytesIO(b"no pdf"))
    with pytest.raises(Refusal):
        services.write(
            place.actor, board=Board.NOTICES, key="1" * 32, unit_id=place.team.id, words=said(),
            uploads=[sheet(), bad],
        )  # fmt: skip
    with pytest.raises(Refusal, match="10개"):
        written(place, files=11)
    assert on_disk(app) == there
    draft = written(place, files=2)
    assert on_disk(app) == there + 2
    services.discard(place.actor, Board.NOTICES, draft.public_id, version=draft.version)
    assert on_disk(app) == there and count(BoardPost) == 1
    assert {one.post_id for one in db.session.scalars(select(BoardFile))} == {post.id}
    assert {one.post_id for one in db.session.scalars(select(BoardStep))} == {post.id}


def test_a_change_of_nothing_leaves_no_line(place):
    post = published(place)
    before = count(BoardStep)
    services.change(
        place.actor, Board.NOTICES, post.public_id, version=post.version, words=said(), uploads=(), removed=()
    )
    assert count(BoardStep) == before


def test_what_the_pages_ask_of_the_database_does_not_grow(place, as_, statements):
    for n in range(3):
        last = published(place, Board.FORMS, title=f"서식 {n}", files=2)
    found = {}
    reader, writer = as_(place.reader), as_(place.officer)
    pages = {"board": (reader, "/board"), "library": (reader, "/library"), "search": (reader, "/library?q=ㅅㅅ"),
             "post": (reader, f"/library/{last.public_id}"), "own": (writer, "/library?which=drafts"),
             "form": (writer, f"/library/{last.public_id}/form")}  # fmt: skip
    for name, (client, address) in pages.items():
        statements.clear()
        assert client.get(address).status_code == 200
        found[name] = len(statements)
    assert found == {"board": 4, "library": 5, "search": 5, "post": 5, "own": 6, "form": 4}
