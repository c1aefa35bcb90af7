"""Tables follow their orders: which are open there, and what the floor plan shows."""

from typing import Any

from kitchenhub.bills.tables import Bill
from kitchenhub.floor.tables import DiningTable, TableState
from kitchenhub.orders.lookup import lines_of, order_of
from kitchenhub.orders.tables import Order
from kitchenhub.store.work import Work


def follow_tables(work: Work, fact: Any) -> None:
    """Let the table of an order, and the one it left, show what is open there now."""
    order = order_of(work, fact.order_id)
    for table_id in {order.table_id, getattr(fact, "old_table_id", None)} - {None}:
        table = work.get(DiningTable, str(table_id))
        if table is not None:
            _follow(work, table)


def _follow(work: Work, table: DiningTable) -> None:
    orders = work.find(Order, table_id=table.id, state="open")
    ids = tuple(order.id for order in sorted(orders, key=lambda order: (order.opened_at, order.id)))
    changes: dict[str, Any] = {"orders": ids, "state": _state(work, table, orders)}
    if orders:
        seated = [order.covers for order in orders if order.covers]
        changes["covers"] = sum(seated) if seated else table.covers
        changes["seated_at"] = table.seated_at or work.now
    elif table.orders:
        changes |= {"covers": None, "seated_at": None, "state": "free"}
    if any(getattr(table, name) != value for name, value in changes.items()):
        work.change(table, **changes)
        work.announce("table.changed", "table", table.id)


def _state(work: Work, table: DiningTable, orders: list[Order]) -> TableState:
    if not orders:
        return "seated" if table.seated_at else "free"
    lines = [line for order in orders for line in lines_of(work, order.id)]
    if any(line.state == "ready" for line in lines):
        return "ready"
    if all(order.payment == "paid" for order in orders):
        return "paid"
    bills = [bill for order in orders for bill in work.find(Bill, order_id=order.id)]
    if any(bill.state == "open" for bill in bills):
        return "bill"
    return "ordered"
