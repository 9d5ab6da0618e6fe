"""``flask create-admin``: the first administrator, or one for the day on which nobody else can log in."""

import secrets

import click
from flask.cli import with_appcontext

from portal.accounts import passwords, queries, services
from portal.core.actors import Actor, Held, Role
from portal.core.errors import Refusal

OPERATOR = Actor(name="서버 운영자", held=(Held(Role.ADMIN),))
"""Whoever sits at the server's terminal; the audit trail names them so."""


@click.command("create-admin")
@click.option("--number", prompt="로그인 번호(직원은 개인번호)", help="Log-in id; the personal number of an official.")
@click.option("--name", default="", help="Name, for somebody who is not in the directory; asked for when needed.")
@click.option("--password", default="", help="A first password; without one it is made up and printed once.")
@click.option("--force", is_flag=True, help="Go on although there is an administrator already.")
@with_appcontext
def create_admin(number: str, name: str, password: str, force: bool) -> None:
    """Make an administrator; the first log-in asks for a new password.

    An account or official of that number is taken; otherwise the account belongs to nobody in the directory.
    """
    if queries.administrators_exist() and not force:
        raise click.ClickException(
            "There is an administrator already; they give this right on the portal's pages. "
            "If nobody can log in any more, use --force."
        )
    person, account = queries.person_with_number(number), queries.account_with_login_id(number)
    name = name or (person.name if person else "") or (account.name if account else "") or click.prompt("성명")
    first = password or secrets.token_urlsafe(12)
    why = passwords.why_not(first, about=(number, name))
    if why:
        raise click.ClickException(why)
    try:
        services.create_first_admin(
            OPERATOR, login_id=number, name=name, password=first, person_id=person.id if person else None
        )
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{name}({number}) 님을 시스템 관리자로 지정하였습니다.")
    if not password:
        click.echo(f"처음 비밀번호: {first}")
    click.echo("처음 로그인할 때 새 비밀번호를 정하게 됩니다.")
