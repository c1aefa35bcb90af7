"""Slips for guests: the check (what is owed) and the receipt (how it was paid), as data for the
printers.
"""

from typing import Any

from kitchenhub.bills.tables import Bill, BillLine, Payment
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.paper.wording import day_and_time, label, money
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.reads import Reads

SlipData = dict[str, Any]


def check_slip(reads: Reads, bill: Bill) -> SlipData:
    """What is owed, before payment; a part that was paid already is taken off."""
    restaurant = restaurant_of(reads)
    totals = _totals(restaurant, bill)
    if bill.paid_cents:
        totals.append(_amount(restaurant, "Paid", -bill.paid_cents))
        totals.append(_amount(restaurant, "To pay", bill.due_cents, strong=True))
    slip = _slip(reads, restaurant, bill, "Guest check", reads.now)
    return slip | {"kind": "check", "totals": totals, "foot": [restaurant.name, f"Bill {bill.number}"]}


def receipt_slip(reads: Reads, bill: Bill) -> SlipData:
    """How a settled bill was paid. Cash opens the drawer."""
    restaurant = restaurant_of(reads)
    paid = sorted(
        (one for one in reads.find(Payment, bill_id=bill.id) if one.state == "captured"),
        key=lambda one: (one.captured_at, one.id),
    )
    slip = _slip(reads, restaurant, bill, "Receipt", bill.settled_at or reads.now)
    return slip | {
        "kind": "receipt",
        # A bill that was reopened and settled again has a receipt out already, with other figures.
        "flags": ["CORRECTED"] if bill.settlements > 1 else [],
        "totals": _totals(restaurant, bill),
        "payments": [row for one in paid for row in _payment(restaurant, one)],
        "open_drawer": any(one.method == "cash" for one in paid),
        "foot": [f"Bill {bill.number}", "Thank you"],
    }


def restaurant_of(reads: Reads) -> Restaurant:
    """The restaurant's settings."""
    row = reads.get(Restaurant)
    if row is None:
        raise RuntimeError("a restaurant without settings")
    return row


def _slip(reads: Reads, restaurant: Restaurant, bill: Bill, title: str, at: str) -> SlipData:
    order = reads.get(Order, bill.order_id)
    return {
        "title": title,
        "restaurant": restaurant.name,
        "order_number": bill.order_number,
        "type": bill.type,
        "table": order.table_id if order else None,
        "name": order.name if order else None,
        "server": bill.server_name,
        "covers": bill.covers,
        "at": day_and_time(restaurant, at),
        "items": [_item(reads, restaurant, line) for line in bill.lines],
        "taxes": [
            {
                "label": label(tax.tax),
                "rate": f"{tax.rate}%",
                "net": money(restaurant, tax.net_cents),
                "tax": money(restaurant, tax.tax_cents),
            }
            for tax in bill.taxes
        ],
    }


def _item(reads: Reads, restaurant: Restaurant, line: BillLine) -> SlipData:
    ordered = reads.get(OrderLine, line.line)
    modifiers = [
        {"name": one.name, "prefix": one.prefix, "quantity": one.quantity}
        for one in (ordered.modifiers if ordered else ())
    ]
    return {
        "quantity": line.quantity,
        "name": line.name,
        "modifiers": modifiers,
        "amount": money(restaurant, line.amount_cents),
    }


def _totals(restaurant: Restaurant, bill: Bill) -> list[SlipData]:
    rows = [
        ("Subtotal", bill.subtotal_cents),
        ("Discount", -bill.discount_cents),
        ("On the house", -bill.comp_cents),
        ("Cover charge", bill.cover_cents),
        ("Service", bill.service_cents),
        ("Tax", 0 if restaurant.prices_include_tax else bill.tax_cents),
    ]
    shown = [_amount(restaurant, name, cents) for name, cents in rows if cents]
    if len(shown) == 1:
        shown = []
    return [*shown, _amount(restaurant, "Total", bill.total_cents, strong=True)]


def _payment(restaurant: Restaurant, payment: Payment) -> list[SlipData]:
    rows = [_amount(restaurant, label(payment.method), payment.tendered_cents or payment.amount_cents)]
    if payment.change_cents:
        rows.append(_amount(restaurant, "Change", -payment.change_cents))
    if payment.tip_cents:
        rows.append(_amount(restaurant, "Tip", payment.tip_cents))
    return rows


def _amount(restaurant: Restaurant, name: str, cents: int, *, strong: bool = False) -> SlipData:
    return {"label": name, "amount": money(restaurant, cents), "strong": strong}
