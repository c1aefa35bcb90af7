"""The first tables of restaurant. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0002_restaurant"
down_revision = "0001_log"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _restaurants()
    _counters()


def _restaurants() -> None:
    op.create_table(
        "restaurants",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("timezone", TEXT, nullable=False),
        sa.Column("locale", TEXT, nullable=False),
        sa.Column("prices_include_tax", BIG, nullable=False),
        sa.Column("day_starts", TEXT, nullable=False),
        sa.Column("pacing", BIG, nullable=False),
        sa.Column("receipt_printer", TEXT, nullable=True),
        sa.Column("cover_charge_cents", BIG, nullable=False),
        sa.Column("service_charge", TEXT, nullable=True),
        sa.Column("order_types", TEXT, nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("menu_version", BIG, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("prices_include_tax IN (0, 1)", name="ck_restaurants_prices_include_tax"),
        sa.CheckConstraint("pacing IN (0, 1)", name="ck_restaurants_pacing"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("value", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
