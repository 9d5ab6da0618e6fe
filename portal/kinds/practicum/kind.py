"""The plug of this kind: no applications, but pages of its own for people who are no officials yet."""

from collections.abc import Sequence
from typing import ClassVar

from portal.core.actors import Actor
from portal.programs.kinds import KindWithOwnPages
from portal.programs.queries import Offer

FOR_CANDIDATES = "임용후보자 명부에 오른 분이 담당 팀에서 받은 전용 링크로 신청합니다. 직원은 신청 대상이 아닙니다."


class Practicum(KindWithOwnPages):
    """신규임용후보자 실무수습."""

    key: ClassVar[str] = "practicum"
    label: ClassVar[str] = "실무수습"
    own_page: ClassVar[str | None] = "/practicum"
    own_desk: ClassVar[str | None] = "/admin/practicum"

    def refusals(self, actor: Actor, rounds: Sequence[Offer]) -> dict[int, str]:
        """Refuse every official: candidates come by their own link and never see the catalog."""
        return {one.round_id: FOR_CANDIDATES for one in rounds}
