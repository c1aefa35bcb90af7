"""A table as the floor sees it."""

import msgspec

from kitchenhub.floor.tables import DiningTable, TableState
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Time


class TableCard(msgspec.Struct, frozen=True, kw_only=True):
    """A table, its state and the ids of its open orders. An `archived` one has left the room."""

    id: str
    section: str
    seats: int
    position: int
    state: TableState
    orders: tuple[str, ...]
    covers: int | None
    seated_at: Time | None
    archived: bool
    version: int
    seq: int


def table_card(row: DiningTable) -> TableCard:
    """The card of a table."""
    return TableCard(
        id=row.id, section=row.section_id, seats=row.seats, position=row.position, state=row.state,
        orders=row.orders, covers=row.covers, seated_at=row.seated_at, archived=row.archived,
        version=row.version, seq=row.seq,
    )  # fmt: skip


def table_cards(reads: Reads) -> list[TableCard]:
    """Every table of the house, as the file lists them."""
    rows = [row for row in reads.find(DiningTable) if not row.archived]
    return [table_card(row) for row in sorted(rows, key=lambda row: (row.section_id, row.position))]


def _shown(reads: Reads, id: str) -> Shown:
    row = reads.get(DiningTable, id)
    if row is None:
        raise RuntimeError(f"table {id} vanished")
    return Shown("floor", table_card(row))


CARDS = {"table": CardKind(_shown, DiningTable)}
