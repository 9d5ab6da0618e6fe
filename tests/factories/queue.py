"""The queue as an officer's browser sees it: what is sent, and what can be read from the answer."""

import re

from portal.applications.models import Application, Status
from portal.core.db import db
from tests.factories.deciding import mark_of

QUEUE = "/admin/applications"
DECISIONS = f"{QUEUE}/decisions"


def post(client, action, *applications, headers=None, follow=True, **more):
    """Decide as a browser does, going on to the list the answer may lead to."""
    marks = [f"{mark.public_id}:{mark.version}" for mark in map(mark_of, applications)]
    data = {"mark": marks, "action": action, **more}
    return client.post(DECISIONS, data=data, headers=headers, follow_redirects=follow)


def status_of(application: Application) -> Status:
    """Return the state an application is in now."""
    return db.session.get_one(Application, application.id, populate_existing=True).status


def names_in(answer) -> list[str]:
    """Return the names on the list, in its order."""
    return re.findall(r"<a data-open [^>]*>([^<]+)</a>", answer.text)
