"""The first tables of staff. Written by generate.py, never changed by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0005_staff"
down_revision = "0004_floor"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
BLOB = sa.LargeBinary()


def upgrade() -> None:
    """Make the tables."""
    _staff()
    _api_tokens()
    _sign_ins()
    _approvals()


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("pin_hash", TEXT, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("archived", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'cashier', 'waiter', 'kitchen', 'printer', 'integration', 'guest')",
            name="ck_staff_role",
        ),
        sa.CheckConstraint("archived IN (0, 1)", name="ck_staff_archived"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _api_tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("token_hash", BLOB, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("revoked_at", TEXT, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'cashier', 'waiter', 'kitchen', 'printer', 'integration', 'guest')",
            name="ck_api_tokens_role",
        ),
        sa.UniqueConstraint("token_hash", name="uq_api_tokens_token_hash"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("secret_hash", BLOB, nullable=False),
        sa.Column("staff_id", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=False),
        sa.Column("ended_at", TEXT, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.UniqueConstraint("secret_hash", name="uq_sign_ins_secret_hash"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sign_ins_staff_id", "sign_ins", ["restaurant_id", "staff_id"])


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("restaurant_id", BIG, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("id", TEXT, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("amount_cents", BIG, nullable=True),
        sa.Column("staff_id", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=False),
        sa.Column("used_at", TEXT, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
