"""Notices, already visible and unread unless said otherwise."""

from datetime import timedelta

import factory

from portal.core import clock
from portal.core.db import db
from portal.notifications.models import Notice


class NoticeFactory(factory.alchemy.SQLAlchemyModelFactory):
    """One line behind somebody's bell: ``NoticeFactory(person_id=…)``."""

    class Meta:
        model = Notice
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    title = factory.Sequence(lambda n: f"알려 드립니다 {n}.")
    link = "/programs"
    created_at = factory.LazyFunction(clock.now)
    due_at = factory.LazyFunction(lambda: clock.now() - timedelta(minutes=1))
