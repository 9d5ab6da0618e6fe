"""Who works for an institution: an account from outside, let in by a link that a second person must approve.

An officer who could open such an account alone would read every contact: the accounts room's rule for far-reaching
rights keeps the link dead until an administrator, who sees no numbers, has approved it.
"""

from portal.accounts.models import Purpose
from portal.accounts.services import NewLink, create_partner_account, make_link, shut_out
from portal.core import clock
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import Refusal
from portal.core.transaction import command
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.models import Member
from portal.kinds.psych_counseling.queries import contract as queries
from portal.kinds.psych_counseling.queries.cases import desk_or_missing
from portal.kinds.psych_counseling.services.trail import note


@command
def add_member(actor: Actor, provider_id: int, *, name: str, login_id: str) -> NewLink:
    """Let somebody work for an institution; returns the link with which they choose a password."""
    desk_or_missing(actor, *policies.RUNS)
    provider = queries.provider_of_desk_or_missing(provider_id, to_change=True)
    if not provider.is_active:
        raise Refusal(messages.PROVIDER_OVER)
    account = create_partner_account(actor, login_id=login_id, name=name, reason=messages.WORKS_THERE)
    db.session.add(Member(account_id=account.id, provider_id=provider.id))
    note(actor, "member_added", f"{provider.id}:{account.id}")
    return make_link(actor, account.id, purpose=Purpose.PASSWORD)


@command
def new_link(actor: Actor, provider_id: int, account_id: int) -> NewLink:
    """Make another link for somebody who works there; the one before stops working."""
    desk_or_missing(actor, *policies.RUNS)
    member = queries.member_or_missing(provider_id, account_id)
    note(actor, "member_link", f"{provider_id}:{account_id}")
    return make_link(actor, member.account_id, purpose=Purpose.PASSWORD)


@command
def end_member(actor: Actor, provider_id: int, account_id: int) -> None:
    """Let nobody in any more who worked there; what they entered stays."""
    desk_or_missing(actor, *policies.RUNS)
    let_go(actor, queries.member_or_missing(provider_id, account_id))


def let_go(actor: Actor, member: Member) -> None:
    """End somebody's work for an institution, inside the caller's command."""
    member.ended_on = clock.today()
    shut_out(actor, member.account_id, reason=messages.WORKED_THERE)
    note(actor, "member_ended", f"{member.provider_id}:{member.account_id}")
