"""Closing: an order is done when it is paid and served, or when nothing of it is left."""

from kitchenhub.bills.facts import BillReopened
from kitchenhub.orders.facts import OfOrder, OrderClosed
from kitchenhub.orders.lookup import lines_of, order_of
from kitchenhub.orders.serving import settle_fulfilment
from kitchenhub.orders.tables import Order
from kitchenhub.store.work import Work


def close_when_done(work: Work, fact: OfOrder) -> None:
    """Close a served order that is paid or has nothing to pay; void one without a living line."""
    settle_fulfilment(work, fact.order_id)
    order = order_of(work, fact.order_id)
    if order.state != "open":
        return
    living = [line for line in lines_of(work, order.id) if line.state != "voided"]
    if not living and order.paid_cents == 0:
        work.change(order, state="voided", closed_at=work.now)
        work.announce("order.voided", "order", order.id)
    elif order.fulfilment == "served" and (order.payment == "paid" or _is_free(order)):
        work.change(order, state="closed", closed_at=work.now)
        work.announce("order.closed", "order", order.id)
    else:
        return
    work.happened(OrderClosed(order.id))


def _is_free(order: Order) -> bool:
    """Whether nothing was ever to be paid, as when a remake is all that is left. What was comped has a
    subtotal and still needs its bill, because the bill books the comp.
    """
    return not order.bills and order.subtotal_cents == 0 and order.total_cents == 0


def reopen(work: Work, fact: BillReopened) -> None:
    """A reopened bill opens its order again."""
    order = order_of(work, fact.order_id)
    if order.state == "closed":
        work.change(order, state="open", closed_at=None)
    work.announce("order.changed", "order", order.id)
