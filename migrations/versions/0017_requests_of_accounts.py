"""Requests of accounts: candidates, who are no officials, ask about their data as well."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _move(
        new="account_id",
        parent="account",
        old="person_id",
        old_parent="person",
        found="SELECT account.id FROM account WHERE account.person_id = privacy_request.person_id",
    )


def downgrade() -> None:
    # What a candidate asked has no place in the older table: it would belong to nobody.
    op.execute("DELETE FROM privacy_request WHERE account_id IN (SELECT id FROM account WHERE person_id IS NULL)")
    _move(
        new="person_id",
        parent="person",
        old="account_id",
        old_parent="account",
        found="SELECT account.person_id FROM account WHERE account.id = privacy_request.account_id",
    )


def _move(*, new: str, parent: str, old: str, old_parent: str, found: str) -> None:
    """Put one owner in the place of another: each official has one account, from which the request came."""
    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column(new, sa.Integer(), nullable=True))
    op.execute(f"UPDATE privacy_request SET {new} = ({found})")  # noqa: S608 - the words stand above
    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.alter_column(new, existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(batch_op.f(f"fk_privacy_request_{new}_{parent}"), parent, [new], ["id"])
        batch_op.create_index(batch_op.f(f"ix_privacy_request_{new}"), [new], unique=False)
        batch_op.drop_index(batch_op.f(f"ix_privacy_request_{old}"))
        batch_op.drop_constraint(batch_op.f(f"fk_privacy_request_{old}_{old_parent}"))
        batch_op.drop_column(old)
