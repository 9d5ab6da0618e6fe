"""What everybody may check of a draw: the hash beforehand, the seed afterwards, and the order it gives."""

from werkzeug.wrappers import Response

from portal.applications.queries import choosing
from portal.applications.selection.draw import in_order
from portal.applications.views._core import bp
from portal.core import clock
from portal.core.access import of_the_office
from portal.core.errors import Missing
from portal.core.web import page
from portal.programs.kinds import kind_of
from portal.programs.queries import offer_or_missing
from portal.programs.rules import DRAWN, draw_of, seed_shown


@bp.get("/programs/<int:program_id>/rounds/<int:round_id>/draw")
@of_the_office
def drawn(program_id: int, round_id: int) -> Response:
    """Explain the draw and list the receipt numbers in its order."""
    offer = offer_or_missing(program_id, round_id)
    if offer.selection not in DRAWN or kind_of(offer).is_sensitive:
        raise Missing
    draw, run = draw_of(round_id), choosing.drawn_run(round_id)
    seed = seed_shown(draw, offer.apply_to)
    receipts = choosing.order_drawn(run.id) if run and seed and run.accepted_at else []
    return page(
        "applications/drawn.html",
        offer=offer,
        draw=draw,
        seed=seed,
        is_late=bool(draw and offer.apply_to and draw.committed_at > offer.apply_to),
        drawn_at=run.accepted_at if run else None,
        order=receipts,
        is_equal=bool(receipts) and in_order(seed, receipts) == receipts,
        taking_part=choosing.receipts_awaiting(round_id) if offer.apply_to and clock.now() > offer.apply_to else [],
    )
