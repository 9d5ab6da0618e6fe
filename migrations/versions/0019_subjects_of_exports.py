"""Subjects of exports."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["export.id"], name=op.f("fk_export_subject_export_id_export")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_export_subject_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_subject")),
    )
    with op.batch_alter_table("export_subject", schema=None) as batch_op:
        batch_op.create_index("ix_export_subject_export_id", ["export_id"], unique=False)
        batch_op.create_index("ix_export_subject_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_export_subject_record", ["record"], unique=False)


def downgrade() -> None:
    op.drop_table("export_subject")
