"""Every change to accounts, their links, their roles and their sessions."""

from portal.accounts.services._core import Browser, NewSession, key_hash
from portal.accounts.services.accounts import (
    create_account,
    create_account_of_official,
    create_candidate_account,
    create_first_admin,
    create_partner_account,
    create_staff_account,
    deactivate,
    end_all_sessions,
    end_session,
    join_staff,
    leave_staff,
    reopen,
    shut_out,
    unlock,
)
from portal.accounts.services.asking import ask_for_role, decide_request, note_review, withdraw_request
from portal.accounts.services.confirming import NewKey, confirm, mark_confirmed
from portal.accounts.services.grants import end_grants_of_moved, grant_role, revoke_role
from portal.accounts.services.links import (
    NewLink,
    approve_link,
    make_link,
    revoke_link,
    set_password_by_link,
    sign_in_by_link,
    use_link,
)
from portal.accounts.services.passwords import change_password
from portal.accounts.services.signing_in import sign_in, sign_out, sweep_sessions
from portal.accounts.services.signing_on import check_tries, confirm_by_office, note_refused, sign_in_by_office

__all__ = [
    "Browser",
    "NewKey",
    "NewLink",
    "NewSession",
    "approve_link",
    "ask_for_role",
    "change_password",
    "check_tries",
    "confirm",
    "confirm_by_office",
    "create_account",
    "create_account_of_official",
    "create_candidate_account",
    "create_first_admin",
    "create_partner_account",
    "create_staff_account",
    "deactivate",
    "decide_request",
    "end_all_sessions",
    "end_grants_of_moved",
    "end_session",
    "grant_role",
    "join_staff",
    "key_hash",
    "leave_staff",
    "make_link",
    "mark_confirmed",
    "note_refused",
    "note_review",
    "reopen",
    "revoke_link",
    "revoke_role",
    "set_password_by_link",
    "shut_out",
    "sign_in",
    "sign_in_by_link",
    "sign_in_by_office",
    "sign_out",
    "sweep_sessions",
    "unlock",
    "use_link",
    "withdraw_request",
]
