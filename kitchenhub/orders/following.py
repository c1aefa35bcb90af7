"""Lines follow their tickets: started when any is, ready when all are, served when the pass has bumped."""

from collections.abc import Iterable

from kitchenhub.kitchen.facts import TicketMoved
from kitchenhub.kitchen.tables import Station, Ticket
from kitchenhub.orders import rules
from kitchenhub.orders.facts import LinesServed
from kitchenhub.orders.lookup import lines_of, order_of
from kitchenhub.orders.serving import settle_fulfilment
from kitchenhub.orders.tables import LineState, OrderLine
from kitchenhub.store.work import Work


def follow_tickets(work: Work, fact: TicketMoved) -> None:
    """Give the lines of a moved ticket the state that all their tickets together say.

    Served comes from the pass where one watches a station of the line, else from the last station's
    bump. (Whether a pass is live by its screen comes with proof and escalation; here a pass that exists
    counts as live.) What has been served stays served: only a recall of its own ticket takes it back, and
    that opens a closed order again.
    """
    ticket = work.get(Ticket, fact.ticket_id)
    if ticket is None:
        raise RuntimeError(f"ticket {fact.ticket_id} vanished")
    tickets = work.find(Ticket, order_id=ticket.order_id)
    passes = _pass_ids(work)
    moved = set(fact.line_ids)
    changed = False
    for line in lines_of(work, ticket.order_id):
        if line.id not in moved or line.fired_at is None or line.state == "voided":
            continue
        state = _state_of(line, tickets, passes)
        if line.state == "served" and not _taken_back(ticket, line):
            continue
        if state != line.state:
            work.change(line, state=state)
            changed = True
    if changed:
        settle_fulfilment(work, ticket.order_id)
        _open_again(work, ticket.order_id)
        work.happened(LinesServed(ticket.order_id))
        work.announce("order.changed", "order", ticket.order_id)


def _taken_back(ticket: Ticket, line: OrderLine) -> bool:
    """Whether the moved ticket was recalled and the line on it is to be made or handed out again."""
    open_lines = {item.line for item in ticket.items if item.state == "open"}
    return ticket.state == "recalled" and line.id in open_lines


def _open_again(work: Work, order_id: str) -> None:
    order = order_of(work, order_id)
    if order.state == "closed" and order.fulfilment != "served":
        work.change(order, state="open", closed_at=None)


def _state_of(line: OrderLine, tickets: Iterable[Ticket], passes: set[str]) -> LineState:
    started = False
    ready: list[bool] = []
    passed: list[bool] = []
    for ticket in tickets:
        for item in ticket.items:
            if item.line != line.id or item.state == "voided":
                continue
            if ticket.station_id in passes:
                passed.append(ticket.state == "ready")
            else:
                ready.append(item.state == "ready" or ticket.state == "ready")
                started = started or ticket.started_at is not None or item.state == "ready"
    all_ready = bool(ready) and all(ready)
    served = all(passed) if passed else all_ready
    return rules.line_state(started, all_ready, served)


def _pass_ids(work: Work) -> set[str]:
    return {station.id for station in work.find(Station) if station.kind == "pass"}
