"""Taking back and making again: remove (unsent), void and remake, each with its quantity and reason."""

import msgspec

from kitchenhub.errors import Rejected
from kitchenhub.orders.acts import (
    amount_of,
    check_quantity,
    record_act,
    refuse_paid,
    was_started,
    wrong_state,
)
from kitchenhub.orders.facts import LineRemoved, LinesPlaced, LinesServed, LineVoided
from kitchenhub.orders.firing import fire_lines
from kitchenhub.orders.lookup import changeable, line_of, lines_of, order_of
from kitchenhub.orders.tables import LineModifier, Order, OrderLine
from kitchenhub.orders.wire import Act
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
        raise wrong_state(line, "was sent; taking it back is a void")
    refuse_paid(work, order, line)
    _remove(work, order, line)
    return Result("order", (order_id,))


def void_line(work: Work, order_id: str, line_id: str, act: Act) -> Result:
    """The guest does not pay for it. Before start any server may, after start a manager or with approval.

    An unsent line is simply removed when all of it is meant.
    """
    order = changeable(work, order_id)
    line = line_of(work, order, line_id)
    refuse_paid(work, order, line)
    if line.state == "voided":
        raise wrong_state(line, "is voided already")
    check_quantity(act.quantity, line.quantity - line.voided_quantity)
    if line.state == "held":
        if act.quantity < line.quantity:
            raise wrong_state(line, "is not sent yet; change its quantity instead")
        _remove(work, order, line)
        return Result("order", (order_id,))
    after_start = was_started(work, line)
    amount_cents = amount_of(line, act.quantity)
    if after_start:
        use_approval(work, act.approval, "void", line.id, amount_cents)
    voided = line.voided_quantity + act.quantity
    gone = voided == line.quantity
    work.change(
        line,
        voided_quantity=voided,
        comped_quantity=min(line.comped_quantity, line.quantity - voided),
        state="voided" if gone else line.state,
        price_cents=amount_of(line, line.quantity - voided),
    )
    record_act(work, order, line, "void", act.quantity, act.reason, amount_cents, after_start=after_start)
    work.happened(LineVoided(order_id, line_id, act.quantity, after_start, act.reason))
    work.happened(LinesServed(order_id))  # what is left may be served already: pass and table look again
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
        raise wrong_state(line, f"is {line.state}; only what was sent can be made again")
    check_quantity(act.quantity, line.quantity - line.voided_quantity)
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
    started = was_started(work, line)
    record_act(work, order, line, "remake", act.quantity, act.reason, 0, after_start=started)
    work.happened(LinesPlaced(order_id, (new_id,)))
    fire_lines(work, order_id, [new_id], remake=True)
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,), 201)


def _remove(work: Work, order: Order, line: OrderLine) -> None:
    work.change(line, state="voided", voided_quantity=line.quantity, price_cents=0)
    work.happened(LineRemoved(order.id, line.id, line.quantity))
    work.happened(LinesServed(order.id))  # what is left may be served already: pass and table look again
    work.announce("order.changed", "order", order.id)


def _free(modifier: LineModifier) -> LineModifier:
    return msgspec.structs.replace(modifier, price_cents=0)
