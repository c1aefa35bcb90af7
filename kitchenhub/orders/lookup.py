"""Finding orders and lines for a command, and refusing those that are past changing."""

from kitchenhub.errors import Rejected, unknown
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.work import Work


def restaurant_of(work: Work) -> Restaurant:
    """The restaurant's settings."""
    row = work.get(Restaurant)
    if row is None:
        raise RuntimeError("a restaurant without settings")
    return row


def order_of(work: Work, id: str) -> Order:
    """The order of a path; 404 when there is none."""
    row = work.get(Order, id)
    if row is None:
        raise unknown("order", id)
    return row


def changeable(work: Work, id: str) -> Order:
    """An order that may still change; 409 when it is closed or voided."""
    order = order_of(work, id)
    if order.state != "open":
        raise Rejected(
            f"order_{order.state}", f"Order {order.number} is {order.state}.", current=order_state(order)
        )
    return order


def line_of(work: Work, order: Order, id: str) -> OrderLine:
    """A line of the order of a path; 404 when it is not one of its lines."""
    line = work.get(OrderLine, id)
    if line is None or line.order_id != order.id:
        raise unknown("line", id)
    return line


def lines_of(work: Work, order_id: str) -> list[OrderLine]:
    """All lines of an order, as they were placed."""
    return sorted(work.find(OrderLine, order_id=order_id), key=lambda line: line.position)
