"""A team's own words, messages to a selection, what was reminded of, and what letters say."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_template",
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=600), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("letter", sa.String(length=600), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_name", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_message_template_program_id_program")),
        sa.PrimaryKeyConstraint("program_id", "step", name=op.f("pk_message_template")),
    )
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("actor_name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.String(length=600), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("chosen", sa.String(length=400), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("link_only", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mailing_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("key", name=op.f("uq_mailing_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mailing_public_id")),
    )
    op.create_index("ix_mailing_account_id_made_at", "mailing", ["account_id", "made_at"])
    op.create_table(
        "reminded",
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_reminded")),
    )
    op.create_index("ix_reminded_at", "reminded", ["at"])
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("subject", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("letter", sa.String(length=600), server_default="", nullable=False))
    with op.batch_alter_table("letter") as batch_op:
        batch_op.add_column(sa.Column("text", sa.String(length=600), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_column("text")
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_column("letter")
        batch_op.drop_column("subject")
    op.drop_index("ix_reminded_at", table_name="reminded")
    op.drop_table("reminded")
    op.drop_index("ix_mailing_account_id_made_at", table_name="mailing")
    op.drop_table("mailing")
    op.drop_table("message_template")
