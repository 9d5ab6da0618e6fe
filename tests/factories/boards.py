"""A team that writes on the boards, and those who read."""

from dataclasses import dataclass
from io import BytesIO

from portal.accounts.models import Account
from portal.boards import services
from portal.boards.models import Board, BoardPost
from portal.core import clock
from portal.core.actors import Actor, Held, Role
from portal.core.db import db, new_public_id
from portal.core.sheets import Column, write_sheet
from portal.core.storage import Upload
from portal.directory.models import Unit
from tests.factories.scene import account, actor_of, unit


@dataclass
class Team:
    """A team of the division, its officer, an officer of another team, and a reader."""

    team: Unit
    beside: Unit
    officer: Account
    stranger: Account
    reader: Account

    @property
    def actor(self) -> Actor:
        return actor_of(self.officer, Held(Role.OFFICER, self.team.id))


def team() -> Team:
    """Add the people."""
    division = unit("총무과")
    own, other = unit("인재개발팀", division), unit("인사팀", division)
    people = account("김산원", Role.OFFICER, team=own), account("이다른", Role.OFFICER, team=other), account("홍길동")
    db.session.commit()
    return Team(own, other, *people)


def sheet(name: str = "서식.xlsx") -> Upload:
    """Return a real spreadsheet as it is sent."""
    data = write_sheet(title="서식", lines=["서식"], columns=[Column("성명")], rows=[[""]])
    return Upload(name, BytesIO(data))


def said(**more: object) -> dict[str, object]:
    """Return what a post says."""
    return {
        "title": "워크숍 안내", "body": "첫 문단\n\n둘째 문단", "form_no": "", "revised_on": None, "is_pinned": False,
        "shown_from": clock.today(), "shown_until": None, **more,
    }  # fmt: skip


def written(place: Team, board: Board = Board.NOTICES, *, files: int = 0, **more: object) -> BoardPost:
    """Write a post that nobody sees yet."""
    uploads = [sheet(f"서식{n}.xlsx") for n in range(files)]
    return services.write(
        place.actor, board=board, key=new_public_id(), unit_id=place.team.id, words=said(**more), uploads=uploads
    )


def published(place: Team, board: Board = Board.NOTICES, *, files: int = 0, **more: object) -> BoardPost:
    """Write a post and put it up."""
    files = files or int(board is Board.FORMS)
    post = written(place, board, files=files, **more)
    return services.publish(place.actor, board, post.public_id, version=post.version)


def typed(place: Team, **more: object) -> dict[str, object]:
    """Return what the form of a post sends."""
    return {
        "key": new_public_id(), "unit": str(place.team.id), "title": "새 공지", "body": "내용",
        "shown_from": "2025-03-12", "shown_until": "", **more,
    }  # fmt: skip
