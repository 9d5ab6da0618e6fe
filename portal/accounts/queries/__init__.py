"""Every SELECT of accounts: who is behind a session or a number, links, rights, and what was tried."""

from portal.accounts.queries.opening import KeptSession, actor_of_account, session_kept
from portal.accounts.queries.rows import (
    account_of_login_id,
    account_or_missing,
    account_with_login_id,
    demo_accounts_exist,
    failures_since,
    grant_like,
    grant_or_missing,
    is_login_id_taken,
    link_or_missing,
    open_demo_accounts,
    purpose_of_link,
    roles_given,
)

__all__ = [
    "KeptSession",
    "account_of_login_id",
    "account_or_missing",
    "account_with_login_id",
    "actor_of_account",
    "demo_accounts_exist",
    "failures_since",
    "grant_like",
    "grant_or_missing",
    "is_login_id_taken",
    "link_or_missing",
    "open_demo_accounts",
    "purpose_of_link",
    "roles_given",
    "session_kept",
]
