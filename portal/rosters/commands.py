"""``flask import-people FILE``: what would change, and with --apply the change itself."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.core import clock
from portal.core.actors import SYSTEM
from portal.core.errors import Refusal
from portal.rosters import messages, queries, services
from portal.rosters.models import Outcome, Stage

MOST_TOLD = 20


@click.command("import-people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--valid-from", type=click.DateTime(["%Y-%m-%d"]), help="발령일 (YYYY-MM-DD); without it today.")
@click.option("--apply", "is_applied", is_flag=True, help="Apply it; without this it is only looked at.")
@click.option("--only-good", is_flag=True, help="Leave out the rows with errors instead of applying nothing.")
@with_appcontext
def import_people(file: Path, valid_from: datetime | None, is_applied: bool, only_good: bool) -> None:
    """Bring officials in from an .xlsx; exits 1 when it is refused or nothing was applied."""
    day = valid_from.date() if valid_from else clock.today()
    try:
        public_id = services.bring_in(SYSTEM, file.read_bytes(), file_name=file.name, valid_from=day).public_id
        services.check(public_id)
        _tell(public_id)
        if not is_applied:
            click.echo(
                "아직 아무것도 바꾸지 않았습니다. 반영하려면 --apply를 붙이거나 화면에서 확인해 주시기 바랍니다."
            )
            return
        version = queries.roster_or_missing(public_id).version
        services.apply(SYSTEM, public_id, only_good=only_good, version=version)
        services.carry_out(public_id)
    except Refusal as no:
        raise click.ClickException(str(no)) from no
    done = queries.roster_or_missing(public_id)
    click.echo(messages.said_of(done))
    if done.stage != Stage.DONE:
        raise SystemExit(1)


def _tell(public_id: str) -> None:
    roster = queries.roster_or_missing(public_id)
    counts = ", ".join(f"{words} {roster.counts.get(key, 0):,}명" for key, words in messages.OUTCOME.items())
    click.echo(f"{roster.rows:,}행: {counts}, 파일에 없는 직원 {roster.missing:,}명")
    for line in queries.lines_of(roster.id, Outcome.WRONG)[:MOST_TOLD]:
        click.echo(f"  {line.row_number}행 {line.name}: {' '.join(line.errors)}")
