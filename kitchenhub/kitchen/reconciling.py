"""Nothing is ever silently nowhere: sent lines without a ticket, and tickets that nobody is known to
have.

Run at start and every few seconds. It repairs what it can under a unique key and tells people about the
rest.
"""

from collections import Counter
from datetime import timedelta

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.alerts.tables import Alert
from kitchenhub.kitchen.tables import Station, Ticket
from kitchenhub.orders.facts import LinesFired
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.store.reads import Reader
from kitchenhub.store.times import later
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

PROOF_SECONDS = 10
UNCONFIRMED = "tickets_unconfirmed"


def needs_reconciling(reader: Reader) -> bool:
    """Whether `reconcile` would do anything: a cheap look without a command."""
    late = later(reader.now, timedelta(seconds=-PROOF_SECONDS))
    unproven = any(ticket.fired_at <= late for ticket in _waiting(reader.find(Ticket, proven_at=None)))
    told = any(alert.code == UNCONFIRMED for alert in reader.find(Alert, cleared_at=None))
    return unproven or told or bool(_lost_lines(reader))


def reconcile(work: Work) -> Result:
    """Open missing tickets; one alert for each station whose tickets are unproven for too long."""
    for line in _lost_lines(work):
        order = work.get(Order, line.order_id)
        if order is not None and line.fire is not None:
            order = work.change(order, fires=order.fires + 1)
            line = work.change(line, fire=order.fires)
            work.happened(LinesFired(order.id, (line.id,), order.fires, line.remake_of is not None))
    late = later(work.now, timedelta(seconds=-PROOF_SECONDS))
    unproven = Counter(
        ticket.station_id for ticket in _waiting(work.find(Ticket, proven_at=None)) if ticket.fired_at <= late
    )
    for station in work.find(Station):
        count = unproven[station.id]
        if station.kind == "pass":
            continue  # its tickets repeat what the stations' tickets carry
        if count:
            work.happened(_dark(station, count))
        elif work.get(Alert, f"{UNCONFIRMED}:{station.id}") is not None:
            work.happened(TroubleOver(UNCONFIRMED, station.id))
    return Result("nothing")


def _waiting(tickets: list[Ticket]) -> list[Ticket]:
    return [ticket for ticket in tickets if ticket.state in ("open", "started", "recalled")]


def _lost_lines(reads: Reader | Work) -> list[OrderLine]:
    lost: list[OrderLine] = []
    for state in ("sent", "started"):
        for line in reads.find(OrderLine, state=state):
            tickets = reads.find(Ticket, order_id=line.order_id)
            if not any(item.line == line.id for ticket in tickets for item in ticket.items):
                lost.append(line)
    return lost


def _dark(station: Station, count: int) -> Trouble:
    tickets = "1 ticket" if count == 1 else f"{count} tickets"
    where = f"{station.name} screen dark" if station.screen else f"{station.name} slips not confirmed"
    return Trouble(
        UNCONFIRMED, station.id, "danger", f"{where}, {tickets} unconfirmed.",
        f"Somebody must look at {station.name}: the orders are safe, but no cook is known to have seen them.",
    )  # fmt: skip
