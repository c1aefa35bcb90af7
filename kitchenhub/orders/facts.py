"""What can happen to an order: facts in the past tense, from which `consequences.py` lets the rest
follow.
"""

from typing import Protocol

import msgspec


class OfOrder(Protocol):
    """Any fact about one order."""

    @property
    def order_id(self) -> str:
        """The order it is about."""
        ...


class OrderPlaced(msgspec.Struct, frozen=True):
    """A new order exists, its lines too (held or about to be fired)."""

    order_id: str


class LinesPlaced(msgspec.Struct, frozen=True):
    """New lines exist, all as held: counts and reservations are taken, or the command is sold out.

    Lines that go to the kitchen at once are fired by the same command right after.
    """

    order_id: str
    line_ids: tuple[str, ...]


class LinesFired(msgspec.Struct, frozen=True):
    """Held lines were sent to the kitchen by the order's fire number `fire`.

    Their reservation becomes a move and can never be sold out. `remake` lines jump the queue and are waste.
    """

    order_id: str
    line_ids: tuple[str, ...]
    fire: int
    remake: bool = False


class LinesServed(msgspec.Struct, frozen=True):
    """Lines reached the guest, or the order was handed over."""

    order_id: str


class LineRemoved(msgspec.Struct, frozen=True):
    """A held line left without a trace for the guest: its reservation and count go back. State is
    voided.
    """

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
