"""Pure decisions about tickets: which state follows from which act, and what a board shows."""

from typing import Literal

from kitchenhub.kitchen.tables import Ticket, TicketItem, TicketState

# What a cook still has to do something about.
BOARD_STATES: tuple[TicketState, ...] = ("open", "started", "recalled")
TicketAct = Literal["start", "bump", "recall", "acknowledge", "void"]

# A ticket that somebody is to work on.
WORKING: tuple[TicketState, ...] = ("open", "started", "recalled")
# What an act makes of a ticket. The same state: repeating changes nothing. Missing: 409 ticket_state.
TRANSITIONS: dict[tuple[TicketState, TicketAct], TicketState] = {
    ("open", "start"): "started",
    ("open", "bump"): "ready",
    ("open", "acknowledge"): "open",
    ("open", "void"): "voided",
    ("started", "start"): "started",
    ("started", "bump"): "ready",
    ("started", "acknowledge"): "started",
    ("started", "void"): "voided",
    ("recalled", "start"): "recalled",
    ("recalled", "bump"): "ready",
    ("recalled", "recall"): "recalled",
    ("recalled", "acknowledge"): "recalled",
    ("recalled", "void"): "voided",
    ("ready", "bump"): "ready",
    ("ready", "recall"): "recalled",
    ("ready", "acknowledge"): "ready",
    ("ready", "void"): "voided",
    ("voided", "acknowledge"): "voided",
    ("voided", "void"): "voided",
}


def after(state: TicketState, act: TicketAct) -> TicketState | None:
    """The state after an act, or None where the act makes no sense."""
    return TRANSITIONS.get((state, act))


def on_board(ticket: Ticket) -> bool:
    """Whether a station's board lists the ticket: open, started, recalled, and voided until
    acknowledged.
    """
    if ticket.state == "voided":
        return ticket.void_acknowledged_at is None
    return ticket.state in WORKING


def all_done(items: tuple[TicketItem, ...]) -> bool:
    """Whether nothing on the ticket is still to be made."""
    return all(item.state != "open" for item in items)


def all_voided(items: tuple[TicketItem, ...]) -> bool:
    """Whether nothing on the ticket is wanted any more."""
    return all(item.state == "voided" for item in items)


def lowest_course(courses: list[int]) -> int | None:
    """The course a ticket is headed with."""
    return min(courses) if courses else None
