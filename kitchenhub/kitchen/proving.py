"""Proof that a cook has it: which screen showed a ticket when, and which slip carries it in what state."""

import msgspec

from kitchenhub.kitchen.tables import ScreenProof, SlipProof, Ticket, TicketSeen
from kitchenhub.paper.facts import SlipChanged
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result

PROVING_SLIPS = ("printed", "unverified")
SCREENS_SHOWN_MAX = 10


class SeenReport(msgspec.Struct, frozen=True):
    """A device has shown everything up to a number at some stations."""

    device: str
    stations: frozenset[str]
    seq: int
    at: str


def record_seen(work: Work, reports: list[SeenReport]) -> Result:
    """Store what screens have shown. Only a ticket's first proof makes an event."""
    unproven = [ticket for ticket in work.find(Ticket, proven_at=None) if ticket.state != "voided"]
    for report in reports:
        for ticket in unproven:
            if ticket.station_id in report.stations and ticket.seq <= report.seq:
                _seen(work, ticket.id, report)
    return Result("nothing")


def _seen(work: Work, ticket_id: str, report: SeenReport) -> None:
    ticket = work.get(Ticket, ticket_id)
    if ticket is None or work.get(TicketSeen, ticket_id, report.device) is not None:
        return
    work.add(
        TicketSeen(
            restaurant_id=work.restaurant_id, ticket_id=ticket_id, device=report.device, seen_at=report.at
        )
    )
    if ticket.proven_at is None:
        screens = (*ticket.proof.screens, ScreenProof(device=report.device, seen_at=report.at))
        proof = msgspec.structs.replace(ticket.proof, screens=screens[:SCREENS_SHOWN_MAX])
        work.change(ticket, proof=proof, proven_at=work.now)
        work.announce("ticket.changed", "ticket", ticket_id)


def follow_slip(work: Work, fact: SlipChanged) -> None:
    """Show on the ticket what is known of its slip; a confirmed slip is a proof."""
    ticket = work.get(Ticket, fact.ticket_id) if fact.ticket_id else None
    if ticket is None:
        return
    others = tuple(slip for slip in ticket.proof.slips if slip.job != fact.job_id)
    slip = SlipProof(printer=fact.printer_id, job=fact.job_id, state=fact.state)
    proof = msgspec.structs.replace(ticket.proof, slips=(*others, slip))
    proven_at = ticket.proven_at or (work.now if fact.state in PROVING_SLIPS else None)
    work.change(ticket, proof=proof, proven_at=proven_at)
    work.announce("ticket.changed", "ticket", ticket.id)
