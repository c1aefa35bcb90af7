"""An order as it is answered (contract, section 4) and as it travels in events."""

from typing import Any

import msgspec

from kitchenhub.errors import unknown
from kitchenhub.orders.tables import (
    FulfilmentState,
    GuestAllergy,
    LineModifier,
    LineState,
    Order,
    OrderLine,
    OrderState,
    OrderType,
    PaymentState,
)
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Currency, Time


class LineCard(msgspec.Struct, frozen=True, kw_only=True):
    """A line."""

    id: str
    item: str
    name: str
    kitchen_name: str
    variant: str | None
    variant_name: str | None
    quantity: int
    voided_quantity: int
    comped_quantity: int
    seat: int | None
    course: int
    unit_price_cents: int
    price_cents: int
    modifiers: tuple[LineModifier, ...]
    note: str | None
    allergens: tuple[str, ...]
    state: LineState
    stations: tuple[str, ...]
    remake_of: str | None
    placed_at: Time
    fired_at: Time | None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What an order comes to, in cents."""

    subtotal_cents: int
    discount_cents: int
    comp_cents: int
    service_cents: int
    tax_cents: int
    total_cents: int
    paid_cents: int
    due_cents: int


class OrderCard(msgspec.Struct, frozen=True, kw_only=True):
    """An order with its lines and totals."""

    id: str
    number: int
    business_day: str
    type: OrderType
    table: str | None
    name: str | None
    phone: str | None
    address: str | None
    covers: int | None
    note: str | None
    allergies: tuple[GuestAllergy, ...]
    channel: str | None
    payment: PaymentState
    fulfilment: FulfilmentState
    state: OrderState
    version: int
    opened_at: Time
    promised_at: Time | None
    closed_at: Time | None
    server: str | None
    server_name: str | None
    lines: list[LineCard]
    totals: Totals
    currency: Currency
    bills: tuple[str, ...]
    seq: int


def order_card(reads: Reads, id: str) -> OrderCard:
    """The card of an order; 404 when there is none."""
    order = reads.get(Order, id)
    if order is None:
        raise unknown("order", id)
    restaurant = reads.get(Restaurant)
    currency = restaurant.currency if restaurant else ""
    return card_of(order, reads.find(OrderLine, order_id=id), currency)


def card_of(order: Order, lines: list[OrderLine], currency: str) -> OrderCard:
    """The card of rows that are at hand already."""
    lines.sort(key=lambda line: line.position)
    return OrderCard(
        id=order.id, number=order.number, business_day=order.business_day, type=order.type,
        table=order.table_id, name=order.name, phone=order.phone, address=order.address, covers=order.covers,
        note=order.note, allergies=order.allergies, channel=order.channel, payment=order.payment,
        fulfilment=order.fulfilment, state=order.state, version=order.version, opened_at=order.opened_at,
        promised_at=order.promised_at, closed_at=order.closed_at, server=order.server_id,
        server_name=order.server_name, lines=[_line_card(line) for line in lines],
        totals=Totals(
            subtotal_cents=order.subtotal_cents, discount_cents=order.discount_cents,
            comp_cents=order.comp_cents, service_cents=order.service_cents, tax_cents=order.tax_cents,
            total_cents=order.total_cents, paid_cents=order.paid_cents, due_cents=order.due_cents,
        ),
        currency=currency, bills=order.bills, seq=order.seq,
    )  # fmt: skip


def _line_card(line: OrderLine) -> LineCard:
    return LineCard(
        id=line.id, item=line.item_id, name=line.name, kitchen_name=line.kitchen_name,
        variant=line.variant_id, variant_name=line.variant_name, quantity=line.quantity,
        voided_quantity=line.voided_quantity, comped_quantity=line.comped_quantity, seat=line.seat,
        course=line.course, unit_price_cents=line.unit_price_cents, price_cents=line.price_cents,
        modifiers=line.modifiers, note=line.note, allergens=line.allergens, state=line.state,
        stations=line.stations, remake_of=line.remake_of, placed_at=line.placed_at, fired_at=line.fired_at,
    )  # fmt: skip


def order_state(order: Order) -> dict[str, Any]:
    """What a 409 about an order shows as `current`."""
    return {
        "order": order.id,
        "number": order.number,
        "state": order.state,
        "payment": order.payment,
        "fulfilment": order.fulfilment,
        "version": order.version,
        "due_cents": order.due_cents,
    }


def _shown(reads: Reads, id: str) -> Shown:
    return Shown("floor", order_card(reads, id), id)


CARDS = {"order": CardKind(_shown, Order)}
