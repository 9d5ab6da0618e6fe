"""Months opened again; reasons and fingerprints in the closed trail; one request at a time to open a number."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ASKED = sa.text("state = 'asked'")


def upgrade() -> None:
    # columns are added in place: a table made anew would lose the triggers that keep it append-only
    op.add_column("psych_trail", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("psych_trail", sa.Column("fingerprint", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "psych_reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_name", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=60), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decided_by_id <> asked_by_id", name=op.f("ck_psych_reopening_two_people")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["psych_provider.id"], name=op.f("fk_psych_reopening_provider_id_psych_provider")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["account.id"], name=op.f("fk_psych_reopening_settled_by_id_account")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_psych_reopening_asked_by_id_account")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_psych_reopening_decided_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_psych_reopening")),
    )
    op.create_index(
        "uq_psych_reopening_one_asked",
        "psych_reopening",
        ["provider_id", "month"],
        unique=True,
        sqlite_where=ASKED,
        postgresql_where=ASKED,
    )
    op.execute(
        "UPDATE psych_opening SET state = 'declined' WHERE state = 'asked' AND id NOT IN "
        "(SELECT max(id) FROM psych_opening WHERE state = 'asked' GROUP BY case_id)"
    )
    op.create_index(
        "uq_psych_opening_one_asked",
        "psych_opening",
        ["case_id"],
        unique=True,
        sqlite_where=ASKED,
        postgresql_where=ASKED,
    )


def downgrade() -> None:
    op.drop_index("uq_psych_opening_one_asked", table_name="psych_opening")
    op.drop_table("psych_reopening")
    op.drop_column("psych_trail", "fingerprint")
    op.drop_column("psych_trail", "reason")
