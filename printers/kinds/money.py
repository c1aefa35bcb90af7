"""What guests get: the check (unpaid) and the receipt (paid)."""

from printers.kinds.kitchen import TYPES
from printers.layout import Strip
from printers.lines import Size
from printers.slip import Slip, SlipModifier

MODIFIER_COLUMN = 5


def check(slip: Slip, strip: Strip) -> None:
    """The guest check: what is owed, before payment."""
    _head(slip, strip)
    _items(slip, strip)
    _totals(slip, strip)
    _taxes(slip, strip)
    strip.gap()
    strip.center("Not paid yet", bold=True)
    _foot(slip, strip)


def receipt(slip: Slip, strip: Strip) -> None:
    """The receipt: what was owed, how it was paid, and the taxes in it."""
    _head(slip, strip)
    _items(slip, strip)
    _totals(slip, strip)
    for payment in slip.payments:
        strip.pair(payment.label, payment.amount, bold=payment.strong)
    _taxes(slip, strip)
    _foot(slip, strip)


def _head(slip: Slip, strip: Strip) -> None:
    if slip.restaurant:
        strip.center(slip.restaurant, bold=True, size="large")
    strip.center(slip.title)
    for flag in slip.flags:
        strip.band(flag)
    strip.gap()
    order = f"Order {slip.order_number}" if slip.order_number is not None else ""
    table = f"Table {slip.table}" if slip.table else TYPES.get(slip.type or "", "").capitalize()
    strip.pair(" · ".join(word for word in (table, slip.name) if word), order, bold=True)
    people = f"{slip.covers} guests" if slip.covers and slip.covers > 1 else ""
    said = " · ".join(word for word in (slip.server, people) if word)
    if said or slip.at:
        strip.pair(said, slip.at or "")
    strip.rule()


def _items(slip: Slip, strip: Strip) -> None:
    for item in slip.items:
        quantity = f"{item.quantity:>2} "
        name = f"VOID {item.name}" if item.voided else item.name
        strip.quantified(quantity, name, item.amount or "")
        for modifier in item.modifiers:
            strip.text(_modifier(modifier), indent=MODIFIER_COLUMN, hanging=2)
    strip.rule()


def _modifier(modifier: SlipModifier) -> str:
    times = f"{modifier.quantity} x " if modifier.quantity > 1 else ""
    words = {"no": "no ", "only": "only ", "extra": "extra ", "light": "light ", "side": "on side "}
    return f"{words.get(modifier.prefix or '', '')}{times}{modifier.name}"


def _totals(slip: Slip, strip: Strip) -> None:
    for amount in slip.totals:
        size: Size = "large" if amount.strong else "normal"
        strip.pair(amount.label, amount.amount, bold=amount.strong, size=size)
    if slip.payments and slip.kind == "receipt":
        strip.rule()


def _taxes(slip: Slip, strip: Strip) -> None:
    if slip.taxes:
        strip.rule()
        heading = ("Tax", "Rate", "Net", "Tax")
        strip.table([heading, *((row.label, row.rate, row.net, row.tax) for row in slip.taxes)])


def _foot(slip: Slip, strip: Strip) -> None:
    if slip.foot:
        strip.gap()
    for text in slip.foot:
        strip.center(text)
