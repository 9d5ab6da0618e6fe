"""Contracts with institutions."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("psych_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
    with op.batch_alter_table("psych_provider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("takes_new", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("psych_provider", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("takes_new")
    with op.batch_alter_table("psych_member", schema=None) as batch_op:
        batch_op.drop_column("ended_on")
