"""Nothing is ever silently nowhere: sent lines without a ticket, and tickets that nobody is known to
have.

Run at start and every few seconds. It repairs what it can under a unique key and tells people about the
rest.
"""

from collections import Counter, defaultdict
from datetime import timedelta

import sqlalchemy as sa

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.alerts.tables import Alert
from kitchenhub.kitchen.opening import LOST_LINE, open_tickets
from kitchenhub.kitchen.tables import Station, Ticket
from kitchenhub.menu.tables import Item
from kitchenhub.orders.facts import LinesFired
from kitchenhub.orders.tables import Order, OrderLine
from kitchenhub.store.reads import Reader
from kitchenhub.store.rows import TABLES
from kitchenhub.store.times import later
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

PROOF_SECONDS = 10
UNCONFIRMED = "tickets_unconfirmed"

_tickets = TABLES[Ticket].table.c
_lines = TABLES[OrderLine].table.c
_stations = TABLES[Station].table
_LATE = (
    sa.select(_tickets.station_id)
    .join(
        _stations,
        (_stations.c.restaurant_id == _tickets.restaurant_id) & (_stations.c.id == _tickets.station_id),
    )
    .where(
        _tickets.restaurant_id == sa.bindparam("restaurant_id"),
        _tickets.proven_at.is_(None),
        _tickets.state != "voided",
        sa.or_(_tickets.fired_at <= sa.bindparam("late"), _tickets.fired_at > sa.bindparam("ahead")),
        _stations.c.kind != "pass",
    )
    .limit(sa.literal_column("1"))
)
_LOST = (
    sa.select(_lines.id)
    .where(
        _lines.restaurant_id == sa.bindparam("restaurant_id"),
        sa.or_(_lines.state == "sent", _lines.state == "started"),
        ~sa.exists().where(
            _tickets.restaurant_id == _lines.restaurant_id,
            _tickets.order_id == _lines.order_id,
            _tickets.fire == _lines.fire,
        ),
    )
    .limit(sa.literal_column("1"))
)


def needs_watching(reader: Reader) -> bool:
    """Whether `watch_proof` would say anything: a cheap look without a command."""
    late, ahead = _proof_time(reader.now)
    if reader.rows(_LATE, late=late, ahead=ahead):
        return True
    return any(alert.code in (UNCONFIRMED, LOST_LINE) for alert in reader.find(Alert, cleared_at=None))


def has_lost_lines(reader: Reader) -> bool:
    """Whether a sent line is on no ticket; looks at every line that is being made."""
    return bool(reader.rows(_LOST))


def reconcile(work: Work) -> Result:
    """Open missing tickets, then `watch_proof`. Looks at every line that is being made."""
    _open_missing(work)
    return watch_proof(work)


def watch_proof(work: Work) -> Result:
    """One alert for each station whose tickets are unproven for too long, cleared when they are proven."""
    _tell_of_unproven(work)
    _clear_lost_lines(work)
    return Result("nothing")


def _open_missing(work: Work) -> None:
    """Open the tickets of sent lines that are on none. Their stock was booked when they were sent."""
    lost: dict[tuple[str, int], list[OrderLine]] = defaultdict(list)
    for state in ("sent", "started"):
        for line in work.find(OrderLine, state=state):
            tickets = work.find(Ticket, order_id=line.order_id)
            if not any(item.line == line.id for ticket in tickets for item in ticket.items):
                lost[line.order_id, line.fire or 0].append(line)
    for (order_id, fire), lines in lost.items():
        if any(ticket.fire == fire for ticket in work.find(Ticket, order_id=order_id)):
            fire = _next_fire(work, order_id)
        remake = all(line.remake_of is not None for line in lines)
        open_tickets(work, LinesFired(order_id, tuple(line.id for line in lines), fire, remake))


def _next_fire(work: Work, order_id: str) -> int:
    order = work.get(Order, order_id)
    if order is None:
        raise RuntimeError(f"order {order_id} vanished")
    order = work.change(order, fires=order.fires + 1)
    work.announce("order.changed", "order", order_id)
    return order.fires


def _tell_of_unproven(work: Work) -> None:
    late, ahead = _proof_time(work.now)
    unproven = Counter(
        ticket.station_id
        for ticket in work.find(Ticket, proven_at=None)
        if ticket.state != "voided" and not late < ticket.fired_at <= ahead
    )
    for station in work.find(Station):
        if station.kind == "pass":
            continue  # its tickets repeat what the stations' tickets carry
        if unproven[station.id]:
            work.happened(_dark(station, unproven[station.id]))
        elif work.get(Alert, f"{UNCONFIRMED}:{station.id}") is not None:
            work.happened(TroubleOver(UNCONFIRMED, station.id))


def _proof_time(now: str) -> tuple[str, str]:
    """A ticket fired after the first and up to the second may still be without proof. The second is for a
    clock that was set back: a ticket of the future would never become late.
    """
    span = timedelta(seconds=PROOF_SECONDS)
    return later(now, -span), later(now, span)


def _dark(station: Station, count: int) -> Trouble:
    tickets = "1 ticket" if count == 1 else f"{count} tickets"
    if station.screen:
        where = f"{station.name} screen dark"
    elif station.printer is not None:
        where = f"{station.name} slips not confirmed"
    else:
        where = f"{station.name} has neither screen nor printer"
    return Trouble(
        UNCONFIRMED, station.id, "danger", f"{where}, {tickets} unconfirmed.",
        f"Somebody must look at {station.name}: the orders are safe, but no cook is known to have seen them.",
    )  # fmt: skip


def _clear_lost_lines(work: Work) -> None:
    """An item that has a station again, or is sold no more, is no trouble any longer."""
    for alert in work.find(Alert, cleared_at=None):
        if alert.code != LOST_LINE:
            continue
        item = work.get(Item, alert.subject)
        stations = (work.get(Station, id) for id in item.stations) if item is not None else ()
        gone = item is None or item.archived
        if gone or any(station is not None and not station.archived for station in stations):
            work.happened(TroubleOver(LOST_LINE, alert.subject))
