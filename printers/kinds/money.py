"""What guests get: the check (unpaid) and the receipt (paid)."""

from printers.kinds.ticket import TYPES, modifier_text
from printers.layout import Strip
from printers.slip import Slip


def check(slip: Slip, strip: Strip) -> None:
    """The guest check: what is owed, before payment."""
    _head(slip, strip)
    _lines(slip, strip)
    _totals(slip, strip)
    _taxes(slip, strip)
    strip.gap()
    strip.center("NOT PAID", bold=True)
    _foot(slip, strip)


def receipt(slip: Slip, strip: Strip) -> None:
    """The receipt: what was owed, taxes, and how it was paid."""
    _head(slip, strip)
    _lines(slip, strip)
    _totals(slip, strip)
    for payment in slip.payments:
        strip.pair(payment.label, payment.amount, bold=payment.strong)
    _taxes(slip, strip)
    _foot(slip, strip)


def _head(slip: Slip, strip: Strip) -> None:
    if slip.restaurant:
        strip.center(slip.restaurant, bold=True, tall=True)
    strip.center(slip.title, bold=True)
    strip.gap()
    place = f"Table {slip.table}" if slip.table else TYPES.get(slip.type or "", "").capitalize()
    number = f"Order {slip.order_number}" if slip.order_number is not None else ""
    strip.pair(number, place)
    people = f"{slip.covers} guests" if slip.covers else ""
    strip.pair(slip.server or "", people)
    for flag in slip.flags:
        strip.band(flag)
    strip.rule()


def _lines(slip: Slip, strip: Strip) -> None:
    for item in slip.items:
        strip.pair(f"{item.quantity} {item.name}", item.amount or "")
        for modifier in item.modifiers:
            strip.text(modifier_text(modifier), indent=4, hanging=2)
    strip.rule()


def _totals(slip: Slip, strip: Strip) -> None:
    for amount in slip.totals:
        strip.pair(amount.label, amount.amount, bold=amount.strong, tall=amount.strong)


def _taxes(slip: Slip, strip: Strip) -> None:
    if not slip.taxes:
        return
    strip.gap()
    strip.pair("Tax", "Net        Tax")
    for row in slip.taxes:
        strip.pair(f"{row.label} {row.rate}", f"{row.net} {row.tax:>10}")


def _foot(slip: Slip, strip: Strip) -> None:
    strip.gap()
    for text in slip.foot:
        strip.center(text)
    if slip.at:
        strip.center(slip.at)
