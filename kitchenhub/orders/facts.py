"""What can happen to an order: facts in the past tense, from which `consequences.py` lets the rest follow."""

import msgspec


class OrderPlaced(msgspec.Struct, frozen=True):
    """A new order exists, its lines too (held or about to be fired)."""

    order_id: str


class LinesPlaced(msgspec.Struct, frozen=True):
    """Lines came into being as held: at placing or by adding. Counts (`remaining`) and reservations go up."""

    order_id: str
    line_ids: tuple[str, ...]


class LinesFired(msgspec.Struct, frozen=True):
    """Lines were sent to the kitchen by the order's fire number `fire`; `were_held` says they had a
    reservation.

    Lines placed fired come with `were_held` false. `remake` lines jump the queue and are booked as waste.
    """

    order_id: str
    line_ids: tuple[str, ...]
    fire: int
    were_held: bool
    remake: bool = False


class LineRemoved(msgspec.Struct, frozen=True):
    """A held line left without a trace for the guest: its reservation and count go back. State is voided."""

    order_id: str
    line_id: str
    quantity: int


class LineVoided(msgspec.Struct, frozen=True):
    """Part or all of a sent line is not charged. Before start the stock goes back, after it is waste."""

    order_id: str
    line_id: str
    quantity: int
    after_start: bool
    reason: str


class LineComped(msgspec.Struct, frozen=True):
    """Part or all of a line is given for nothing: the price stays in sales with contra-income."""

    order_id: str
    line_id: str
    quantity: int


class OrderChanged(msgspec.Struct, frozen=True):
    """Table, name, note, covers, type, server or allergies changed: tickets and tables show it."""

    order_id: str
    old_table_id: str | None


class OrderClosed(msgspec.Struct, frozen=True):
    """Paid and served, or every line voided."""

    order_id: str
