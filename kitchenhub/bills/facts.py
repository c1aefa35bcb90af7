"""What can happen to a bill."""

import msgspec


class BillChanged(msgspec.Struct, frozen=True):
    """A bill was made, remade, discounted or paid in part: the order's totals and payment state follow."""

    bill_id: str
    order_id: str


class BillSettled(msgspec.Struct, frozen=True):
    """Nothing is due any more: the journal, the receipt, and a pay-before order's firing follow."""

    bill_id: str
    order_id: str


class BillReopened(msgspec.Struct, frozen=True):
    """A settled bill is open again: its journal entry is reversed by one of its own."""

    bill_id: str
    order_id: str
    settlement: int


class BillGiven(msgspec.Struct, frozen=True):
    """The whole bill is given: each of these lines is comped for the reason, with a record of its own."""

    bill_id: str
    order_id: str
    line_ids: tuple[str, ...]
    reason: str


class CheckAsked(msgspec.Struct, frozen=True):
    """Somebody wants the guest check on paper."""

    bill_id: str
    printer_id: str


class TipChanged(msgspec.Struct, frozen=True):
    """A tip changed on a settled bill: the difference is posted. `change` numbers a payment's changes."""

    payment_id: str
    old_tip_cents: int
    change: int
