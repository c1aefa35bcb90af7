"""What the acts on sent lines share: what units cost, whether a cook has begun, and the record of the
act.
"""

from kitchenhub.bills.tables import Bill
from kitchenhub.errors import FieldError, Rejected
from kitchenhub.kitchen.tables import Ticket
from kitchenhub.orders import rules
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.tables import ActKind, LineAct, Order, OrderLine
from kitchenhub.shifts.days import posting_day
from kitchenhub.store.work import Work


def amount_of(line: OrderLine, units: int) -> int:
    """What so many units of the line cost, in cents."""
    prices = (modifier.price_cents for modifier in line.modifiers)
    return rules.line_price_cents(line.unit_price_cents, prices, units)


def was_started(work: Work, line: OrderLine) -> bool:
    """Whether a cook has begun: the line says so, or a ticket that carries it was started or recalled."""
    if line.state in ("started", "ready", "served"):
        return True
    tickets = work.find(Ticket, order_id=line.order_id)
    return any(
        ticket.started_at is not None for ticket in tickets for item in ticket.items if item.line == line.id
    )


def record_act(
    work: Work, order: Order, line: OrderLine, kind: ActKind, quantity: int, reason: str, amount_cents: int,
    *, after_start: bool,
) -> None:  # fmt: skip
    """Keep who did it, to how many and why: the close and the reports read it."""
    person = work.actor if work.actor.kind == "staff" else None
    work.add(
        LineAct(
            restaurant_id=work.restaurant_id, id=work.new_id(), kind=kind, order_id=order.id, line_id=line.id,
            quantity=quantity, amount_cents=amount_cents, reason=reason, after_start=after_start,
            staff_id=person.id if person else None, staff_name=person.name if person else None,
            business_day=posting_day(work, work.now), at=work.now,
        )
    )  # fmt: skip


def refuse_paid(work: Work, order: Order, line: OrderLine) -> None:
    """409 `order_paid` for a paid order, and for a line that a settled bill of it has charged."""
    bills = (work.get(Bill, id) for id in order.bills)
    settled = (bill for bill in bills if bill is not None and bill.state == "settled")
    if order.payment == "paid" or any(one.line == line.id for bill in settled for one in bill.lines):
        raise Rejected("order_paid", f"{line.name} is paid.", current=order_state(order))


def check_quantity(quantity: int, most: int) -> None:
    """422 when more units are meant than there are."""
    if quantity > most:
        detail = f"Only {most} are left to choose from."
        raise Rejected("invalid", f"quantity: {detail}", fields=[FieldError("quantity", "invalid", detail)])


def wrong_state(line: OrderLine, why: str) -> Rejected:
    """409 `line_state` that says why."""
    return Rejected("line_state", f"{line.name} {why}.", current={"line": line.id, "state": line.state})
