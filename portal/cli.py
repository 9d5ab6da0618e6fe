"""Commands: ``flask seed`` and, later, those for accounts and reports."""

from datetime import date
from time import perf_counter

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from portal.accounts.commands import create_admin
from portal.applications.commands import draw_verify
from portal.audit import anchors, chain
from portal.kinds.psych_counseling.services import purging
from portal.kinds.psych_counseling.services import trail as closed_trail
from portal.rosters.commands import import_people
from portal.seeding import parts


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(seed)
    app.cli.add_command(audit_verify)
    app.cli.add_command(create_admin)
    app.cli.add_command(purge_sealed)
    app.cli.add_command(import_people)
    app.cli.add_command(draw_verify)


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Load the division's facts and, except in production, the fictional office around it."""
    began = perf_counter()
    today = date.fromisoformat(current_app.config["PORTAL_TODAY"] or "2025-07-31")
    done = 0
    for part in parts.seed(with_fiction=current_app.config["PORTAL_MODE"] != "production", today=today):
        done += 1
        click.echo(f"{part.label}: 불러오는 중…")
    seconds = perf_counter() - began
    click.echo(
        f"기초 자료 {done}종을 불러왔습니다. ({seconds:.1f}초)"
        if done
        else "기초 자료가 이미 있습니다. 바뀐 것이 없습니다."
    )


@click.command("audit-verify")
@with_appcontext
def audit_verify() -> None:
    """Go through the chains of both trails; exit with 1 where one does not hold, else keep the heads outside."""
    found = anchors.verify()
    for fault in found:
        click.echo(f"{fault.position}: {fault.what}")
    closed = closed_trail.verify()
    if closed is not None:
        click.echo(f"닫힌 기록이 {closed:,}번째에서 이어지지 않습니다.")
    if found or closed is not None:
        raise SystemExit(1)
    head = chain.head()
    click.echo(f"감사 기록 {head.position:,}건이 이어져 있습니다. {head.hash}")


@click.command("purge-sealed")
@click.option("--dry-run", is_flag=True, help="Only say how many are due.")
@with_appcontext
def purge_sealed(dry_run: bool) -> None:
    """Destroy the sealed cases whose year is settled, their keys first of all; only sums are left."""
    count = purging.purge(dry_run=dry_run)
    click.echo(f"파기 대상 {count:,}건" if dry_run else f"{count:,}건을 파기했습니다.")
