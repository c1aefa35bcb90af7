"""The first tables of shifts. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0011_shifts"
down_revision = "0010_bills"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _drawers()
    _drawer_sessions()
    _cash_moves()
    _checkouts()
    _day_closes()


def _drawers() -> None:
    op.create_table(
        "drawers",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("printer", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_drawers_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _drawer_sessions() -> None:
    op.create_table(
        "drawer_sessions",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("drawer_id", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("business_day", TEXT, nullable=False),
        sa.Column("opened_at", TEXT, nullable=False),
        sa.Column("opened_by", TEXT, nullable=True),
        sa.Column("opening_float_cents", BIG, nullable=False),
        sa.Column("closed_at", TEXT, nullable=True),
        sa.Column("closed_by", TEXT, nullable=True),
        sa.Column("expected_cents", BIG, nullable=True),
        sa.Column("counted_cents", BIG, nullable=True),
        sa.Column("over_short_cents", BIG, nullable=True),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name="ck_drawer_sessions_state"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drawer_sessions_business_day", "drawer_sessions", ["restaurant_id", "business_day"])
    op.create_index(
        "ix_drawer_sessions_drawer_id_state", "drawer_sessions", ["restaurant_id", "drawer_id", "state"]
    )
    op.create_index("ix_drawer_sessions_state", "drawer_sessions", ["restaurant_id", "state"])


def _cash_moves() -> None:
    op.create_table(
        "cash_moves",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("drawer_session_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("amount_cents", BIG, nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("actor_name", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.CheckConstraint("kind IN ('pay_in', 'pay_out', 'drop', 'no_sale')", name="ck_cash_moves_kind"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_cash_moves_drawer_session_id", "cash_moves", ["restaurant_id", "drawer_session_id"])


def _checkouts() -> None:
    op.create_table(
        "checkouts",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("server_id", TEXT, nullable=False),
        sa.Column("server_name", TEXT, nullable=False),
        sa.Column("business_day", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("figures", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_checkouts_business_day", "checkouts", ["restaurant_id", "business_day"])
    op.create_index("ix_checkouts_server_id", "checkouts", ["restaurant_id", "server_id"])


def _day_closes() -> None:
    op.create_table(
        "day_closes",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("business_day", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("closed_at", TEXT, nullable=False),
        sa.Column("closed_by", TEXT, nullable=True),
        sa.Column("figures", TEXT, nullable=False),
        sa.Column("head_seq", BIG, nullable=False),
        sa.Column("head_hash", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
