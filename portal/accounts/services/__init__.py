"""Every change to accounts, their links, their roles and their sessions."""

from portal.accounts.services._core import Browser, NewSession, key_hash
from portal.accounts.services.accounts import change_password, create_account, deactivate
from portal.accounts.services.confirming import NewKey, confirm, mark_confirmed
from portal.accounts.services.grants import grant_role, revoke_role
from portal.accounts.services.links import (
    NewLink,
    make_link,
    revoke_link,
    set_password_by_link,
    sign_in_by_link,
    use_link,
)
from portal.accounts.services.signing_in import sign_in, sign_out, sweep_sessions

__all__ = [
    "Browser",
    "NewKey",
    "NewLink",
    "NewSession",
    "change_password",
    "confirm",
    "create_account",
    "deactivate",
    "grant_role",
    "key_hash",
    "make_link",
    "mark_confirmed",
    "revoke_link",
    "revoke_role",
    "set_password_by_link",
    "sign_in",
    "sign_in_by_link",
    "sign_out",
    "sweep_sessions",
    "use_link",
]
