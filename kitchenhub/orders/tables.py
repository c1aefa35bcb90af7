"""Rows of orders and lines. A line freezes name, price, tax class, recipe and stations when it is
placed.
"""

from typing import Literal

import msgspec

from kitchenhub.store.rows import Row, table

OrderType = Literal["dine_in", "counter", "takeaway", "delivery", "tab"]
PaymentState = Literal["unpaid", "part_paid", "paid"]
FulfilmentState = Literal["open", "ready", "served"]
OrderState = Literal["open", "closed", "voided"]
LineState = Literal["held", "sent", "started", "ready", "served", "voided"]
Prefix = Literal["no", "extra", "light", "side", "only"]


class GuestAllergy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A guest's allergy: by seat, or for the whole table when `seat` is null."""

    seat: int | None = None
    allergens: tuple[str, ...] = ()
    text: str | None = None


class LineModifier(msgspec.Struct, frozen=True, kw_only=True):
    """A choice on a line. `price_cents` is for one unit of the line, its own quantity included."""

    group: str | None
    option: str | None
    name: str
    prefix: Prefix | None = None
    quantity: int = 1
    price_cents: int = 0
    ingredient: str | None = None


@table("orders", indexes=(("state",), ("table_id", "state"), ("business_day",)))
class Order(Row, frozen=True, kw_only=True):
    """An order. `number` is unique within its business day; totals are kept with it."""

    id: str
    number: int
    business_day: str
    type: OrderType
    table_id: str | None
    name: str | None
    phone: str | None
    address: str | None
    covers: int | None
    note: str | None
    allergies: tuple[GuestAllergy, ...]
    channel: str | None
    server_id: str | None
    server_name: str | None
    payment: PaymentState
    fulfilment: FulfilmentState
    state: OrderState
    opened_at: str
    promised_at: str | None
    closed_at: str | None
    bills: tuple[str, ...]
    fires: int
    fingerprint: str
    subtotal_cents: int = 0
    discount_cents: int = 0
    comp_cents: int = 0
    service_cents: int = 0
    tax_cents: int = 0
    total_cents: int = 0
    paid_cents: int = 0
    due_cents: int = 0
    seq: int = 0
    version: int = 1


@table("order_lines", indexes=(("order_id",), ("state",)), checks=("quantity > 0",))
class OrderLine(Row, frozen=True, kw_only=True):
    """A line, whose identity is never lost. `recipe` is thousandths per unit with the modifiers worked
    in.

    `quantity` never changes; `voided_quantity` and `comped_quantity` say what became of it. A remake is a
    line of its own with `remake_of` and price 0. `fire` is the number of the order's fire that sent it.
    `unit_price_cents` is the item's or variant's price, modifiers add per unit; `price_cents` is the
    whole line's amount for quantity less voided_quantity.
    """

    id: str
    order_id: str
    position: int
    item_id: str
    category_id: str
    name: str
    kitchen_name: str
    variant_id: str | None
    variant_name: str | None
    quantity: int
    seat: int | None
    course: int
    unit_price_cents: int
    price_cents: int
    tax: str
    modifiers: tuple[LineModifier, ...]
    note: str | None
    allergens: tuple[str, ...]
    recipe: dict[str, int]
    stations: tuple[str, ...]
    prep_seconds: int | None
    state: LineState
    fingerprint: str
    placed_at: str
    fired_at: str | None = None
    fire: int | None = None
    voided_quantity: int = 0
    comped_quantity: int = 0
    remake_of: str | None = None
    version: int = 1


ActKind = Literal["void", "comp", "remake"]


@table("line_acts", indexes=(("order_id",), ("business_day",)), checks=("quantity > 0",))
class LineAct(Row, frozen=True, kw_only=True):
    """A void, comp or remake: what, how many, why and by whom. Written once, for the reports."""

    id: str
    kind: ActKind
    order_id: str
    line_id: str
    quantity: int
    amount_cents: int
    reason: str
    after_start: bool
    staff_id: str | None
    staff_name: str | None
    business_day: str
    at: str
