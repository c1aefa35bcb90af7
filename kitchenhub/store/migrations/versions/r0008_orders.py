"""The first tables of orders. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0008_orders"
down_revision = "0007_stock"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _orders()
    _order_lines()
    _line_acts()


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("business_day", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("table_id", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("phone", TEXT, nullable=True),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("covers", BIG, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("allergies", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=True),
        sa.Column("server_id", TEXT, nullable=True),
        sa.Column("server_name", TEXT, nullable=True),
        sa.Column("payment", TEXT, nullable=False),
        sa.Column("fulfilment", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("opened_at", TEXT, nullable=False),
        sa.Column("promised_at", TEXT, nullable=True),
        sa.Column("closed_at", TEXT, nullable=True),
        sa.Column("bills", TEXT, nullable=False),
        sa.Column("fires", BIG, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("subtotal_cents", BIG, nullable=False),
        sa.Column("discount_cents", BIG, nullable=False),
        sa.Column("comp_cents", BIG, nullable=False),
        sa.Column("service_cents", BIG, nullable=False),
        sa.Column("tax_cents", BIG, nullable=False),
        sa.Column("total_cents", BIG, nullable=False),
        sa.Column("paid_cents", BIG, nullable=False),
        sa.Column("due_cents", BIG, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "type IN ('dine_in', 'counter', 'takeaway', 'delivery', 'tab')",
            name="ck_orders_type",
        ),
        sa.CheckConstraint("payment IN ('unpaid', 'part_paid', 'paid')", name="ck_orders_payment"),
        sa.CheckConstraint("fulfilment IN ('open', 'ready', 'served')", name="ck_orders_fulfilment"),
        sa.CheckConstraint("state IN ('open', 'closed', 'voided')", name="ck_orders_state"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_orders_business_day", "orders", ["restaurant_id", "business_day"])
    op.create_index("ix_orders_state", "orders", ["restaurant_id", "state"])
    op.create_index("ix_orders_table_id_state", "orders", ["restaurant_id", "table_id", "state"])


def _order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("item_id", TEXT, nullable=False),
        sa.Column("category_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kitchen_name", TEXT, nullable=False),
        sa.Column("variant_id", TEXT, nullable=True),
        sa.Column("variant_name", TEXT, nullable=True),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("seat", BIG, nullable=True),
        sa.Column("course", BIG, nullable=False),
        sa.Column("unit_price_cents", BIG, nullable=False),
        sa.Column("price_cents", BIG, nullable=False),
        sa.Column("tax", TEXT, nullable=False),
        sa.Column("modifiers", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("allergens", TEXT, nullable=False),
        sa.Column("recipe", TEXT, nullable=False),
        sa.Column("stations", TEXT, nullable=False),
        sa.Column("prep_seconds", BIG, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("placed_at", TEXT, nullable=False),
        sa.Column("fired_at", TEXT, nullable=True),
        sa.Column("fire", BIG, nullable=True),
        sa.Column("voided_quantity", BIG, nullable=False),
        sa.Column("comped_quantity", BIG, nullable=False),
        sa.Column("remake_of", TEXT, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('held', 'sent', 'started', 'ready', 'served', 'voided')",
            name="ck_order_lines_state",
        ),
        sa.CheckConstraint("quantity > 0", name="ck_order_lines_0"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_order_lines_order_id", "order_lines", ["restaurant_id", "order_id"])
    op.create_index("ix_order_lines_state", "order_lines", ["restaurant_id", "state"])


def _line_acts() -> None:
    op.create_table(
        "line_acts",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("line_id", TEXT, nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("amount_cents", BIG, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("after_start", BIG, nullable=False),
        sa.Column("staff_id", TEXT, nullable=True),
        sa.Column("staff_name", TEXT, nullable=True),
        sa.Column("business_day", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.CheckConstraint("kind IN ('void', 'comp', 'remake')", name="ck_line_acts_kind"),
        sa.CheckConstraint("after_start IN (0, 1)", name="ck_line_acts_after_start"),
        sa.CheckConstraint("quantity > 0", name="ck_line_acts_0"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_line_acts_business_day", "line_acts", ["restaurant_id", "business_day"])
    op.create_index("ix_line_acts_order_id", "line_acts", ["restaurant_id", "order_id"])
