"""What kind of file an export is."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("export") as batch_op:
        batch_op.add_column(sa.Column("file_format", sa.String(length=4), server_default="xlsx", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("export") as batch_op:
        batch_op.drop_column("file_format")
