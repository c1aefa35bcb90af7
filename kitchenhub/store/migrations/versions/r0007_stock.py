"""The first tables of stock. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0007_stock"
down_revision = "0006_alerts"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _ingredients()
    _stock_moves()


def _ingredients() -> None:
    op.create_table(
        "ingredients",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("on_hand_milli", BIG, nullable=False),
        sa.Column("reserved_milli", BIG, nullable=False),
        sa.Column("par_milli", BIG, nullable=True),
        sa.Column("cost_micros", BIG, nullable=True),
        sa.Column("when_out", TEXT, nullable=False),
        sa.Column("allergens", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("unit IN ('g', 'ml', 'each')", name="ck_ingredients_unit"),
        sa.CheckConstraint("when_out IN ('warn', 'block')", name="ck_ingredients_when_out"),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_ingredients_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _stock_moves() -> None:
    op.create_table(
        "stock_moves",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("source", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("cause", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("ingredient_id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("quantity_milli", BIG, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('opening', 'sale', 'void', 'waste', 'receive', 'count', 'adjust')",
            name="ck_stock_moves_kind",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_stock_moves_ingredient_id_at", "stock_moves", ["restaurant_id", "ingredient_id", "at"]
    )
