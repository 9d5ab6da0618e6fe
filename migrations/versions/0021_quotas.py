"""Quotas."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round_quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats > 0", name=op.f("ck_round_quota_seats_positive")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_round_quota_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_quota")),
        sa.UniqueConstraint("round_id", "dimension", "value", name=op.f("uq_round_quota_round_id_dimension_value")),
    )


def downgrade() -> None:
    op.drop_table("round_quota")
