"""Reading orders: one, a list, and what the floor's screens see first."""

from typing import Any

import msgspec
import sqlalchemy as sa

from kitchenhub.errors import Rejected
from kitchenhub.floor.cards import table_cards
from kitchenhub.orders.cards import OrderCard, card_of, order_card
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.orders.wire import OrderQuery
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.paging import cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES

_orders = TABLES[Order].table
_lines = TABLES[OrderLine].table
_PAGE = (
    sa.select(*columns_of(Order))
    .where(
        _orders.c.restaurant_id == sa.bindparam("restaurant_id"),
        sa.or_(sa.bindparam("state") == "", _orders.c.state == sa.bindparam("state")),
        sa.or_(sa.bindparam("table") == "", _orders.c.table_id == sa.bindparam("table")),
        sa.or_(sa.bindparam("day") == "", _orders.c.business_day == sa.bindparam("day")),
        sa.or_(
            _orders.c.opened_at > sa.bindparam("opened_at"),
            sa.and_(_orders.c.opened_at == sa.bindparam("opened_at"), _orders.c.id > sa.bindparam("id")),
        ),
    )
    .order_by(_orders.c.opened_at, _orders.c.id)
    .limit(sa.bindparam("limit"))
)
_OPEN_LINES = (
    sa.select(*columns_of(OrderLine))
    .join(_orders, (_orders.c.restaurant_id == _lines.c.restaurant_id) & (_orders.c.id == _lines.c.order_id))
    .where(_lines.c.restaurant_id == sa.bindparam("restaurant_id"), _orders.c.state == "open")
)


class OrderPage(msgspec.Struct, frozen=True, kw_only=True):
    """Orders, oldest first."""

    orders: list[OrderCard]
    next: str | None


class OrderTopic(msgspec.Struct, frozen=True, kw_only=True):
    """What `orders:{id}` shows first."""

    order: OrderCard


def read_order(reader: Reader, id: str) -> OrderCard:
    """One order."""
    return order_card(reader, id)


def list_orders(reader: Reader, query: OrderQuery) -> OrderPage:
    """Orders in the order in which they were opened."""
    if query.open is False:
        raise Rejected("invalid", "open: only true can be asked for; leave it out for all orders.")
    opened_at, id = key_of(query.cursor, (str, str)) if query.cursor else ("", "")
    found = reader.select(
        Order, _PAGE, state="open" if query.open else "", table=query.table or "", day=query.day or "",
        opened_at=opened_at, id=id, limit=query.limit + 1,
    )  # fmt: skip
    shown = found[: query.limit]
    last = shown[-1] if len(found) > query.limit else None
    cards = [order_card(reader, order.id) for order in shown]
    return OrderPage(orders=cards, next=cursor_of(last.opened_at, last.id) if last else None)


def floor_topic(reader: Reader) -> dict[str, Any]:
    """Every table, and every open order with its lines."""
    restaurant = reader.get(Restaurant)
    lines: dict[str, list[OrderLine]] = {}
    for line in reader.select(OrderLine, _OPEN_LINES):
        lines.setdefault(line.order_id, []).append(line)
    orders = sorted(reader.find(Order, state="open"), key=lambda order: (order.opened_at, order.id))
    currency = restaurant.currency if restaurant else ""
    return {
        "tables": table_cards(reader),
        "orders": [card_of(order, lines.get(order.id, []), currency) for order in orders],
    }


def order_topic(reader: Reader, id: str) -> OrderTopic:
    """One order, for its own topic."""
    return OrderTopic(order=order_card(reader, id))
