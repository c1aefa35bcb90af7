"""A void reaches the kitchen: what is not wanted any more is struck on every ticket that carries it."""

import msgspec

from kitchenhub.kitchen.facts import TicketMoved, TicketVoidedInPart
from kitchenhub.kitchen.rules import all_voided
from kitchenhub.kitchen.tables import Ticket, TicketItem
from kitchenhub.orders.facts import LineVoided
from kitchenhub.store.work import Work


def strike(work: Work, fact: LineVoided) -> None:
    """Strike the voided units; a ticket without anything left is voided, and each must be acknowledged."""
    for ticket in work.find(Ticket, order_id=fact.order_id):
        if fact.line_id not in {item.line for item in ticket.items}:
            continue
        items = tuple(
            _struck(item, fact.quantity) if item.line == fact.line_id else item for item in ticket.items
        )
        voided = all_voided(items)
        finished = not voided and all(item.state != "open" for item in items) and ticket.state != "ready"
        state = "voided" if voided else "ready" if finished else ticket.state
        work.change(
            ticket, items=items, state=state, void_acknowledged_at=None,
            ready_at=work.now if finished else ticket.ready_at,
        )  # fmt: skip
        work.announce("ticket.voided" if voided else "ticket.changed", "ticket", ticket.id)
        work.happened(TicketVoidedInPart(ticket.id, fact.line_id, fact.quantity))
        if finished:
            work.happened(TicketMoved(ticket.id, tuple(item.line for item in items)))


def _struck(item: TicketItem, quantity: int) -> TicketItem:
    voided = item.voided_quantity + quantity
    state = "voided" if voided >= item.quantity else item.state
    return msgspec.structs.replace(item, voided_quantity=min(voided, item.quantity), state=state)
