"""Guests sit down before they order, and leave."""

from kitchenhub.errors import Rejected, unknown
from kitchenhub.floor.tables import DiningTable
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Covers


class Seating(Body, frozen=True, kw_only=True):
    """How many guests sit down."""

    covers: Covers | None = None


def seat(work: Work, id: str, body: Seating) -> Result:
    """Guests sit at the table."""
    table = _table(work, id)
    covers = body.covers if body.covers is not None else table.covers
    seated_at = table.seated_at or work.now
    state = "seated" if table.state == "free" else table.state
    if (covers, seated_at, state) != (table.covers, table.seated_at, table.state):
        work.change(table, covers=covers, seated_at=seated_at, state=state)
        work.announce("table.changed", "table", id)
    return Result("table", (id,))


def clear(work: Work, id: str) -> Result:
    """The table is free again. 409 `order_open` while an order is open there."""
    table = _table(work, id)
    if table.orders:
        raise Rejected("order_open", f"Table {id} has open orders.", current={"orders": list(table.orders)})
    if table.state != "free":
        work.change(table, covers=None, seated_at=None, state="free")
        work.announce("table.changed", "table", id)
    return Result("table", (id,))


def _table(work: Work, id: str) -> DiningTable:
    table = work.get(DiningTable, id)
    if table is None or table.archived:
        raise unknown("table", id)
    return table
