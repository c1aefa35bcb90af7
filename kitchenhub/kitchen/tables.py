"""Rows of stations and tickets. A ticket is one station's share of one fire of one order."""

from typing import Literal

import msgspec

from kitchenhub.orders.tables import GuestAllergy, Prefix
from kitchenhub.store.rows import Row, table

StationKind = Literal["station", "pass"]
Progress = Literal["start_and_bump", "bump_only", "none"]
Held = Literal["show", "hide", "print_then_fire_slip"]
TicketState = Literal["open", "started", "ready", "recalled", "voided"]
ItemState = Literal["open", "ready", "voided"]


class TicketModifier(msgspec.Struct, frozen=True, kw_only=True):
    """A modifier as the cook reads it."""

    name: str
    prefix: Prefix | None = None
    quantity: int = 1


class TicketItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line's share of a ticket. `allergens` say what the dish contains and block nothing."""

    line: str
    name: str
    quantity: int
    modifiers: tuple[TicketModifier, ...] = ()
    note: str | None = None
    seat: int | None = None
    allergens: tuple[str, ...] = ()
    state: ItemState = "open"
    voided_quantity: int = 0


class ScreenProof(msgspec.Struct, frozen=True, kw_only=True):
    """A screen that showed the ticket."""

    device: str
    seen_at: str


class SlipProof(msgspec.Struct, frozen=True, kw_only=True):
    """A slip that carries the ticket, and what is known of it."""

    printer: str
    job: str
    state: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """How we know that a cook has it."""

    screens: tuple[ScreenProof, ...] = ()
    slips: tuple[SlipProof, ...] = ()


@table("stations")
class Station(Row, frozen=True, kw_only=True):
    """A place in the kitchen. `stations` is what a pass watches; thresholds are seconds of age."""

    id: str
    name: str
    kind: StationKind
    printer: str | None
    screen: bool
    progress: Progress
    held: Held
    warm_seconds: int
    late_seconds: int
    stations: tuple[str, ...]
    position: int
    archived: bool = False
    version: int = 1


@table(
    "tickets",
    indexes=(("order_id",), ("station_id", "state"), ("state",), ("proven_at",)),
    unique=(("order_id", "station_id", "fire"),),
)
class Ticket(Row, frozen=True, kw_only=True):
    """A station's share of a fire. What it shows of its order is copied, so that a card needs one row.

    `proven_at` is when the first proof came (a screen, a printed slip, a press), null until then.
    `acknowledged_at` is when the guests' allergies were acknowledged; `void_acknowledged_at` the voids.
    """

    id: str
    order_id: str
    order_number: int
    station_id: str
    fire: int
    course: int | None
    type: str
    table_id: str | None
    name: str | None
    server_name: str | None
    note: str | None
    allergies: tuple[GuestAllergy, ...]
    items: tuple[TicketItem, ...]
    priority: bool
    remake: bool
    state: TicketState
    fired_at: str
    started_at: str | None = None
    ready_at: str | None = None
    due_at: str | None = None
    starts_at: str | None = None
    why_waiting: str | None = None
    acknowledged_at: str | None = None
    void_acknowledged_at: str | None = None
    proof: Proof = Proof()
    proven_at: str | None = None
    seq: int = 0
    version: int = 1


@table("ticket_seen", key=("ticket_id", "device"))
class TicketSeen(Row, frozen=True, kw_only=True):
    """A device that showed a ticket, and when first. Stored in batches, without an event."""

    ticket_id: str
    device: str
    seen_at: str
