"""Tickets follow: the pass shows which parts are ready, and what changes on an order is shown to cooks."""

from typing import Any

import msgspec

from kitchenhub.kitchen.facts import TicketMoved
from kitchenhub.kitchen.opening import allergies_for
from kitchenhub.kitchen.rules import WORKING
from kitchenhub.kitchen.tables import ItemState, Station, Ticket, TicketItem
from kitchenhub.orders.facts import LinesServed, OrderChanged
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.store.work import Work


def follow_parts(work: Work, fact: TicketMoved) -> None:
    """Show at the pass which lines of a moved ticket are ready at all of their stations."""
    moved = work.get(Ticket, fact.ticket_id)
    if moved is None:
        raise RuntimeError(f"ticket {fact.ticket_id} vanished")
    passes = {station.id for station in work.find(Station) if station.kind == "pass"}
    if moved.station_id in passes:
        return
    tickets = work.find(Ticket, order_id=moved.order_id)
    parts = [ticket for ticket in tickets if ticket.station_id not in passes]
    for ticket in tickets:
        if ticket.station_id in passes and ticket.state in WORKING:
            _show_parts(work, ticket, parts, set(fact.line_ids))


def _show_parts(work: Work, ticket: Ticket, parts: list[Ticket], lines: set[str]) -> None:
    items = tuple(
        msgspec.structs.replace(item, state=_state_of(item, parts))
        if item.line in lines and item.state != "voided"
        else item
        for item in ticket.items
    )
    if items != ticket.items:
        work.change(ticket, items=items)
        work.announce("ticket.changed", "ticket", ticket.id)


def _state_of(item: TicketItem, parts: list[Ticket]) -> ItemState:
    states = [other.state for ticket in parts for other in ticket.items if other.line == item.line]
    return "ready" if states and all(state != "open" for state in states) else "open"


def follow_served(work: Work, fact: LinesServed) -> None:
    """A pass ticket leaves the pass when somebody else has served all of it."""
    for ticket in work.find(Ticket, order_id=fact.order_id):
        if ticket.state not in WORKING or not _is_pass(work, ticket):
            continue
        lines = [work.get(OrderLine, item.line) for item in ticket.items if item.state != "voided"]
        if lines and all(line is not None and line.state == "served" for line in lines):
            items = tuple(
                msgspec.structs.replace(item, state="ready") if item.state == "open" else item
                for item in ticket.items
            )
            proven_at = ticket.proven_at or work.now
            work.change(ticket, state="ready", items=items, ready_at=work.now, proven_at=proven_at)
            work.announce("ticket.bumped", "ticket", ticket.id)


def _is_pass(work: Work, ticket: Ticket) -> bool:
    station = work.get(Station, ticket.station_id)
    return station is not None and station.kind == "pass"


def follow_order(work: Work, fact: OrderChanged) -> None:
    """Show a changed table, name, note, seat or allergy on the order's unfinished tickets."""
    order = work.get(Order, fact.order_id)
    if order is None:
        raise RuntimeError(f"order {fact.order_id} vanished")
    for ticket in work.find(Ticket, order_id=order.id):
        if ticket.state not in WORKING:
            continue
        lines = [line for item in ticket.items if (line := work.get(OrderLine, item.line)) is not None]
        seats = {line.id: line.seat for line in lines}
        allergies = allergies_for(order, lines)
        changes: dict[str, Any] = {
            "type": order.type, "table_id": order.table_id, "name": order.name, "note": order.note,
            "server_name": order.server_name, "allergies": allergies, "due_at": order.promised_at,
            "items": tuple(
                msgspec.structs.replace(item, seat=seats.get(item.line, item.seat)) for item in ticket.items
            ),
        }  # fmt: skip
        if not set(allergies) <= set(ticket.allergies):
            changes["acknowledged_at"] = None
        if any(getattr(ticket, name) != value for name, value in changes.items()):
            work.change(ticket, **changes)
            work.announce("ticket.changed", "ticket", ticket.id)
