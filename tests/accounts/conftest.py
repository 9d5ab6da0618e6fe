"""A page of no room that tells who is signed in, and rows to sign in with."""

import pytest
from flask import flash, jsonify, request
from sqlalchemy import select

from portal.accounts.models import WebSession
from portal.core.access import passive, public, signed_in, the_actor
from portal.core.db import db
from tests.factories.accounts import AccountFactory


def who():
    actor = the_actor()
    roles = sorted(f"{held.role}:{held.unit_id or ''}" for held in actor.held)
    return jsonify(name=actor.name, unit=actor.unit_name, title=actor.title, roles=roles, account=actor.account_id)


def bell():
    return "3"


def say():
    flash("다음 화면에서 알려 드립니다.")
    return "said"


def keep():
    return jsonify(dict(request.form.lists()))


@pytest.fixture
def app(app):
    app.add_url_rule("/who", "who", signed_in(who))
    app.add_url_rule("/bell-count", "bell_count", passive(signed_in(bell)))
    app.add_url_rule("/say", "say", public(say))
    app.add_url_rule("/keep", "keep", signed_in(keep), methods=["POST"])
    return app


@pytest.fixture
def account(app):
    """An official who can log in."""
    return AccountFactory(login_id="102030")


@pytest.fixture
def kept_sessions(app):
    """The rows of the session table, read anew."""

    def read():
        db.session.expire_all()
        return db.session.scalars(select(WebSession)).all()

    return read


@pytest.fixture
def cookie(app):
    """The value of a browser's session cookie."""
    return lambda client: getattr(client.get_cookie("portal"), "value", None)
