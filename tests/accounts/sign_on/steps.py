"""What a browser does on its way through the provider."""

from sqlalchemy import select

from portal.accounts.models import WebSession
from portal.core.db import db

FAILED = "통합인증으로 로그인하지 못했습니다"


def go(client, next_="/who"):
    """Press the button; return where the portal sends the browser."""
    answer = client.get("/login/office", query_string={"next": next_})
    assert answer.status_code == 303, answer.text
    return answer.location


def come_back(client, query):
    return client.get(f"/login/office/answer?{query}")


def sign_on(client, provider, next_="/who", **claims):
    return come_back(client, provider.authorize(go(client, next_), **claims))


def ways(client):
    return [row.way for row in db.session.scalars(select(WebSession))]
