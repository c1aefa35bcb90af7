"""Serving: lines reach the guest, or an order is handed over the counter."""

from kitchenhub.errors import Rejected
from kitchenhub.orders import rules
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.facts import LinesServed
from kitchenhub.orders.firing import chosen_lines
from kitchenhub.orders.lookup import lines_of, order_of
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.orders.wire import Choice
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def serve(work: Work, order_id: str, choice: Choice) -> Result:
    """The chosen lines were brought to the table. Held lines are not sent yet and stay."""
    order = order_of(work, order_id)
    sent = [line for line in chosen_lines(work, order, choice) if line.state in rules.SENT]
    _serve(work, order, sent)
    return Result("order", (order_id,))


def hand_over(work: Work, order_id: str) -> Result:
    """The whole order goes to its guest: everything sent is served. 409 while something is still held."""
    order = order_of(work, order_id)
    lines = lines_of(work, order_id)
    if any(line.state == "held" for line in lines):
        raise Rejected("lines_held", f"Order {order.number} has held lines.", current=order_state(order))
    _serve(work, order, [line for line in lines if line.state in rules.SENT])
    return Result("order", (order_id,))


def _serve(work: Work, order: Order, lines: list[OrderLine]) -> None:
    for line in lines:
        work.change(line, state="served")
    if lines:
        settle_fulfilment(work, order.id)
        work.happened(LinesServed(order.id))
        work.announce("order.changed", "order", order.id)


def settle_fulfilment(work: Work, order_id: str) -> None:
    """Let the order's fulfilment say what its lines say."""
    order = order_of(work, order_id)
    now = rules.fulfilment_of(line.state for line in lines_of(work, order_id))
    if now != order.fulfilment:
        work.change(order, fulfilment=now)
