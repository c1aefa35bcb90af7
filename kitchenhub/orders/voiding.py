"""The four acts: remove (unsent), void, comp and remake, each with its quantity and reason."""

import msgspec

from kitchenhub.bills.tables import Bill
from kitchenhub.errors import FieldError, Rejected
from kitchenhub.kitchen.tables import Ticket
from kitchenhub.orders import rules
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.facts import LineComped, LineRemoved, LinesPlaced, LinesServed, LineVoided
from kitchenhub.orders.firing import fire_lines
from kitchenhub.orders.lookup import changeable, line_of, lines_of, order_of, restaurant_of
from kitchenhub.orders.tables import ActKind, LineAct, LineModifier, Order, OrderLine
from kitchenhub.orders.wire import Act
from kitchenhub.restaurant.days import business_day
from kitchenhub.staff.approving import use_approval
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def remove_line(work: Work, order_id: str, line_id: str) -> Result:
    """Take an unsent line off: no question, no record. A sent one needs a void (409 `line_state`)."""
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    if line.state == "voided" and line.fired_at is None:
        return Result("order", (order_id,))
    if line.state != "held":
        raise _wrong_state(line, "was sent; taking it back is a void")
    _refuse_paid(work, order, line)
    _remove(work, order, line)
    return Result("order", (order_id,))


def void_line(work: Work, order_id: str, line_id: str, act: Act) -> Result:
    """The guest does not pay for it. Before start any server may, after start a manager or with approval.

    An unsent line is simply removed when all of it is meant.
    """
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    _refuse_paid(work, order, line)
    if line.state == "voided":
        raise _wrong_state(line, "is voided already")
    _check_quantity(act, line.quantity - line.voided_quantity)
    if line.state == "held":
        if act.quantity < line.quantity:
            raise _wrong_state(line, "is not sent yet; change its quantity instead")
        _remove(work, order, line)
        return Result("order", (order_id,))
    after_start = _was_started(work, line)
    amount_cents = _amount_cents(line, act.quantity)
    if after_start:
        use_approval(work, act.approval, "void", line.id, amount_cents)
    voided = line.voided_quantity + act.quantity
    gone = voided == line.quantity
    work.change(
        line,
        voided_quantity=voided,
        comped_quantity=min(line.comped_quantity, line.quantity - voided),
        state="voided" if gone else line.state,
        price_cents=_amount_cents(line, line.quantity - voided),
    )
    _record(work, order, line, "void", act, amount_cents, after_start)
    work.happened(LineVoided(order_id, line_id, act.quantity, after_start, act.reason))
    work.happened(LinesServed(order_id))  # what is left may be served already: pass and table look again
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,))


def comp_line(work: Work, order_id: str, line_id: str, act: Act) -> Result:
    """Served and given: the price stays in sales and is charged 0. A manager, or with approval."""
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    _refuse_paid(work, order, line)
    if line.state in ("held", "voided"):
        raise _wrong_state(line, f"is {line.state}; only what was sent can be given")
    _check_quantity(act, line.quantity - line.voided_quantity - line.comped_quantity)
    amount_cents = _amount_cents(line, act.quantity)
    use_approval(work, act.approval, "comp", line.id, amount_cents)
    work.change(line, comped_quantity=line.comped_quantity + act.quantity)
    _record(work, order, line, "comp", act, amount_cents, _was_started(work, line))
    work.happened(LineComped(order_id, line_id, act.quantity))
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,))


