"""The first tables of kitchen. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0009_kitchen"
down_revision = "0008_orders"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _stations()
    _tickets()
    _ticket_seen()


def _stations() -> None:
    op.create_table(
        "stations",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("printer", TEXT, nullable=True),
        sa.Column("screen", BIG, nullable=False),
        sa.Column("progress", TEXT, nullable=False),
        sa.Column("held", TEXT, nullable=False),
        sa.Column("warm_seconds", BIG, nullable=False),
        sa.Column("late_seconds", BIG, nullable=False),
        sa.Column("stations", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("kind IN ('station', 'pass')", name="ck_stations_kind"),
        sa.CheckConstraint("screen IN (0, 1)", name="ck_stations_screen"),
        sa.CheckConstraint(
            "progress IN ('start_and_bump', 'bump_only', 'none')",
            name="ck_stations_progress",
        ),
        sa.CheckConstraint("held IN ('show', 'hide', 'print_then_fire_slip')", name="ck_stations_held"),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_stations_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("order_id", TEXT, nullable=False),
        sa.Column("order_number", BIG, nullable=False),
        sa.Column("station_id", TEXT, nullable=False),
        sa.Column("fire", BIG, nullable=False),
        sa.Column("course", BIG, nullable=True),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("table_id", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("server_name", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("allergies", TEXT, nullable=False),
        sa.Column("items", TEXT, nullable=False),
        sa.Column("priority", BIG, nullable=False),
        sa.Column("remake", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("fired_at", TEXT, nullable=False),
        sa.Column("started_at", TEXT, nullable=True),
        sa.Column("ready_at", TEXT, nullable=True),
        sa.Column("due_at", TEXT, nullable=True),
        sa.Column("starts_at", TEXT, nullable=True),
        sa.Column("why_waiting", TEXT, nullable=True),
        sa.Column("acknowledged_at", TEXT, nullable=True),
        sa.Column("void_acknowledged_at", TEXT, nullable=True),
        sa.Column("proof", TEXT, nullable=False),
        sa.Column("proven_at", TEXT, nullable=True),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("priority IN (0, 1)", name="ck_tickets_priority"),
        sa.CheckConstraint("remake IN (0, 1)", name="ck_tickets_remake"),
        sa.CheckConstraint(
            "state IN ('open', 'started', 'ready', 'recalled', 'voided')",
            name="ck_tickets_state",
        ),
        sa.UniqueConstraint(
            "restaurant_id", "order_id", "station_id", "fire", name="uq_tickets_order_id_station_id_fire"
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tickets_order_id", "tickets", ["restaurant_id", "order_id"])
    op.create_index("ix_tickets_proven_at", "tickets", ["restaurant_id", "proven_at"])
    op.create_index("ix_tickets_state", "tickets", ["restaurant_id", "state"])
    op.create_index("ix_tickets_station_id_state", "tickets", ["restaurant_id", "station_id", "state"])


def _ticket_seen() -> None:
    op.create_table(
        "ticket_seen",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("ticket_id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("device", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("seen_at", TEXT, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
