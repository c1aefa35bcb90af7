"""I2 and I6: sent lines are on their stations, and a cook has them or somebody was told."""

from collections import Counter
from datetime import datetime

from kitchenhub.alerts.tables import Alert
from kitchenhub.kitchen.tables import Station, Ticket
from kitchenhub.orders.tables import OrderLine
from kitchenhub.paper.tables import PrintJob
from kitchenhub.store.reads import Reader
from kitchenhub.verify.findings import Findings

# 10 s without proof, and 5 for the house's round that tells of it: a copy or a kill may come before that.
TOLD_SECONDS = 15
MAY_HAVE_PRINTED = ("sending", "printed", "unverified", "unknown")


def check_kitchen(reader: Reader, lines: list[OrderLine], last_at: str, findings: Findings) -> None:
    """Check every ticket and every sent line; `last_at` is the last time the log knows."""
    stations = {station.id: station for station in reader.find(Station)}
    tickets = reader.find(Ticket)
    on_tickets: Counter[tuple[str, str]] = Counter()
    known = {line.id: line for line in lines}
    for ticket in tickets:
        for item in ticket.items:
            line = known.get(item.line)
            if line is None or line.order_id != ticket.order_id:
                findings.fail(
                    "I2", f"ticket {ticket.id} carries line {item.line} that its order does not have"
                )
            on_tickets[item.line, ticket.station_id] += 1
    for (line_id, station), times in on_tickets.items():
        if times > 1:
            findings.fail("I2", f"line {line_id} is on {times} tickets of {station}")
    _check_lines(lines, on_tickets, stations, findings)
    _check_proof(reader, tickets, stations, last_at, findings)
    _check_copies(reader, findings)
    findings.count("tickets", len(tickets))


def _check_lines(
    lines: list[OrderLine],
    on_tickets: Counter[tuple[str, str]],
    stations: dict[str, Station],
    findings: Findings,
) -> None:
    placed = {line_id for line_id, _ in on_tickets}
    for line in lines:
        if line.fired_at is None:
            continue
        if line.id not in placed:
            findings.fail("I2", f"line {line.id} ({line.name}) was sent and is on no ticket")
        for station in line.stations:
            known = stations.get(station)
            if known is not None and not known.archived and not on_tickets[line.id, station]:
                findings.fail("I2", f"line {line.id} ({line.name}) is not on a ticket of {station}")


def _check_proof(
    reader: Reader, tickets: list[Ticket], stations: dict[str, Station], last_at: str, findings: Findings
) -> None:
    told = {alert.subject for alert in reader.find(Alert)}
    young = 0
    for ticket in tickets:
        if ticket.proven_at is not None or ticket.state in ("ready", "voided"):
            continue
        if _seconds_between(ticket.fired_at, last_at) <= TOLD_SECONDS:
            young += 1
        elif ticket.station_id not in told and not _passes_only(stations.get(ticket.station_id)):
            findings.fail("I6", f"ticket {ticket.id} ({ticket.station_id}) has no proof and nobody was told")
    if young:
        findings.wait(f"{young} tickets within their proof time")


def _passes_only(station: Station | None) -> bool:
    """A pass repeats what its stations have; their tickets carry the proof."""
    return station is not None and station.kind == "pass"


def _check_copies(reader: Reader, findings: Findings) -> None:
    queued = 0
    firsts: set[tuple[str, str, str | None]] = set()
    for job in sorted(reader.find(PrintJob), key=lambda job: (job.created_at, job.id)):
        if job.state in ("queued", "sending"):
            queued += 1
        if job.kind != "ticket" or job.ticket_id is None or job.state not in MAY_HAVE_PRINTED:
            continue
        what = (job.kind, job.ticket_id, None)
        if what in firsts and not job.reprint:
            findings.fail("I6", f"ticket {job.ticket_id} was printed twice without REPRINT (job {job.id})")
        firsts.add(what)
    if queued:
        findings.wait(f"{queued} slips waiting for their printers")


def _seconds_between(earlier: str, later: str) -> float:
    if not later:
        return 0.0
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()
