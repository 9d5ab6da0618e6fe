"""Who is given which attachment, and what the trail calls what was read."""

from dataclasses import replace

from portal.applications.models import Application, Attachment
from portal.applications.policies import may_read_content
from portal.applications.queries.mine import file_by_public_id
from portal.core import reads
from portal.core.actors import Actor
from portal.core.errors import Missing
from portal.core.reads import Read
from portal.programs.kinds import kind_of


def read_of(application: Application) -> Read:
    """Return what the trail says when somebody opens an application: never more than its number when it is secret."""
    program = application.round.program
    is_sensitive = kind_of(program).is_sensitive
    name = application.receipt_no if is_sensitive else f"{application.receipt_no} {program.title}"
    return Read("application", application.public_id, name, application.person_id, is_sensitive)


def readable_file(actor: Actor, public_id: str) -> Attachment:
    """Return an attachment the actor may read; raises Missing."""
    found = file_by_public_id(public_id)
    if found is not None:
        attachment, application = found
        if application is None and actor.person_id is not None and attachment.person_id == actor.person_id:
            return attachment
        if application is not None and may_read_content(actor, application):
            reads.note(actor, replace(read_of(application), object_type="file", object_ref=attachment.public_id))
            return attachment
    raise Missing("찾으시는 파일이 없습니다.")
