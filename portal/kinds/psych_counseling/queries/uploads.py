"""Lists that institutions sent."""

from sqlalchemy import select

from portal.core.db import db
from portal.core.errors import Missing
from portal.kinds.psych_counseling.models import Upload


def upload_or_missing(provider_id: int, public_id: str) -> Upload:
    """Return a list of an institution; raises Missing."""
    found = db.session.scalar(select(Upload).where(Upload.provider_id == provider_id, Upload.public_id == public_id))
    if found is None:
        raise Missing
    return found
