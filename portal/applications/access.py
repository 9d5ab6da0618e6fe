"""Who is given which attachment."""

from portal.applications.models import Attachment
from portal.applications.policies import may_read_content
from portal.applications.queries.mine import file_by_public_id
from portal.core.actors import Actor
from portal.core.errors import Missing


def readable_file(actor: Actor, public_id: str) -> Attachment:
    """Return an attachment the actor may read; raises Missing."""
    found = file_by_public_id(public_id)
    if found is not None:
        attachment, application = found
        if application is None and actor.person_id is not None and attachment.person_id == actor.person_id:
            return attachment
        if application is not None and may_read_content(actor, application):
            return attachment
    raise Missing("찾으시는 파일이 없습니다.")
