"""Slips for the kitchen: a ticket, and the void of something on it, as data for the printers."""

from typing import Any

import msgspec

from kitchenhub.kitchen.tables import Station, Ticket, TicketItem
from kitchenhub.orders.tables import GuestAllergy
from kitchenhub.paper.wording import clock_time
from kitchenhub.restaurant.tables import Restaurant

SlipData = dict[str, Any]


def ticket_slip(restaurant: Restaurant, station: Station, ticket: Ticket) -> SlipData:
    """The whole ticket: number and table first, allergies boxed, modifiers on lines of their own."""
    foot = [f"for {clock_time(restaurant, ticket.due_at)}"] if ticket.due_at else []
    return {
        "kind": "ticket",
        **_head(restaurant, station, ticket, ticket.fired_at),
        "flags": _flags(ticket),
        "note": ticket.note,
        "allergies": [_allergy(one) for one in ticket.allergies],
        "items": [
            _item(item, item.quantity - item.voided_quantity)
            for item in ticket.items
            if item.voided_quantity < item.quantity
        ],
        "foot": foot,
    }


def void_slip(
    restaurant: Restaurant, station: Station, ticket: Ticket, line: str, quantity: int, at: str
) -> SlipData:
    """What is not to be made any more, and nothing else."""
    items = [_item(item, quantity) | {"voided": True} for item in ticket.items if item.line == line]
    return {"kind": "void", **_head(restaurant, station, ticket, at), "flags": _flags(ticket), "items": items}


def _head(restaurant: Restaurant, station: Station, ticket: Ticket, at: str) -> SlipData:
    return {
        "title": station.name,
        "order_number": ticket.order_number,
        "type": ticket.type,
        "table": ticket.table_id,
        "name": ticket.name,
        "course": ticket.course,
        "server": ticket.server_name,
        "at": clock_time(restaurant, at),
    }


def _flags(ticket: Ticket) -> list[str]:
    if ticket.remake:
        return ["REMAKE"]
    return ["RUSH"] if ticket.priority else []


def _item(item: TicketItem, quantity: int) -> SlipData:
    return {
        "quantity": quantity,
        "name": item.name,
        "seat": item.seat,
        "modifiers": msgspec.to_builtins(list(item.modifiers)),
        "note": item.note,
    }


def _allergy(allergy: GuestAllergy) -> SlipData:
    words = ", ".join(allergy.allergens)
    text = f"{words} ({allergy.text})" if words and allergy.text else words or allergy.text or "see note"
    return {"text": text, "seat": allergy.seat}
