"""What happens to posts, past tense; listeners read it in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.core.actors import Actor


@dataclass(frozen=True)
class PostMoved:
    """A post was put up, changed, taken down or put up again; with what stood there before."""

    actor: Actor
    post_id: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
