"""What can happen in the kitchen."""

import msgspec


class TicketOpened(msgspec.Struct, frozen=True):
    """A station got a ticket; where it has a printer a slip follows."""

    ticket_id: str


class TicketVoidedInPart(msgspec.Struct, frozen=True):
    """Something on a sent ticket was voided; where the station has a printer a VOID slip follows."""

    ticket_id: str
    line_id: str
    quantity: int
    reason: str | None = None


class TicketMoved(msgspec.Struct, frozen=True):
    """Start, bump, item bump, recall: the lines on it take the state that all their tickets together
    give.
    """

    ticket_id: str
    line_ids: tuple[str, ...]
