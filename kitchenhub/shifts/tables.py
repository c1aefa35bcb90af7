"""Rows of drawers, checkouts and day closes."""

from typing import Any, Literal

from kitchenhub.store.rows import Row, table

SessionState = Literal["open", "closed"]
CashKind = Literal["pay_in", "pay_out", "drop", "no_sale"]


@table("drawers")
class Drawer(Row, frozen=True, kw_only=True):
    """A cash drawer. One that was made by opening it has no name of its own."""

    id: str
    printer: str | None
    name: str | None = None
    position: int = 0
    archived: bool = False
    version: int = 1


@table("drawer_sessions", indexes=(("state",), ("drawer_id", "state"), ("business_day",)))
class DrawerSession(Row, frozen=True, kw_only=True):
    """A drawer from its float to its count."""

    id: str
    drawer_id: str
    state: SessionState
    business_day: str
    opened_at: str
    opened_by: str | None
    opening_float_cents: int
    closed_at: str | None = None
    closed_by: str | None = None
    expected_cents: int | None = None
    counted_cents: int | None = None
    over_short_cents: int | None = None
    seq: int = 0
    version: int = 1


@table("cash_moves", indexes=(("drawer_session_id",),))
class CashMove(Row, frozen=True, kw_only=True):
    """Cash in or out of a drawer that is no payment."""

    id: str
    drawer_session_id: str
    kind: CashKind
    amount_cents: int
    reason: str | None
    actor: str
    actor_name: str
    at: str


@table("checkouts", indexes=(("business_day",), ("server_id",)))
class Checkout(Row, frozen=True, kw_only=True):
    """A server's cash-out with its frozen figures."""

    id: str
    number: int
    server_id: str
    server_name: str
    business_day: str
    at: str
    figures: dict[str, Any]


@table("day_closes", key=("business_day",))
class DayClose(Row, frozen=True, kw_only=True):
    """The numbered Z of a business day, with the head of the log at its close."""

    business_day: str
    number: int
    closed_at: str
    closed_by: str | None
    figures: dict[str, Any]
    head_seq: int
    head_hash: str
