"""The first tables of menu. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0003_menu"
down_revision = "0002_restaurant"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _categories()
    _items()
    _modifier_groups()
    _tax_classes()
    _availability()


def _categories() -> None:
    op.create_table(
        "categories",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("stations", TEXT, nullable=False),
        sa.Column("tax", TEXT, nullable=True),
        sa.Column("course", BIG, nullable=True),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_categories_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("category_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kitchen_name", TEXT, nullable=True),
        sa.Column("price_cents", BIG, nullable=True),
        sa.Column("variants", TEXT, nullable=False),
        sa.Column("tax", TEXT, nullable=False),
        sa.Column("course", BIG, nullable=False),
        sa.Column("stations", TEXT, nullable=False),
        sa.Column("allergens", TEXT, nullable=False),
        sa.Column("recipe", TEXT, nullable=False),
        sa.Column("modifier_groups", TEXT, nullable=False),
        sa.Column("prep_seconds", BIG, nullable=True),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_items_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_items_category_id", "items", ["restaurant_id", "category_id"])


def _modifier_groups() -> None:
    op.create_table(
        "modifier_groups",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("min", BIG, nullable=False),
        sa.Column("max", BIG, nullable=True),
        sa.Column("options", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_modifier_groups_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _tax_classes() -> None:
    op.create_table(
        "tax_classes",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("rate_bp", BIG, nullable=True),
        sa.Column("by_type", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_tax_classes_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _availability() -> None:
    op.create_table(
        "availability",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("subject", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("available", BIG, nullable=False),
        sa.Column("remaining", BIG, nullable=True),
        sa.Column("until", TEXT, nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("in_force", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "kind IN ('item', 'variant', 'option', 'ingredient')",
            name="ck_availability_kind",
        ),
        sa.CheckConstraint("available IN (0, 1)", name="ck_availability_available"),
        sa.CheckConstraint("in_force IN (0, 1)", name="ck_availability_in_force"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_availability_in_force", "availability", ["restaurant_id", "in_force"])
