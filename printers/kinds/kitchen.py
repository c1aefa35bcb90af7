"""Kitchen slips: readable at arm's length under a heat lamp. Number and table first, allergies in a box."""

from printers.layout import Strip
from printers.slip import Slip, SlipItem, SlipModifier
from printers.text import paragraphs

TYPES = {"dine_in": "", "counter": "COUNTER", "takeaway": "TAKEAWAY", "delivery": "DELIVERY", "tab": "TAB"}
# Words that take something away stand white on black: a cook must not read past them.
_LABELS = {"no": "NO", "only": "ONLY"}
_WORDS = {"extra": "+ EXTRA ", "light": "LIGHT ", "side": "ON SIDE "}
# Two further than the name of an item whose quantity is one figure.
MODIFIER_COLUMN = 4


def ticket(slip: Slip, strip: Strip) -> None:
    """A station's ticket."""
    strip.band(slip.title.upper(), _course(slip), size="tall")
    _place(slip, strip)
    _allergies(slip, strip)
    _items(slip, strip)
    _foot(slip, strip)


def fire(slip: Slip, strip: Strip) -> None:
    """What the kitchen knows already is to be made now."""
    strip.band(f"FIRE {_course(slip)}".strip(), slip.title.upper(), size="tall")
    _place(slip, strip)
    _allergies(slip, strip)
    _items(slip, strip)
    _foot(slip, strip)


def void(slip: Slip, strip: Strip) -> None:
    """Something sent is not wanted any more: nothing but that."""
    strip.band("VOID", slip.title.upper(), size="tall")
    _place(slip, strip)
    _items(slip, strip)
    _foot(slip, strip)


def _course(slip: Slip) -> str:
    return f"COURSE {slip.course}" if slip.course else ""


def _place(slip: Slip, strip: Strip) -> None:
    number = f"#{slip.order_number}" if slip.order_number is not None else ""
    table = slip.table or ""
    place = f"T{table}" if table.isdecimal() else table
    if number or place:
        strip.pair(number or place, place if number else "", bold=True, size="large")
    kind = TYPES.get(slip.type or "", "")
    if kind or slip.name:
        strip.pair(slip.name or "", kind, bold=True, size="tall")
    for flag in slip.flags:
        strip.band(flag, size="tall")
    for part in paragraphs(slip.note or ""):
        strip.text(f'"{part}"', bold=True, size="tall")


def _allergies(slip: Slip, strip: Strip) -> None:
    if slip.allergies:
        strip.box("ALLERGY", [f"{_guest(one.seat)}: {one.text}" for one in slip.allergies])


def _guest(seat: int | None) -> str:
    return f"Seat {seat}" if seat is not None else "Whole table"


def _items(slip: Slip, strip: Strip) -> None:
    strip.rule()
    for item in slip.items:
        _item(item, strip, struck=item.voided or slip.kind == "void")
    strip.rule()


def _item(item: SlipItem, strip: Strip, *, struck: bool) -> None:
    seat = f"seat {item.seat}" if item.seat is not None else ""
    if struck:
        strip.labelled("VOID", f"{item.quantity} {item.name}", bold=True, size="tall", hanging=7)
        if seat:
            strip.text(seat, indent=MODIFIER_COLUMN)
    else:
        words = f"{item.quantity} {item.name}"
        strip.pair(words, seat, bold=True, size="tall", hanging=len(str(item.quantity)) + 1)
    for modifier in item.modifiers:
        label, text = _modifier(modifier)
        bold = modifier.prefix is not None
        strip.labelled(label, text, indent=MODIFIER_COLUMN, hanging=2, bold=bold)
    for part in paragraphs(item.note or ""):
        strip.text(f'"{part}"', indent=MODIFIER_COLUMN, hanging=1, bold=True)


def _modifier(modifier: SlipModifier) -> tuple[str, str]:
    """A modifier as cooks read it: NO onions, + EXTRA 2 x cheese, rare."""
    times = f"{modifier.quantity} x " if modifier.quantity > 1 else ""
    prefix = modifier.prefix or ""
    return _LABELS.get(prefix, ""), f"{_WORDS.get(prefix, '')}{times}{modifier.name}"


def _foot(slip: Slip, strip: Strip) -> None:
    people = f"{slip.covers} guests" if slip.covers and slip.covers > 1 else "1 guest" if slip.covers else ""
    said = " · ".join(word for word in (slip.at, slip.server) if word)
    if said or people:
        strip.pair(said, people)
    for text in slip.foot:
        strip.text(text)