def remake_line(work: Work, order_id: str, line_id: str, act: Act) -> Result:
    """Make it again: a new line at price 0 that jumps the queue, booked as waste. Manager or approval.

    The same remake under its own id again gets the first answer.
    """
    line = line_of(work, order_of(work, order_id), line_id)
    new_id = act.id or work.new_id()
    known = work.get(OrderLine, new_id)
    if known is not None:
        if (known.remake_of, known.quantity) == (line.id, act.quantity):
            return Result("order", (order_id,), 201)
        raise Rejected("id_taken", "This line id belongs to another line.")
    order = changeable(work, order_id)
    if line.state in ("held", "voided"):
        raise _wrong_state(line, f"is {line.state}; only what was sent can be made again")
    _check_quantity(act, line.quantity - line.voided_quantity)
    use_approval(work, act.approval, "remake", line.id)
    last = lines_of(work, order_id)[-1]
    free = tuple(_free(modifier) for modifier in line.modifiers)
    work.add(
        OrderLine(
            restaurant_id=work.restaurant_id, id=new_id, order_id=order_id, position=last.position + 1,
            item_id=line.item_id, category_id=line.category_id, name=line.name,
            kitchen_name=line.kitchen_name, variant_id=line.variant_id, variant_name=line.variant_name,
            quantity=act.quantity, seat=line.seat, course=line.course, unit_price_cents=0, price_cents=0,
            tax=line.tax, modifiers=free, note=line.note, allergens=line.allergens, recipe=line.recipe,
            stations=line.stations, prep_seconds=line.prep_seconds, state="held",
            fingerprint=line.fingerprint, placed_at=work.now, remake_of=line.id,
        )
    )  # fmt: skip
    work.change(order_of(work, order_id), fulfilment="open")
    _record(work, order, line, "remake", act, 0, _was_started(work, line))
    work.happened(LinesPlaced(order_id, (new_id,)))
    fire_lines(work, order_id, [new_id], remake=True)
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,), 201)


def _remove(work: Work, order: Order, line: OrderLine) -> None:
    work.change(line, state="voided", voided_quantity=line.quantity, price_cents=0)
    work.happened(LineRemoved(order.id, line.id, line.quantity))
    work.happened(LinesServed(order.id))  # what is left may be served already: pass and table look again
    work.announce("order.changed", "order", order.id)


def _refuse_paid(work: Work, order: Order, line: OrderLine) -> None:
    """409 `order_paid` for a paid order, and for a line that a settled bill of it has charged."""
    bills = (work.get(Bill, id) for id in order.bills)
    settled = (bill for bill in bills if bill is not None and bill.state == "settled")
    if order.payment == "paid" or any(one.line == line.id for bill in settled for one in bill.lines):
        raise Rejected("order_paid", f"{line.name} is paid.", current=order_state(order))


def _free(modifier: LineModifier) -> LineModifier:
    return msgspec.structs.replace(modifier, price_cents=0)


def _was_started(work: Work, line: OrderLine) -> bool:
    """Whether a cook has begun: the line says so, or a ticket that carries it was started or recalled."""
    if line.state in ("started", "ready", "served"):
        return True
    tickets = work.find(Ticket, order_id=line.order_id)
    return any(
        ticket.started_at is not None for ticket in tickets for item in ticket.items if item.line == line.id
    )


def _amount_cents(line: OrderLine, units: int) -> int:
    prices = (modifier.price_cents for modifier in line.modifiers)
    return rules.line_price_cents(line.unit_price_cents, prices, units)


def _check_quantity(act: Act, most: int) -> None:
    if act.quantity > most:
        detail = f"Only {most} are left to choose from."
        raise Rejected("invalid", f"quantity: {detail}", fields=[FieldError("quantity", "invalid", detail)])


def _wrong_state(line: OrderLine, why: str) -> Rejected:
    return Rejected("line_state", f"{line.name} {why}.", current={"line": line.id, "state": line.state})


def _record(
    work: Work, order: Order, line: OrderLine, kind: ActKind, act: Act, amount_cents: int, after_start: bool
) -> None:
    person = work.actor if work.actor.kind == "staff" else None
    work.add(
        LineAct(
            restaurant_id=work.restaurant_id, id=work.new_id(), kind=kind, order_id=order.id, line_id=line.id,
            quantity=act.quantity, amount_cents=amount_cents, reason=act.reason, after_start=after_start,
            staff_id=person.id if person else None, staff_name=person.name if person else None,
            business_day=business_day(restaurant_of(work), work.now), at=work.now,
        )
    )  # fmt: skip
