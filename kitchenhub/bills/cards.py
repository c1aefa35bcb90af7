"""Bills and payments as they are answered (contract, section 4)."""

from typing import Any

import msgspec

from kitchenhub.bills.tables import Bill, BillLine, BillState, BillTax, Discount, Payment, PayState
from kitchenhub.errors import unknown
from kitchenhub.restaurant.tables import Restaurant
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Currency, Time


class PaymentCard(msgspec.Struct, frozen=True, kw_only=True):
    """A payment. A tip never changes what is due."""

    id: str
    bill: str
    order: str
    method: str
    amount_cents: int
    tip_cents: int
    tendered_cents: int | None
    change_cents: int
    state: PayState
    drawer: str | None
    server: str | None
    server_name: str | None
    captured_at: Time
    voided_at: Time | None
    checkout: str | None
    version: int
    seq: int


class BillTotals(msgspec.Struct, frozen=True, kw_only=True):
    """What a bill comes to, in cents."""

    subtotal_cents: int
    discount_cents: int
    comp_cents: int
    cover_cents: int
    service_cents: int
    tax_cents: int
    total_cents: int
    paid_cents: int
    due_cents: int


class BillCard(msgspec.Struct, frozen=True, kw_only=True):
    """A bill with its tax table and payments."""

    id: str
    number: int
    order: str
    order_number: int
    state: BillState
    stale: bool
    version: int
    type: str
    covers: int | None
    server: str | None
    server_name: str | None
    lines: tuple[BillLine, ...]
    taxes: tuple[BillTax, ...]
    discounts: tuple[Discount, ...]
    totals: BillTotals
    payments: list[PaymentCard]
    currency: Currency
    made_at: Time
    settled_at: Time | None
    business_day: str | None
    seq: int


class Bills(msgspec.Struct, frozen=True, kw_only=True):
    """The bills that were made."""

    bills: list[BillCard]


class PaymentTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A payment and its bill."""

    payment: PaymentCard
    bill: BillCard


def payment_card(row: Payment) -> PaymentCard:
    """The card of a payment."""
    return PaymentCard(
        id=row.id, bill=row.bill_id, order=row.order_id, method=row.method, amount_cents=row.amount_cents,
        tip_cents=row.tip_cents, tendered_cents=row.tendered_cents, change_cents=row.change_cents,
        state=row.state, drawer=row.drawer, server=row.server_id, server_name=row.server_name,
        captured_at=row.captured_at, voided_at=row.voided_at, checkout=row.checkout_id, version=row.version,
        seq=row.seq,
    )  # fmt: skip


def bill_card(reads: Reads, id: str) -> BillCard:
    """The card of a bill; 404 when there is none."""
    row = reads.get(Bill, id)
    if row is None:
        raise unknown("bill", id)
    restaurant = reads.get(Restaurant)
    payments = sorted(reads.find(Payment, bill_id=id), key=lambda one: (one.captured_at, one.id))
    return BillCard(
        id=row.id, number=row.number, order=row.order_id, order_number=row.order_number, state=row.state,
        stale=row.stale, version=row.version, type=row.type, covers=row.covers, server=row.server_id,
        server_name=row.server_name, lines=row.lines, taxes=row.taxes, discounts=row.discounts,
        totals=BillTotals(
            subtotal_cents=row.subtotal_cents, discount_cents=row.discount_cents, comp_cents=row.comp_cents,
            cover_cents=row.cover_cents, service_cents=row.service_cents, tax_cents=row.tax_cents,
            total_cents=row.total_cents, paid_cents=row.paid_cents, due_cents=row.due_cents,
        ),
        payments=[payment_card(one) for one in payments],
        currency=restaurant.currency if restaurant else "", made_at=row.made_at, settled_at=row.settled_at,
        business_day=row.business_day, seq=row.seq,
    )  # fmt: skip


def bill_state(bill: Bill) -> dict[str, Any]:
    """What a 409 about a bill shows as `current`."""
    return {
        "bill": bill.id,
        "number": bill.number,
        "state": bill.state,
        "stale": bill.stale,
        "due_cents": bill.due_cents,
        "settled_at": bill.settled_at,
        "settled_by": bill.server_name,
        "version": bill.version,
    }


def _bill(reads: Reads, id: str) -> Shown:
    card = bill_card(reads, id)
    return Shown("floor", card, card.order)


def _payment(reads: Reads, id: str) -> Shown:
    row = reads.get(Payment, id)
    if row is None:
        raise unknown("payment", id)
    return Shown("floor", payment_card(row), row.order_id)


def _bills(reads: Reads, *ids: str) -> Bills:
    return Bills(bills=[bill_card(reads, id) for id in ids])


def _payment_taken(reads: Reads, id: str) -> PaymentTaken:
    row = reads.get(Payment, id)
    if row is None:
        raise unknown("payment", id)
    return PaymentTaken(payment=payment_card(row), bill=bill_card(reads, row.bill_id))


CARDS = {"bill": CardKind(_bill, Bill), "payment": CardKind(_payment, Payment)}
ANSWERS = {"bills": _bills, "payment_taken": _payment_taken}
