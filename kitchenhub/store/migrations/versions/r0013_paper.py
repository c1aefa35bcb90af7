"""The first tables of paper. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0013_paper"
down_revision = "0012_ledger"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Make the tables."""
    _printers()
    _print_jobs()


def _printers() -> None:
    op.create_table(
        "printers",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("columns", BIG, nullable=False),
        sa.Column("backup", TEXT, nullable=True),
        sa.Column("position", BIG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=True),
        sa.Column("since", TEXT, nullable=True),
        sa.Column("troubled_since", TEXT, nullable=True),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('unknown', 'ready', 'offline', 'paper_out', 'cover_open', 'paper_near_end', 'error')",
            name="ck_printers_state",
        ),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_printers_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _print_jobs() -> None:
    op.create_table(
        "print_jobs",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("printer_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("order_id", TEXT, nullable=True),
        sa.Column("ticket_id", TEXT, nullable=True),
        sa.Column("bill_id", TEXT, nullable=True),
        sa.Column("slip", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("attempts", BIG, nullable=False),
        sa.Column("reprint", BIG, nullable=False),
        sa.Column("holder", TEXT, nullable=True),
        sa.Column("sent_at", TEXT, nullable=True),
        sa.Column("finished_at", TEXT, nullable=True),
        sa.Column("detail", TEXT, nullable=True),
        sa.Column("moved_to", TEXT, nullable=True),
        sa.Column("copy_of", TEXT, nullable=True),
        sa.Column("reason", TEXT, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "kind IN ('ticket', 'void', 'fire', 'check', 'receipt', 'report', 'test')",
            name="ck_print_jobs_kind",
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'printed', 'unverified', 'unknown', 'failed', 'moved')",
            name="ck_print_jobs_state",
        ),
        sa.CheckConstraint("reprint IN (0, 1)", name="ck_print_jobs_reprint"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_print_jobs_order_id", "print_jobs", ["restaurant_id", "order_id"])
    op.create_index("ix_print_jobs_printer_id_state", "print_jobs", ["restaurant_id", "printer_id", "state"])
    op.create_index("ix_print_jobs_state", "print_jobs", ["restaurant_id", "state"])
    op.create_index("ix_print_jobs_ticket_id", "print_jobs", ["restaurant_id", "ticket_id"])
