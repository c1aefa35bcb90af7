"""Firing: held lines go to the kitchen. One fire is one number of its order, and opens one ticket a
station.
"""

from kitchenhub.bills.facts import BillSettled
from kitchenhub.errors import FieldError, Rejected
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.facts import LinesFired
from kitchenhub.orders.lookup import changeable, lines_of, order_of, restaurant_of
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.orders.wire import Choice
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def fire(work: Work, order_id: str, choice: Choice) -> Result:
    """Send the chosen held lines. 409 `nothing_to_do` when none of them is held, `pay_first` when
    unpaid.
    """
    order = changeable(work, order_id)
    if restaurant_of(work).order_types.get(order.type) == "before" and order.payment != "paid":
        detail = f"Order {order.number} is paid before it is sent; {order.type} orders are."
        raise Rejected("pay_first", detail, current=order_state(order))
    held = [line for line in chosen_lines(work, order, choice) if line.state == "held"]
    if not held:
        raise Rejected("nothing_to_do", "None of these lines is held.", current=order_state(order))
    fire_lines(work, order_id, [line.id for line in held])
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,))


def hold(work: Work, order_id: str, choice: Choice) -> Result:
    """Keep the chosen lines back. What is sent cannot be held any more: taking it back is a void."""
    order = changeable(work, order_id)
    for line in chosen_lines(work, order, choice):
        if line.state not in ("held", "voided"):
            detail = f"{line.name} was sent already; taking it back is a void."
            raise Rejected("line_state", detail, current={"line": line.id, "state": line.state})
    return Result("order", (order_id,))


def fire_prepaid(work: Work, fact: BillSettled) -> None:
    """A paid order of a type that pays first goes to the kitchen."""
    order = order_of(work, fact.order_id)
    if restaurant_of(work).order_types.get(order.type) != "before" or order.payment != "paid":
        return
    held = [line.id for line in lines_of(work, order.id) if line.state == "held"]
    if held:
        fire_lines(work, order.id, held)
        work.announce("order.changed", "order", order.id)


def fire_lines(work: Work, order_id: str, line_ids: list[str], *, remake: bool = False) -> None:
    """Mark held lines as sent under the order's next fire number and say so."""
    order = order_of(work, order_id)
    order = work.change(order, fires=order.fires + 1)
    for id in line_ids:
        line = work.get(OrderLine, id)
        if line is None:
            raise RuntimeError(f"line {id} vanished")
        work.change(line, state="sent", fired_at=work.now, fire=order.fires)
    work.happened(LinesFired(order_id, tuple(line_ids), order.fires, remake))


def chosen_lines(work: Work, order: Order, choice: Choice) -> list[OrderLine]:
    """The lines that a choice means, all without one; 422 for a choice of two things or of foreign
    lines.
    """
    given = [choice.course is not None, choice.lines is not None, choice.all is not None]
    if sum(given) > 1 or choice.all is False:
        raise Rejected("invalid", "Name one of course, lines, or all: true.")
    lines = lines_of(work, order.id)
    if choice.all or not any(given):
        return lines
    if choice.course is not None:
        return [line for line in lines if line.course == choice.course]
    known = {line.id: line for line in lines}
    wanted = choice.lines or ()
    foreign = [
        FieldError(f"lines[{at}]", "unknown_reference", "This order has no such line.")
        for at, id in enumerate(wanted)
        if id not in known
    ]
    if foreign:
        raise Rejected("unknown_reference", foreign[0].detail, fields=foreign)
    return [known[id] for id in dict.fromkeys(wanted)]
