"""A slip as data: what the hub hands over. Amounts and times are text already; nothing here knows a
printer.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

SlipKind = Literal["ticket", "void", "fire", "check", "receipt", "report", "test"]
OrderType = Literal["dine_in", "counter", "takeaway", "delivery", "tab"]
Prefix = Literal["no", "extra", "light", "side", "only"]


class SlipModifier(msgspec.Struct, frozen=True, kw_only=True):
    """A modifier of an item."""

    name: str
    prefix: Prefix | None = None
    quantity: int = 1


class SlipItem(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a slip."""

    quantity: int
    name: str
    seat: int | None = None
    modifiers: tuple[SlipModifier, ...] = ()
    note: str | None = None
    amount: str | None = None
    voided: bool = False


class SlipAllergy(msgspec.Struct, frozen=True, kw_only=True):
    """A guest's allergy, by seat or for the whole table."""

    text: str
    seat: int | None = None


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled amount; `strong` for what must be seen first."""

    label: str
    amount: str
    strong: bool = False


class TaxRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the tax table."""

    label: str
    rate: str
    net: str
    tax: str


class SectionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a report."""

    label: str
    value: str
    strong: bool = False


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a report."""

    heading: str
    rows: tuple[SectionRow, ...] = ()


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One slip. `reprint` is set for every copy after one that may have printed."""

    kind: SlipKind
    title: str
    restaurant: str | None = None
    order_number: int | None = None
    type: OrderType | None = None
    table: str | None = None
    name: str | None = None
    course: int | None = None
    server: str | None = None
    covers: int | None = None
    at: str | None = None
    reprint: bool = False
    flags: tuple[str, ...] = ()
    note: str | None = None
    allergies: tuple[SlipAllergy, ...] = ()
    items: tuple[SlipItem, ...] = ()
    totals: tuple[Amount, ...] = ()
    taxes: tuple[TaxRow, ...] = ()
    payments: tuple[Amount, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: tuple[str, ...] = ()
    open_drawer: bool = False


def read_slip(data: Mapping[str, Any] | bytes | str, *, reprint: bool = False) -> Slip:
    """The slip in JSON or in a decoded object; fields it does not know are left out.

    `reprint` marks it as a copy, whatever the data say. Raises msgspec.ValidationError (or DecodeError)
    for what is no slip.
    """
    if isinstance(data, bytes | str):
        slip = msgspec.json.decode(data, type=Slip)
    else:
        slip = msgspec.convert(data, Slip)
    return msgspec.structs.replace(slip, reprint=True) if reprint else slip
