"""What has happened to the trail itself."""

from dataclasses import dataclass
from datetime import date

from portal.core.actors import Actor


@dataclass(frozen=True)
class TrailReviewed:
    """The privacy officer looked through a month of the trail and signed."""

    actor: Actor
    month: date
    remark: str
