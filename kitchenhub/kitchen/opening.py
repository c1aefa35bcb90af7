"""Fired lines become tickets: one per station and fire, and one at each pass that watches those
stations.
"""

from collections import defaultdict

from kitchenhub.alerts.facts import Trouble
from kitchenhub.kitchen.facts import TicketMoved, TicketOpened
from kitchenhub.kitchen.rules import lowest_course
from kitchenhub.kitchen.tables import Station, Ticket, TicketItem, TicketModifier
from kitchenhub.orders.facts import LinesFired
from kitchenhub.orders.tables import GuestAllergy, Order, OrderLine
from kitchenhub.store.work import Work

LOST_LINE = "line_without_station"


def open_tickets(work: Work, fact: LinesFired) -> None:
    """Open the tickets of a fire. A line whose stations are all gone goes to the pass, with an alert."""
    order = work.get(Order, fact.order_id)
    if order is None:
        raise RuntimeError(f"order {fact.order_id} vanished")
    lines = [line for id in fact.line_ids if (line := work.get(OrderLine, id)) is not None]
    lines.sort(key=lambda line: line.position)
    stations = {station.id: station for station in work.find(Station) if not station.archived}
    shares = _routed(work, lines, stations)
    ready: list[Ticket] = []
    for station_id, share in shares.items():
        ticket = _open(work, order, stations[station_id], share, fact.fire, fact.remake)
        if ticket.state == "ready":
            ready.append(ticket)
    for ticket in ready:
        work.happened(TicketMoved(ticket.id, tuple(item.line for item in ticket.items)))


def _routed(work: Work, lines: list[OrderLine], stations: dict[str, Station]) -> dict[str, list[OrderLine]]:
    """Each line's stations, in the order of the house, and the passes that watch them."""
    shares: dict[str, list[OrderLine]] = defaultdict(list)
    passes = [station for station in stations.values() if station.kind == "pass"]
    for line in lines:
        own = [id for id in line.stations if id in stations]
        if not own:
            own = [_fallback(work, line, stations)]
        watching = [one.id for one in passes if one.id not in own and set(own) & set(one.stations)]
        for id in (*own, *watching):
            shares[id].append(line)
    return shares


def _fallback(work: Work, line: OrderLine, stations: dict[str, Station]) -> str:
    """Where a line goes that has no station left: the pass, else any station."""
    by_kind = sorted(stations.values(), key=lambda station: (station.kind != "pass", station.position))
    if not by_kind:
        raise RuntimeError("a restaurant without stations")
    chosen = by_kind[0]
    work.happened(
        Trouble(
            LOST_LINE, line.item_id, "danger",
            f"{line.name} has no station any more. It goes to {chosen.name}.",
            "Give the item a station in the restaurant file and import it.",
        )
    )  # fmt: skip
    return chosen.id


def _open(
    work: Work, order: Order, station: Station, lines: list[OrderLine], fire: int, remake: bool
) -> Ticket:
    # Nothing waits for a press that a station cannot make: its ticket is done when it is sent.
    at_once = station.progress == "none"
    ticket = work.add(
        Ticket(
            restaurant_id=work.restaurant_id, id=work.new_id(), order_id=order.id,
            order_number=order.number, station_id=station.id, fire=fire,
            course=lowest_course([line.course for line in lines]), type=order.type, table_id=order.table_id,
            name=order.name, server_name=order.server_name, note=order.note,
            allergies=allergies_for(order, lines),
            items=tuple(item_of(line, done=at_once) for line in lines), priority=remake, remake=remake,
            state="ready" if at_once else "open", fired_at=work.now, ready_at=work.now if at_once else None,
            due_at=order.promised_at,
        )
    )  # fmt: skip
    work.happened(TicketOpened(ticket.id))
    work.announce("ticket.opened", "ticket", ticket.id)
    return ticket


def item_of(line: OrderLine, *, done: bool) -> TicketItem:
    """A line as the cook reads it."""
    name = f"{line.kitchen_name} {line.variant_name}" if line.variant_name else line.kitchen_name
    return TicketItem(
        line=line.id, name=name, quantity=line.quantity - line.voided_quantity,
        modifiers=tuple(
            TicketModifier(name=one.name, prefix=one.prefix, quantity=one.quantity) for one in line.modifiers
        ),
        note=line.note, seat=line.seat, allergens=line.allergens, state="ready" if done else "open",
    )  # fmt: skip


def allergies_for(order: Order, lines: list[OrderLine]) -> tuple[GuestAllergy, ...]:
    """The guests' allergies that concern these lines: the table's, and those of their seats."""
    seats = {line.seat for line in lines}
    if None in seats:
        return order.allergies
    return tuple(one for one in order.allergies if one.seat is None or one.seat in seats)
