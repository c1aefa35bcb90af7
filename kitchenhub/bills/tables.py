"""Rows of bills and payments. All amounts are cents of the restaurant's currency."""

from typing import Literal

import msgspec

from kitchenhub.store.rows import Row, table

BillState = Literal["open", "settled", "voided"]
PayState = Literal["captured", "voided"]


class BillLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line's share of a bill; `amount_cents` before discounts, comped part included."""

    line: str
    quantity: int
    amount_cents: int
    comp_cents: int
    tax: str
    category: str
    name: str


class BillTax(msgspec.Struct, frozen=True, kw_only=True):
    """What one rate comes to: net and tax, after discounts and comps."""

    tax: str
    rate: str
    net_cents: int
    tax_cents: int


class Discount(msgspec.Struct, frozen=True, kw_only=True):
    """A discount on the whole bill: a percentage in basis points or an amount."""

    id: str
    percent_bp: int | None
    amount_cents: int | None
    reason: str
    staff_name: str | None


@table("bills", indexes=(("order_id",), ("state",), ("business_day",)))
class Bill(Row, frozen=True, kw_only=True):
    """What a guest owes for (a part of) an order. `stale` bills must be made again before they are paid.

    `settlements` counts how often it was settled; each settlement is one entry in the books. `extra_tax`
    is the class that taxes cover and service charge.
    """

    id: str
    number: int
    order_id: str
    order_number: int
    state: BillState
    type: str
    lines: tuple[BillLine, ...]
    taxes: tuple[BillTax, ...]
    discounts: tuple[Discount, ...]
    subtotal_cents: int
    discount_cents: int
    comp_cents: int
    cover_cents: int
    service_cents: int
    tax_cents: int
    total_cents: int
    paid_cents: int
    due_cents: int
    server_id: str | None
    server_name: str | None
    covers: int | None
    made_at: str
    settled_at: str | None
    business_day: str | None
    settlements: int = 0
    stale: bool = False
    extra_tax: str | None = None
    seq: int = 0
    version: int = 1


@table("payments", indexes=(("bill_id",), ("order_id",), ("business_day",), ("drawer_session_id",)))
class Payment(Row, frozen=True, kw_only=True):
    """Money taken. `amount_cents` is without the tip; cash names the drawer session it went into."""

    id: str
    bill_id: str
    order_id: str
    method: str
    amount_cents: int
    tip_cents: int
    tendered_cents: int | None
    change_cents: int
    state: PayState
    drawer: str | None
    drawer_session_id: str | None
    server_id: str | None
    server_name: str | None
    captured_at: str
    business_day: str
    fingerprint: str
    voided_at: str | None = None
    checkout_id: str | None = None
    seq: int = 0
    version: int = 1
