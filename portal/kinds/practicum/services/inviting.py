"""Links for candidates: each opens the candidate's own pages once; they are told when made and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.accounts.models import Purpose
from portal.accounts.services import NewLink, create_candidate_account, make_link
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.transaction import command
from portal.kinds.practicum import messages
from portal.kinds.practicum.gate import admit_desk
from portal.kinds.practicum.models import Candidate
from portal.kinds.practicum.queries import candidates


@dataclass(frozen=True)
class Invitation:
    """A candidate and the link that was just made."""

    candidate: Candidate
    link: NewLink


@command
def invite(actor: Actor, public_ids: Sequence[str]) -> list[Invitation]:
    """Make a link for each candidate on the list; those made before stop working."""
    admit_desk(actor)
    made = []
    for candidate in candidates.candidates_to_invite(public_ids):
        if candidate.account_id is None:
            account = create_candidate_account(
                actor,
                login_id=f"C{candidate.exam_year}-{candidate.exam_no}",
                name=candidate.name,
                until=candidate.list_valid_until + timedelta(days=1),
                reason=messages.CANDIDACY,
            )
            candidate.account_id = account.id
            db.session.flush()
        assert candidate.account_id is not None
        made.append(Invitation(candidate, make_link(actor, candidate.account_id, purpose=Purpose.SIGN_IN)))
    return made
