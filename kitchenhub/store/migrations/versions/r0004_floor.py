"""The first tables of floor. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0004_floor"
down_revision = "0003_menu"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _sections()
    _dining_tables()


def _sections() -> None:
    op.create_table(
        "sections",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_sections_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _dining_tables() -> None:
    op.create_table(
        "dining_tables",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("section_id", TEXT, nullable=False),
        sa.Column("seats", BIG, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("covers", BIG, nullable=True),
        sa.Column("seated_at", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("orders", TEXT, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('free', 'seated', 'ordered', 'ready', 'bill', 'paid')",
            name="ck_dining_tables_state",
        ),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_dining_tables_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
