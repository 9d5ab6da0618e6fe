"""What was published of the closed room's sums, month by month."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "psych_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("remote", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_psych_release_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_psych_release")),
        sa.UniqueConstraint("round_id", "until", name=op.f("uq_psych_release_round_id_until")),
    )


def downgrade() -> None:
    op.drop_table("psych_release")
