"""Comps: what was served is given. Its price stays in sales and is charged 0."""

from kitchenhub.bills.facts import BillGiven
from kitchenhub.orders.acts import (
    amount_of,
    check_quantity,
    record_act,
    refuse_paid,
    was_started,
    wrong_state,
)
from kitchenhub.orders.facts import LineComped
from kitchenhub.orders.lookup import changeable, line_of, order_of
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.orders.wire import Act
from kitchenhub.staff.approving import use_approval
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def comp_line(work: Work, order_id: str, line_id: str, act: Act) -> Result:
    """Give some units of a sent line. A manager, or with approval."""
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    refuse_paid(work, order, line)
    if line.state in ("held", "voided"):
        raise wrong_state(line, f"is {line.state}; only what was sent can be given")
    check_quantity(act.quantity, _still_charged(line))
    use_approval(work, act.approval, "comp", line.id, amount_of(line, act.quantity))
    _give(work, order, line, act.quantity, act.reason)
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,))


def give_lines(work: Work, fact: BillGiven) -> None:
    """A whole bill was given: each of its lines is, with the same reason."""
    order = order_of(work, fact.order_id)
    for line_id in fact.line_ids:
        line = line_of(work, order, line_id)
        if _still_charged(line):
            _give(work, order, line, _still_charged(line), fact.reason)
    work.announce("order.changed", "order", order.id)


def _still_charged(line: OrderLine) -> int:
    return line.quantity - line.voided_quantity - line.comped_quantity


def _give(work: Work, order: Order, line: OrderLine, quantity: int, reason: str) -> None:
    work.change(line, comped_quantity=line.comped_quantity + quantity)
    started = was_started(work, line)
    record_act(work, order, line, "comp", quantity, reason, amount_of(line, quantity), after_start=started)
    work.happened(LineComped(order.id, line.id, quantity))
