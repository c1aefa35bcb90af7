"""The first tables of bills. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0010_bills"
down_revision = "0009_kitchen"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _bills()
    _payments()


def _bills() -> None:
    op.create_table(
        "bills",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("order_number", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("lines", TEXT, nullable=False),
        sa.Column("taxes", TEXT, nullable=False),
        sa.Column("discounts", TEXT, nullable=False),
        sa.Column("subtotal_cents", BIG, nullable=False),
        sa.Column("discount_cents", BIG, nullable=False),
        sa.Column("comp_cents", BIG, nullable=False),
        sa.Column("cover_cents", BIG, nullable=False),
        sa.Column("service_cents", BIG, nullable=False),
        sa.Column("tax_cents", BIG, nullable=False),
        sa.Column("total_cents", BIG, nullable=False),
        sa.Column("paid_cents", BIG, nullable=False),
        sa.Column("due_cents", BIG, nullable=False),
        sa.Column("server_id", TEXT, nullable=True),
        sa.Column("server_name", TEXT, nullable=True),
        sa.Column("covers", BIG, nullable=True),
        sa.Column("made_at", TEXT, nullable=False),
        sa.Column("settled_at", TEXT, nullable=True),
        sa.Column("business_day", TEXT, nullable=True),
        sa.Column("settlements", BIG, nullable=False),
        sa.Column("stale", BIG, nullable=False),
        sa.Column("extra_tax", TEXT, nullable=True),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("state IN ('open', 'settled', 'voided')", name="ck_bills_state"),
        sa.CheckConstraint("stale IN (0, 1)", name="ck_bills_stale"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bills_business_day", "bills", ["restaurant_id", "business_day"])
    op.create_index("ix_bills_order_id", "bills", ["restaurant_id", "order_id"])
    op.create_index("ix_bills_state", "bills", ["restaurant_id", "state"])


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("bill_id", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("amount_cents", BIG, nullable=False),
        sa.Column("tip_cents", BIG, nullable=False),
        sa.Column("tendered_cents", BIG, nullable=True),
        sa.Column("change_cents", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("drawer", TEXT, nullable=True),
        sa.Column("drawer_session_id", TEXT, nullable=True),
        sa.Column("server_id", TEXT, nullable=True),
        sa.Column("server_name", TEXT, nullable=True),
        sa.Column("captured_at", TEXT, nullable=False),
        sa.Column("business_day", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("voided_at", TEXT, nullable=True),
        sa.Column("checkout_id", TEXT, nullable=True),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("state IN ('captured', 'voided')", name="ck_payments_state"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_payments_bill_id", "payments", ["restaurant_id", "bill_id"])
    op.create_index("ix_payments_business_day", "payments", ["restaurant_id", "business_day"])
    op.create_index("ix_payments_drawer_session_id", "payments", ["restaurant_id", "drawer_session_id"])
    op.create_index("ix_payments_order_id", "payments", ["restaurant_id", "order_id"])
