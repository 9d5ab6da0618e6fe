"""Entries of the trail."""

import factory

from portal.audit.models import AuditEntry
from portal.core import clock
from portal.core.db import db


class AuditEntryFactory(factory.alchemy.SQLAlchemyModelFactory):
    """One act: ``AuditEntryFactory(actor_name="김산원")``."""

    class Meta:
        model = AuditEntry
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"

    at = factory.LazyFunction(clock.now)
    actor_name = "김산원"
    actor_roles = ["officer"]
    address = "10.0.0.7"
    action = "application.approve"
    object_type = "application"
    object_ref = factory.Sequence(lambda n: f"{n:032x}")
    object_name = factory.Sequence(lambda n: f"2025-{n:06d} 워크숍")
    before = {"status": "submitted"}
    after = {"status": "approved"}
