"""The first tables of ledger. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0012_ledger"
down_revision = "0011_shifts"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _journal_entries()


def _journal_entries() -> None:
    op.create_table(
        "journal_entries",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("business_day", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("lines", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_entries_business_day", "journal_entries", ["restaurant_id", "business_day"])
    op.create_index("ix_journal_entries_source", "journal_entries", ["restaurant_id", "source"])
