"""Slips as the hub hands them over: the demo restaurant's own, one of each kind, and harmless ones."""

from typing import Any

from printers.slip import Slip, read_slip

SlipData = dict[str, Any]

TICKET: SlipData = {
    "kind": "ticket", "title": "Grill", "order_number": 47, "type": "dine_in", "table": "12", "course": 2,
    "server": "Luca", "covers": 4, "at": "20:14", "flags": ["RUSH"],
    "note": "birthday\ncandle on the dessert",
    "allergies": [{"seat": 1, "text": "NUTS · severe"}, {"seat": None, "text": "sesame"}],
    "items": [
        {"quantity": 2, "name": "Burger", "seat": 1, "note": "cut in half, please", "modifiers": [
            {"name": "rare"}, {"name": "onions", "prefix": "no"},
            {"name": "cheese", "prefix": "extra", "quantity": 2}, {"name": "salt", "prefix": "light"},
            {"name": "sauce", "prefix": "side"}, {"name": "bread", "prefix": "only"}]},
        {"quantity": 12, "name": "Bistecca alla fiorentina con patate al rosmarino", "seat": 2,
         "modifiers": [{"name": "well done"}]},
        {"quantity": 1, "name": "Crème brûlée", "voided": True},
    ],
    "foot": ["2 of 3"],
}  # fmt: skip
VOID: SlipData = {
    "kind": "void", "title": "Grill", "order_number": 47, "type": "dine_in", "table": "12", "server": "Luca",
    "at": "20:20", "note": "Guest changed mind",
    "items": [
        {"quantity": 1, "name": "Burger", "seat": 1, "modifiers": [{"name": "onions", "prefix": "no"}]},
    ],
}  # fmt: skip
FIRE: SlipData = {
    "kind": "fire", "title": "Grill", "order_number": 48, "type": "takeaway", "name": "Anna", "course": 3,
    "at": "20:35", "items": [{"quantity": 1, "name": "Steak"}],
}  # fmt: skip
CHECK: SlipData = {
    "kind": "check", "title": "Guest check", "restaurant": "Trattoria Aurora", "order_number": 47,
    "type": "dine_in", "table": "12", "server": "Luca", "covers": 4, "at": "2026-11-23 20:14",
    "items": [
        {"quantity": 2, "name": "Burger", "amount": "24,00\u00a0€",
         "modifiers": [{"name": "cheese", "prefix": "extra"}, {"name": "onions", "prefix": "no"}]},
        {"quantity": 1, "name": "Spaghetti alle vongole veraci con bottarga", "amount": "19,50\u00a0€"},
        {"quantity": 10, "name": "Chianti", "amount": "120,00\u00a0€"},
    ],
    "totals": [{"label": "Subtotal", "amount": "163,50\u00a0€"},
               {"label": "Discount", "amount": "-3,50\u00a0€"},
               {"label": "Total", "amount": "160,00\u00a0€", "strong": True}],
    "taxes": [{"label": "Food", "rate": "10%", "net": "36,36\u00a0€", "tax": "3,64\u00a0€"},
              {"label": "Alcohol", "rate": "22%", "net": "98,36\u00a0€", "tax": "21,64\u00a0€"}],
    "foot": ["Bill 12"],
}  # fmt: skip
RECEIPT: SlipData = {
    **CHECK, "kind": "receipt", "title": "Receipt", "open_drawer": True,
    "payments": [{"label": "Cash", "amount": "200,00\u00a0€"}, {"label": "Change", "amount": "-40,00\u00a0€"},
                 {"label": "Tip", "amount": "5,00\u00a0€"}],
    "foot": ["Bill 12", "Thank you"],
}  # fmt: skip
REPORT: SlipData = {
    "kind": "report", "title": "Day close Z 12", "restaurant": "Trattoria Aurora", "at": "2026-11-23 23:59",
    "sections": [
        {"heading": "Sales", "rows": [
            {"label": "Mains", "value": "1.234,00 €"}, {"label": "Drinks", "value": "410,50 €"},
            {"label": "Net sales", "value": "1.644,50 €", "strong": True}]},
        {"heading": "Drawer bar", "rows": [
            {"label": "Expected in the drawer after tips were taken out", "value": "502,00 €"},
            {"label": "Over short", "value": "-1,00 €"}]},
    ],
    "foot": ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
}  # fmt: skip
TEST: SlipData = {"kind": "test", "title": "Kitchen", "at": "20:00"}
SAMPLES = {
    "ticket": TICKET, "void": VOID, "fire": FIRE, "check": CHECK, "receipt": RECEIPT, "report": REPORT,
    "test": TEST, "ticket_reprint": {**TICKET, "reprint": True},
}  # fmt: skip


def ticket(name: str = "Burger", **fields: Any) -> Slip:
    """A ticket with one item."""
    items = [{"quantity": 1, "name": name}]
    return read_slip({"kind": "ticket", "title": "Grill", "order_number": 1, "items": items, **fields})
