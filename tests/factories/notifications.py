"""Notices, already visible and unread unless said otherwise, and letters."""

from datetime import timedelta

import factory

from portal.core import clock
from portal.core.db import db
from portal.notifications.models import Letter, LetterState, Notice


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


class LetterFactory(factory.alchemy.SQLAlchemyModelFactory):
    """One letter that waits: ``LetterFactory(person_id=…)``."""

    class Meta:
        model = Letter
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    address = factory.Sequence(lambda n: f"s{n}@sen.example")
    subject = "[총무과] 알려 드립니다."
    link = "/notices"
    state = LetterState.WAITING
    created_at = factory.LazyFunction(clock.now)
    next_try_at = factory.LazyFunction(clock.now)
