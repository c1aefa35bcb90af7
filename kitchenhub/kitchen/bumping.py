"""What cooks press: start, bump, item bump, recall, acknowledge. Pressing twice changes nothing."""

from typing import Any

import msgspec

from kitchenhub.errors import Rejected, unknown
from kitchenhub.kitchen.facts import TicketMoved
from kitchenhub.kitchen.rules import WORKING, TicketAct, after, all_done
from kitchenhub.kitchen.striking import can_press
from kitchenhub.kitchen.tables import ItemState, Station, Ticket, TicketItem, TicketState
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body


class Bump(Body, frozen=True, kw_only=True):
    """A bump. `force` closes an order at the pass whose parts are not all ready."""

    force: bool = False


def start(work: Work, id: str) -> Result:
    """A cook begins. A station that only bumps has no start: nothing changes there."""
    ticket = _ticket(work, id)
    state = _after(ticket, "start")
    station = work.get(Station, ticket.station_id)
    if state != ticket.state and (station is None or station.progress == "start_and_bump"):
        _press(work, ticket, state=state, started_at=ticket.started_at or work.now)
        _moved(work, ticket, "ticket.changed")
    return Result("ticket", (id,))


def bump(work: Work, id: str, body: Bump) -> Result:
    """The ticket is ready; at the pass: the food has left. Guests' allergies must be acknowledged first."""
    ticket = _ticket(work, id)
    if _after(ticket, "bump") == ticket.state:
        return Result("ticket", (id,))
    _check_allergies(ticket)
    if _is_pass(work, ticket):
        _check_parts(work, ticket, body.force)
    _make_ready(work, ticket)
    return Result("ticket", (id,))


def bump_item(work: Work, id: str, line: str) -> Result:
    """One item is ready; the last one makes the ticket ready. The pass serves whole tickets (409)."""
    ticket = _ticket(work, id)
    if line not in {item.line for item in ticket.items}:
        raise unknown("line on this ticket", line)
    if _after(ticket, "bump") == ticket.state:
        return Result("ticket", (id,))
    if _is_pass(work, ticket):
        raise _wrong_state(ticket, "the pass serves it as a whole")
    item = next(item for item in ticket.items if item.line == line)
    if item.state == "voided":
        raise _wrong_state(ticket, f"{item.name} is voided")
    if item.state == "ready":
        return Result("ticket", (id,))
    items = tuple(_with_state(one, "ready") if one.line == line else one for one in ticket.items)
    if all_done(items):
        _check_allergies(ticket)
        _make_ready(work, ticket)
        return Result("ticket", (id,))
    state: TicketState = "started" if ticket.state == "open" else ticket.state
    _press(work, ticket, items=items, state=state, started_at=ticket.started_at or work.now)
    _moved(work, ticket, "ticket.changed")
    return Result("ticket", (id,))


def recall(work: Work, id: str) -> Result:
    """Bumped by mistake: back on the board, its timer kept. Not where no press could end it again (409)."""
    ticket = _ticket(work, id)
    state = _after(ticket, "recall")
    if not can_press(work, ticket):
        raise _wrong_state(ticket, "its station has no screen to bump it on")
    if state != ticket.state:
        items = tuple(_with_state(item, "open") if item.state == "ready" else item for item in ticket.items)
        started_at = ticket.started_at or ticket.ready_at or work.now
        _press(work, ticket, state=state, items=items, ready_at=None, started_at=started_at)
        _moved(work, ticket, "ticket.recalled")
    return Result("ticket", (id,))


def acknowledge(work: Work, id: str) -> Result:
    """Allergies and voids on the ticket were read. A ticket on which nothing is left to make is ready
    then.
    """
    ticket = _ticket(work, id)
    voids = any(item.voided_quantity for item in ticket.items)
    changes: dict[str, Any] = {}
    if ticket.allergies and ticket.acknowledged_at is None:
        changes["acknowledged_at"] = work.now
    if voids and ticket.void_acknowledged_at is None:
        changes["void_acknowledged_at"] = work.now
    if changes:
        ticket = _press(work, ticket, **changes)
        work.announce("ticket.changed", "ticket", id)
        made = ticket.state in WORKING and all_done(ticket.items)
        if made and not _is_pass(work, ticket):
            _make_ready(work, ticket)
    return Result("ticket", (id,))


def _ticket(work: Work, id: str) -> Ticket:
    ticket = work.get(Ticket, id)
    if ticket is None:
        raise unknown("ticket", id)
    return ticket


def _after(ticket: Ticket, act: TicketAct) -> TicketState:
    state = after(ticket.state, act)
    if state is None:
        raise _wrong_state(ticket, f"it is {ticket.state}")
    return state


def _wrong_state(ticket: Ticket, why: str) -> Rejected:
    current = {"ticket": ticket.id, "state": ticket.state, "version": ticket.version}
    return Rejected("ticket_state", f"Ticket {ticket.order_number}: {why}.", current=current)


def _check_allergies(ticket: Ticket) -> None:
    if ticket.allergies and ticket.acknowledged_at is None:
        raise Rejected(
            "allergy_unacknowledged",
            f"Ticket {ticket.order_number}: a guest's allergy was not acknowledged.",
            current={"ticket": ticket.id, "allergies": msgspec.to_builtins(ticket.allergies)},
        )  # fmt: skip


def _is_pass(work: Work, ticket: Ticket) -> bool:
    station = work.get(Station, ticket.station_id)
    return station is not None and station.kind == "pass"


def _check_parts(work: Work, ticket: Ticket, force: bool) -> None:
    """At the pass everything must be there; with `force` what is still open at stations is closed."""
    watched = {item.line for item in ticket.items if item.state == "open"}
    if not watched:
        return
    parts = [
        other
        for other in work.find(Ticket, order_id=ticket.order_id)
        if other.id != ticket.id and other.state in WORKING and watched & {item.line for item in other.items}
    ]
    if parts and not force:
        waiting = ", ".join(sorted({other.station_id for other in parts}))
        raise _wrong_state(ticket, f"still waiting for {waiting}")
    for other in parts:
        if not _is_pass(work, other):
            _make_ready(work, other)


def _make_ready(work: Work, ticket: Ticket) -> None:
    ticket = _ticket(work, ticket.id)
    items = tuple(_with_state(item, "ready") if item.state == "open" else item for item in ticket.items)
    started_at = ticket.started_at or work.now
    _press(work, ticket, state="ready", items=items, ready_at=work.now, started_at=started_at)
    _moved(work, ticket, "ticket.bumped")


def _press(work: Work, ticket: Ticket, **changes: Any) -> Ticket:
    """Record a press. Whoever pressed had the ticket before their eyes: that is a proof like any other."""
    return work.change(ticket, proven_at=ticket.proven_at or work.now, **changes)


def _with_state(item: TicketItem, state: ItemState) -> TicketItem:
    return msgspec.structs.replace(item, state=state)


def _moved(work: Work, ticket: Ticket, event: str) -> None:
    work.announce(event, "ticket", ticket.id)
    work.happened(TicketMoved(ticket.id, tuple(item.line for item in ticket.items)))
