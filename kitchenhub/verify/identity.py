"""I1: what was acknowledged exists once: numbers are unique, and every remembered answer has its thing."""

from collections import Counter

import msgspec

from kitchenhub.bills.tables import Bill, Payment
from kitchenhub.kitchen.tables import Ticket
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.store.command_log import CommandRow, StoredAnswer
from kitchenhub.store.reads import Reader
from kitchenhub.store.rows import Row
from kitchenhub.verify.findings import Findings

_THINGS: dict[str, type[Row]] = {"order": Order, "ticket": Ticket, "bill": Bill, "payment": Payment}


def check_identity(reader: Reader, orders: list[Order], lines: list[OrderLine], findings: Findings) -> None:
    """Check numbers, parents and remembered answers."""
    numbers = Counter((order.business_day, order.number) for order in orders)
    for (day, number), times in numbers.items():
        if times > 1:
            findings.fail("I1", f"order number {number} of {day} was given {times} times")
    known = {order.id for order in orders}
    for line in lines:
        if line.order_id not in known:
            findings.fail("I1", f"line {line.id} belongs to no order")
    with_lines = {line.order_id for line in lines}
    for order in orders:
        if order.id not in with_lines:
            findings.fail("I1", f"order {order.number} of {order.business_day} has no lines")
    commands = reader.find(CommandRow)
    for command in commands:
        stored = msgspec.json.decode(command.answer, type=StoredAnswer)
        thing = _THINGS.get(stored.kind)
        if thing is not None and reader.get(thing, *stored.ids) is None:
            findings.fail("I1", f"command {command.name} was acknowledged, its {stored.kind} is not there")
    findings.count("orders", len(orders))
    findings.count("lines", len(lines))
    findings.count("commands", len(commands))
