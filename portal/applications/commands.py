"""``flask draw-verify ROUND``: anybody with the database can draw the lots of a round again."""

import click
from flask.cli import with_appcontext

from portal.applications import verifying
from portal.core.errors import Missing


@click.command("draw-verify")
@click.argument("round_id", metavar="ROUND", type=int)
@with_appcontext
def draw_verify(round_id: int) -> None:
    """Draw the lots of ROUND again, print their order, and say whether it is the one that was written down."""
    try:
        found = verifying.drawn_again(round_id)
    except Missing as no:
        raise click.ClickException(str(no)) from None
    for place, receipt_no in enumerate(found.order, 1):
        click.echo(f"{place} {receipt_no}")
    click.echo(f"추첨값: {found.seed}")
    click.echo(f"공개한 해시: {found.commitment} ({'일치' if found.keeps_promise else '불일치'})")
    click.echo("기록한 순서와 같습니다." if found.is_equal else "기록한 순서와 다릅니다.")
    if not found.is_equal:
        raise SystemExit(1)
