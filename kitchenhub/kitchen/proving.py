"""Proof that a cook has it: which screen showed a ticket when, and which slip carries it in what state."""

from collections.abc import Iterator
from itertools import chain

import msgspec

from kitchenhub.kitchen.rules import WORKING
from kitchenhub.kitchen.tables import ScreenProof, SlipProof, Ticket, TicketSeen
from kitchenhub.paper.facts import SlipChanged
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

PROVING_SLIPS = ("printed", "unverified")
# A printer that breaks off again and again must not let the card grow.
SLIPS_SHOWN_MAX = 6
# A rush that is seen all at once must not fill the queues of other screens with its proofs.
SEEN_AT_ONCE_MAX = 100


class SeenReport(msgspec.Struct, frozen=True):
    """A device has shown everything up to a number at some stations."""

    device: str
    stations: frozenset[str]
    seq: int
    at: str
    since: int = 0


def record_seen(work: Work, reports: list[SeenReport]) -> Result:
    """Store what screens have shown of the tickets that are unproven or worked on, `SEEN_AT_ONCE_MAX` of
    them at a time; more are left for the next call with the same reports.

    Only a ticket's first proof makes an event; a screen that shows it later is kept without one. The
    result's ids are the tickets that were stored.
    """
    stored: list[str] = []
    for ticket, report in chain(_unproven(work, reports), _worked_on(work, reports)):
        # The number is of the ticket's last change: until that one was shown too, the report waits.
        if ticket.seq <= report.seq:
            stored += _seen(work, ticket.id, report)
        if len(stored) == SEEN_AT_ONCE_MAX:
            break
    return Result("tickets_seen", tuple(stored))


def _unproven(work: Work, reports: list[SeenReport]) -> Iterator[tuple[Ticket, SeenReport]]:
    for ticket in work.find(Ticket, proven_at=None):
        for report in reports:
            if ticket.state != "voided" and ticket.station_id in report.stations:
                yield ticket, report


def _worked_on(work: Work, reports: list[SeenReport]) -> Iterator[tuple[Ticket, SeenReport]]:
    """Tickets that changed since the same screen's last report."""
    for report in reports:
        for station in report.stations:
            for state in WORKING:
                for ticket in work.find(Ticket, station_id=station, state=state):
                    if ticket.seq > report.since:
                        yield ticket, report


def _seen(work: Work, ticket_id: str, report: SeenReport) -> list[str]:
    ticket = work.get(Ticket, ticket_id)
    if ticket is None or work.get(TicketSeen, ticket_id, report.device) is not None:
        return []
    work.add(
        TicketSeen(
            restaurant_id=work.restaurant_id, ticket_id=ticket_id, device=report.device, seen_at=report.at
        )
    )
    if not ticket.proof.screens:
        screen = ScreenProof(device=report.device, seen_at=report.at)
        proof = msgspec.structs.replace(ticket.proof, screens=(screen,))
        work.change(ticket, proof=proof, proven_at=ticket.proven_at or work.now)
        work.announce("ticket.changed", "ticket", ticket_id)
    return [ticket_id]


def follow_slip(work: Work, fact: SlipChanged) -> None:
    """Show on the ticket what is known of its slips, the latest last; a printed one is a proof."""
    ticket = work.get(Ticket, fact.ticket_id)
    if ticket is None:
        return
    others = tuple(slip for slip in ticket.proof.slips if slip.job != fact.job_id)
    slip = SlipProof(printer=fact.printer_id, job=fact.job_id, state=fact.state)
    proof = msgspec.structs.replace(ticket.proof, slips=(*others, slip)[-SLIPS_SHOWN_MAX:])
    proven_at = ticket.proven_at or (work.now if fact.state in PROVING_SLIPS else None)
    work.change(ticket, proof=proof, proven_at=proven_at)
    work.announce("ticket.changed", "ticket", ticket.id)
