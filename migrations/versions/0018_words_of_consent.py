"""Words of consent: what an earlier seed said of keeping data becomes what the rules say; given consents stay."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NEW_WORDS = (
    (
        "practicum",
        "실무수습 배치와 운영",
        ("5년", "수습 종료 뒤 5년"),
        "수습 종료 후 5년, 임용되지 않은 분은 명부 만료 후 파기",
    ),
    (
        "psych_counseling",
        "신청 자격 확인, 연락과 일정 조정, 연간 이용 횟수 확인",
        ("5년",),
        "비용 정산 뒤 다음 해 3월까지",
    ),
)
"""Of which kind and purpose, what was written, and what is right; an office's own words are left alone."""
HEALTH = ", 식이 정보"
"""Asked for with a consent of its own since then (민감정보), so it is no item of the other one."""

program = sa.table("program", sa.column("id", sa.Integer), sa.column("kind", sa.String))
round_ = sa.table(
    "round",
    sa.column("program_id", sa.Integer),
    sa.column("consent_purpose", sa.String),
    sa.column("consent_items", sa.String),
    sa.column("retention", sa.String),
)


def upgrade() -> None:
    for kind, purpose, old, new in NEW_WORDS:
        of_kind = sa.select(program.c.id).where(program.c.kind == kind)
        op.execute(
            sa.update(round_)
            .where(round_.c.program_id.in_(of_kind), round_.c.consent_purpose == purpose, round_.c.retention.in_(old))
            .values(retention=new)
        )
    op.execute(
        sa.update(round_)
        .where(round_.c.consent_items.endswith(HEALTH))
        .values(consent_items=sa.func.replace(round_.c.consent_items, HEALTH, ""))
    )


def downgrade() -> None:
    """Leave the words: the right ones are right for the older portal as well."""
