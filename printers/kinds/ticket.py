"""Kitchen slips: readable at arm's length under a heat lamp. Number and table first, allergies in a box."""

from printers.layout import Strip
from printers.slip import Slip, SlipItem, SlipModifier

TYPES = {
    "dine_in": "",
    "counter": "COUNTER",
    "takeaway": "TAKEAWAY",
    "delivery": "DELIVERY",
    "tab": "TAB",
}
PREFIXES = {"no": "NO ", "extra": "+ EXTRA ", "light": "LIGHT ", "side": "SIDE ", "only": "ONLY "}


def ticket(slip: Slip, strip: Strip) -> None:
    """A station's ticket."""
    _head(slip, strip)
    _body(slip, strip)


def fire(slip: Slip, strip: Strip) -> None:
    """A short slip that says: now."""
    strip.band("FIRE", slip.title)
    _head(slip, strip)
    _body(slip, strip)


def void(slip: Slip, strip: Strip) -> None:
    """Something sent is not wanted any more: nothing but that."""
    strip.band("VOID", "stop cooking this")
    _head(slip, strip)
    for item in slip.items:
        strip.tall(f"VOID {item.quantity} {item.name}")
        _modifiers(item, strip)
    if slip.note:
        strip.text(f"Reason: {slip.note}")
    _foot(slip, strip)


def _head(slip: Slip, strip: Strip) -> None:
    course = f"COURSE {slip.course}" if slip.course else ""
    strip.band(slip.title.upper(), course)
    for flag in slip.flags:
        strip.band(f"*** {flag} ***")
    place = f"T{slip.table}" if slip.table else TYPES.get(slip.type or "", "")
    number = f"#{slip.order_number}" if slip.order_number is not None else ""
    strip.tall(f"{number}  {place}".strip())
    if slip.name:
        strip.tall(slip.name)


def _body(slip: Slip, strip: Strip) -> None:
    if slip.allergies:
        said = [f"ALLERGY {_seat(one.seat)}: {one.text}" for one in slip.allergies]
        strip.box(said)
    strip.rule()
    for item in slip.items:
        strip.tall(f"{item.quantity} {item.name}")
        _modifiers(item, strip)
        if item.note:
            strip.text(f'"{item.note}"', indent=4, bold=True)
        if item.seat is not None:
            strip.text(f"seat {item.seat}", indent=4)
    strip.rule()
    if slip.note:
        strip.text(f'Note: "{slip.note}"', bold=True)
    _foot(slip, strip)


def _seat(seat: int | None) -> str:
    return f"seat {seat}" if seat is not None else "whole table"


def _modifiers(item: SlipItem, strip: Strip) -> None:
    for modifier in item.modifiers:
        strip.text(modifier_text(modifier), indent=4, hanging=2, bold=modifier.prefix in ("no", "only"))


def modifier_text(modifier: SlipModifier) -> str:
    """A modifier as cooks read it: NO onions, + EXTRA cheese, 2 x bacon."""
    times = f"{modifier.quantity} x " if modifier.quantity > 1 else ""
    return f"{PREFIXES.get(modifier.prefix or '', '')}{times}{modifier.name}"


def _foot(slip: Slip, strip: Strip) -> None:
    people = f"{slip.covers} guests" if slip.covers else ""
    strip.pair(" · ".join(word for word in (slip.at, slip.server) if word), people)
    for text in slip.foot:
        strip.text(text)
