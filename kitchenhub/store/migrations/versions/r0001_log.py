"""The first tables of log. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0001_log"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
BLOB = sa.LargeBinary()


def upgrade() -> None:
    """Make the tables."""
    _commands()
    _log_heads()
    _events()
    _leases()
    _outbox()


def _commands() -> None:
    op.create_table(
        "commands",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("fingerprint", BLOB, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("status", BIG, nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_commands_at", "commands", ["restaurant_id", "at"])


def _log_heads() -> None:
    op.create_table(
        "log_heads",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("log", TEXT, nullable=False),
        sa.Column("last_seq", BIG, nullable=False),
        sa.Column("last_hash", BLOB, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("seq", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=True),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("data", TEXT, nullable=True),
        sa.Column("salt", BLOB, nullable=True),
        sa.Column("audit", TEXT, nullable=False),
        sa.Column("hash", BLOB, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_events_order_id", "events", ["restaurant_id", "order_id"])


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("subject", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("until", TEXT, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("destination", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("next_at", TEXT, nullable=True),
        sa.Column("delivered_at", TEXT, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'dead')", name="ck_outbox_state"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outbox_destination_state", "outbox", ["restaurant_id", "destination", "state"])
    op.create_index("ix_outbox_state", "outbox", ["restaurant_id", "state"])
