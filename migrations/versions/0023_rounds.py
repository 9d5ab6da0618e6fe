"""Rounds that officers run: state, audience, questions, answers to them, what is to be looked at again."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_break",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_service_break_days_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_service_break_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_break")),
    )
    op.create_index(op.f("ix_service_break_person_id"), "service_break", ["person_id"])
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("contact_post_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("state", sa.String(length=12), nullable=False, server_default="published"))
        batch_op.add_column(sa.Column("state_reason", sa.String(length=300), nullable=False, server_default=""))
        batch_op.create_foreign_key(batch_op.f("fk_round_contact_post_id_post"), "post", ["contact_post_id"], ["id"])
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extra", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("extra_purge_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("recheck_words", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("recheck_kept", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("confirm_by", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_application_extra_purge_on"), ["extra_purge_on"])
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("question", sa.String(length=12), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_column("question")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_extra_purge_on"))
        for name in ("confirm_by", "recheck_kept", "recheck_words", "extra_purge_on", "extra"):
            batch_op.drop_column(name)
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_round_contact_post_id_post"), type_="foreignkey")
        for name in ("state_reason", "state", "contact_post_id", "questions", "audience"):
            batch_op.drop_column(name)
    with op.batch_alter_table("program", schema=None) as batch_op:
        batch_op.drop_column("version")
    op.drop_index(op.f("ix_service_break_person_id"), table_name="service_break")
    op.drop_table("service_break")
