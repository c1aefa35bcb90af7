"""A ticket as it is answered and as it travels in events (contract, section 4)."""

import msgspec

from kitchenhub.errors import unknown
from kitchenhub.kitchen.tables import Proof, Ticket, TicketItem, TicketState
from kitchenhub.orders.tables import GuestAllergy
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Time


class SlipCard(msgspec.Struct, frozen=True, kw_only=True):
    """A slip that carries the ticket."""

    printer: str
    state: str


class TicketCard(msgspec.Struct, frozen=True, kw_only=True):
    """One station's share of a fire."""

    id: str
    order: str
    order_number: int
    type: str
    table: str | None
    name: str | None
    server: str | None
    station: str
    course: int | None
    fire: int
    state: TicketState
    version: int
    fired_at: Time
    started_at: Time | None
    ready_at: Time | None
    due_at: Time | None
    starts_at: Time | None
    why_waiting: str | None
    priority: bool
    remake: bool
    note: str | None
    allergies: tuple[GuestAllergy, ...]
    acknowledged: bool
    void_acknowledged: bool
    items: tuple[TicketItem, ...]
    proof: Proof
    seq: int


def ticket_card(row: Ticket) -> TicketCard:
    """The card of a ticket."""
    return TicketCard(
        id=row.id, order=row.order_id, order_number=row.order_number, type=row.type, table=row.table_id,
        name=row.name, server=row.server_name, station=row.station_id, course=row.course, fire=row.fire,
        state=row.state, version=row.version, fired_at=row.fired_at, started_at=row.started_at,
        ready_at=row.ready_at, due_at=row.due_at, starts_at=row.starts_at, why_waiting=row.why_waiting,
        priority=row.priority, remake=row.remake, note=row.note, allergies=row.allergies,
        acknowledged=row.acknowledged_at is not None,
        void_acknowledged=row.void_acknowledged_at is not None, items=row.items, proof=row.proof, seq=row.seq,
    )  # fmt: skip


def _shown(reads: Reads, id: str) -> Shown:
    row = reads.get(Ticket, id)
    if row is None:
        raise unknown("ticket", id)
    return Shown(f"station:{row.station_id}", ticket_card(row), row.order_id)


CARDS = {"ticket": CardKind(_shown, Ticket)}
# How many tickets a report of screens has stored.
ANSWERS = {"tickets_seen": lambda reads, *ids: len(ids)}
