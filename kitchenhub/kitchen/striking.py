"""A void reaches the kitchen: what is not wanted any more is struck on every ticket that carries it."""

import msgspec

from kitchenhub.kitchen.facts import TicketVoidedInPart
from kitchenhub.kitchen.rules import after, all_voided
from kitchenhub.kitchen.tables import Station, Ticket, TicketItem
from kitchenhub.orders.facts import LineVoided
from kitchenhub.store.work import Work


def strike(work: Work, fact: LineVoided) -> None:
    """Strike the voided units; a ticket without anything left is voided, and each must be acknowledged.

    Where nobody can press, the VOID slip says it and nothing waits for an acknowledgement.
    """
    for ticket in work.find(Ticket, order_id=fact.order_id):
        if fact.line_id not in {item.line for item in ticket.items}:
            continue
        items = tuple(
            _struck(item, fact.quantity) if item.line == fact.line_id else item for item in ticket.items
        )
        state = after(ticket.state, "void") if all_voided(items) else ticket.state
        seen_at = None if can_press(work, ticket) else work.now
        work.change(ticket, items=items, state=state, void_acknowledged_at=seen_at)
        work.announce("ticket.voided" if state == "voided" else "ticket.changed", "ticket", ticket.id)
        work.happened(TicketVoidedInPart(ticket.id, fact.line_id, fact.quantity, fact.reason))


def can_press(work: Work, ticket: Ticket) -> bool:
    """Whether anybody at the ticket's station can start, bump and acknowledge."""
    station = work.get(Station, ticket.station_id)
    return station is None or station.progress != "none"


def _struck(item: TicketItem, quantity: int) -> TicketItem:
    voided = item.voided_quantity + quantity
    state = "voided" if voided >= item.quantity else item.state
    return msgspec.structs.replace(item, voided_quantity=min(voided, item.quantity), state=state)
