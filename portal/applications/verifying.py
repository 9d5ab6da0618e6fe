"""Draws the lots of a round once more and compares them with what was written down."""

from dataclasses import dataclass

from portal.applications.queries import choosing
from portal.applications.selection.draw import commitment_to, in_order
from portal.core.errors import Missing
from portal.programs.rules import draw_of


@dataclass(frozen=True)
class Verified:
    """A draw done again: the seed and its hash, the order found now and the order kept."""

    seed: str
    commitment: str
    order: list[str]
    kept: list[str]

    @property
    def keeps_promise(self) -> bool:
        """Say whether the seed is the one whose hash was published."""
        return commitment_to(self.seed) == self.commitment

    @property
    def is_equal(self) -> bool:
        """Say whether the same came out, from the seed that was promised."""
        return self.keeps_promise and self.order == self.kept


def drawn_again(round_id: int) -> Verified:
    """Draw the lots of a round again from its seed and the receipt numbers that took part; raises Missing."""
    draw, run = draw_of(round_id), choosing.drawn_run(round_id)
    if draw is None or run is None:
        raise Missing("추첨한 기록이 없는 차수입니다.")
    kept = choosing.order_drawn(run.id)
    return Verified(draw.seed, draw.commitment, in_order(draw.seed, kept), kept)
