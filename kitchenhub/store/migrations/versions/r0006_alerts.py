"""The first tables of alerts. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0006_alerts"
down_revision = "0005_staff"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _alerts()


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=True),
        sa.Column("raised_at", TEXT, nullable=False),
        sa.Column("cleared_at", TEXT, nullable=True),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("severity IN ('info', 'warn', 'danger')", name="ck_alerts_severity"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_alerts_cleared_at", "alerts", ["restaurant_id", "cleared_at"])
