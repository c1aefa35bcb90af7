"""Placing an order and adding lines to one. This is the hot path: few look-ups, everything decided at
once.
"""

from kitchenhub.errors import FieldError, Rejected
from kitchenhub.floor.tables import DiningTable
from kitchenhub.orders import rules
from kitchenhub.orders.cards import order_state
from kitchenhub.orders.choosing import Mistakes, check_allergies, choose_all, fingerprint_of, moment_of
from kitchenhub.orders.facts import LinesPlaced, OrderPlaced
from kitchenhub.orders.firing import fire_lines
from kitchenhub.orders.lookup import lines_of, order_of, restaurant_of
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.orders.wire import LINES_MAX, FireWish, MoreLines, NewOrder
from kitchenhub.restaurant.days import business_day
from kitchenhub.restaurant.tables import Counter, Restaurant
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result


def place_order(work: Work, body: NewOrder) -> Result:
    """A new order with its lines; what the guest waits for goes to the kitchen at once.

    The same order again gets the first answer. Raises Rejected: `id_taken`, `sold_out`,
    `table_required`, and for its fields what `choosing.py` finds.
    """
    mark = fingerprint_of(body)
    known = work.get(Order, body.id)
    if known is not None:
        if known.fingerprint == mark:
            return Result("order", (known.id,), 201)
        raise Rejected("id_taken", "This order id belongs to another order.", current=order_state(known))
    restaurant = restaurant_of(work)
    mistakes = Mistakes()
    _check_place(work, body, restaurant, mistakes)
    check_allergies(body.allergies, mistakes)
    promised_at = moment_of(body.promised_at, "promised_at", mistakes)
    lines = choose_all(work, body.id, 0, body.lines, mistakes)
    mistakes.refuse()
    _refuse_taken_lines(work, lines)
    day = business_day(restaurant, work.now)
    person = work.actor if work.actor.kind == "staff" else None
    work.add(
        Order(
            restaurant_id=work.restaurant_id, id=body.id, number=_next_number(work, day), business_day=day,
            type=body.type, table_id=body.table, name=body.name,
            phone=body.phone, address=body.address, covers=body.covers, note=body.note or None,
            allergies=body.allergies, channel=body.channel, server_id=person.id if person else None,
            server_name=person.name if person else None, payment="unpaid", fulfilment="open", state="open",
            opened_at=work.now, promised_at=promised_at, closed_at=None, bills=(), fires=0,
            fingerprint=mark,
        )
    )  # fmt: skip
    _add_lines(work, body.id, lines)
    _fire_wished(work, body.id, lines, body.fire, restaurant)
    work.happened(OrderPlaced(body.id))
    work.announce("order.placed", "order", body.id)
    return Result("order", (body.id,), 201)


def add_lines(work: Work, order_id: str, body: MoreLines) -> Result:
    """More lines on an order; a paid one may get some, on a new bill.

    Sent again under another key, the same lines get the first answer.
    """
    order = order_of(work, order_id)
    known = [work.get(OrderLine, line.id) for line in body.lines]
    if all(known) and all(
        row is not None and row.order_id == order_id and row.fingerprint == fingerprint_of(sent)
        for row, sent in zip(known, body.lines, strict=True)
    ):
        return Result("order", (order_id,), 201)
    if order.state == "voided":
        raise Rejected("order_voided", f"Order {order.number} is voided.", current=order_state(order))
    standing = lines_of(work, order_id)
    if len(standing) + len(body.lines) > LINES_MAX:
        detail = f"An order has at most {LINES_MAX} lines."
        raise Rejected("invalid", detail, fields=[FieldError("lines", "invalid", detail)])
    mistakes = Mistakes()
    first = standing[-1].position + 1 if standing else 0
    lines = choose_all(work, order_id, first, body.lines, mistakes)
    mistakes.refuse()
    _refuse_taken_lines(work, lines)
    if order.state == "closed":
        order = work.change(order, state="open", closed_at=None)
    work.change(order, fulfilment="open")
    _add_lines(work, order_id, lines)
    _fire_wished(work, order_id, lines, body.fire, restaurant_of(work))
    work.happened(OrderPlaced(order_id))
    work.announce("order.changed", "order", order_id)
    return Result("order", (order_id,), 201)


def _check_place(work: Work, body: NewOrder, restaurant: Restaurant, mistakes: Mistakes) -> None:
    if body.type not in restaurant.order_types:
        mistakes.add("type", "unknown_reference", f"This restaurant takes no {body.type} orders.")
    if body.type == "dine_in" and body.table is None:
        mistakes.add("table", "table_required", "A dine-in order needs a table.")
    if body.table is not None:
        table = work.get(DiningTable, body.table)
        if table is None or table.archived:
            detail = f"There is no table called {body.table[:80]!r}."
            mistakes.add("table", "unknown_reference", detail)


def _refuse_taken_lines(work: Work, lines: list[OrderLine]) -> None:
    taken = [
        FieldError(f"lines[{index}].id", "id_taken", "This line id belongs to another line.")
        for index, line in enumerate(lines)
        if work.get(OrderLine, line.id) is not None
    ]
    if taken:
        raise Rejected("id_taken", taken[0].detail, fields=taken)


def _next_number(work: Work, day: str) -> int:
    name = f"order:{day}"
    counter = work.get(Counter, name)
    if counter is None:
        return work.add(Counter(restaurant_id=work.restaurant_id, name=name, value=1)).value
    return work.change(counter, value=counter.value + 1).value


def _add_lines(work: Work, order_id: str, lines: list[OrderLine]) -> None:
    for line in lines:
        work.add(line)
    work.happened(LinesPlaced(order_id, tuple(line.id for line in lines)))


def _fire_wished(
    work: Work, order_id: str, lines: list[OrderLine], wish: FireWish, restaurant: Restaurant
) -> None:
    """Fire what was wished for. Orders that are paid first wait for their payment, whatever was wished."""
    order = order_of(work, order_id)
    if restaurant.order_types.get(order.type) == "before":
        return
    first = rules.first_course(line.course for line in lines)
    wished = [
        line.id
        for line in lines
        if line.course == 0 or wish == "all" or (wish == "first_course" and line.course == first)
    ]
    if wished:
        fire_lines(work, order_id, wished)
