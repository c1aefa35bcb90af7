"""Slips wait in the queue: what the kitchen, guests and the close get on paper, in the transaction that
caused it.

Saved first, printed after, and never in a request. Without a printer there is no job; whatever the slip
would say is kept in its own rows.
"""

from typing import Any, Protocol

from kitchenhub.bills.facts import BillSettled
from kitchenhub.bills.tables import Bill
from kitchenhub.kitchen.facts import TicketOpened, TicketVoidedInPart
from kitchenhub.kitchen.tables import Station, Ticket
from kitchenhub.paper.bill_slips import check_slip, receipt_slip, restaurant_of
from kitchenhub.paper.facts import SlipChanged
from kitchenhub.paper.kitchen_slips import ticket_slip, void_slip
from kitchenhub.paper.report_slips import report_slip
from kitchenhub.paper.tables import JobKind, Printer, PrintJob
from kitchenhub.shifts.facts import CheckoutMade, DayClosed, DrawerClosed
from kitchenhub.shifts.tables import CashMove, Checkout, DayClose, Drawer, DrawerSession
from kitchenhub.store.rows import R
from kitchenhub.store.work import Work


class AskedCheck(Protocol):
    """The fact that somebody wants the guest check of a bill on a printer."""

    @property
    def bill_id(self) -> str:
        """Whose check."""
        ...

    @property
    def printer_id(self) -> str:
        """Where."""
        ...


def queue_ticket_slip(work: Work, fact: TicketOpened) -> None:
    """The ticket on paper, where its station has a printer."""
    ticket, station = _ticket(work, fact.ticket_id)
    if working_printer(work, station.printer) is None:
        return
    slip = ticket_slip(restaurant_of(work), station, ticket)
    job = queue(work, str(station.printer), "ticket", slip, order_id=ticket.order_id, ticket_id=ticket.id)
    work.happened(SlipChanged(job.id, ticket.id, job.printer_id, job.state))


def queue_void_slip(work: Work, fact: TicketVoidedInPart) -> None:
    """A VOID slip, where the station has a printer: what was sent on paper is taken back on paper."""
    ticket, station = _ticket(work, fact.ticket_id)
    if working_printer(work, station.printer) is None:
        return
    slip = void_slip(restaurant_of(work), station, ticket, fact.line_id, fact.quantity, work.now)
    slip["note"] = fact.reason
    queue(work, str(station.printer), "void", slip, order_id=ticket.order_id, ticket_id=ticket.id)


def queue_check(work: Work, fact: AskedCheck) -> None:
    """The guest check of a bill."""
    bill = _row(work, Bill, fact.bill_id)
    if working_printer(work, fact.printer_id) is not None:
        queue(work, fact.printer_id, "check", check_slip(work, bill), order_id=bill.order_id, bill_id=bill.id)


def queue_receipt(work: Work, fact: BillSettled) -> None:
    """The receipt of a settled bill."""
    printer = _receipt_printer(work)
    if printer is not None:
        bill = _row(work, Bill, fact.bill_id)
        queue(work, printer, "receipt", receipt_slip(work, bill), order_id=bill.order_id, bill_id=bill.id)


def queue_drawer_report(work: Work, fact: DrawerClosed) -> None:
    """The count of a drawer, at the drawer's printer."""
    session = _row(work, DrawerSession, fact.session_id)
    drawer = work.get(Drawer, session.drawer_id)
    printer = drawer.printer if drawer else None
    name = (drawer.name if drawer else None) or session.drawer_id
    _queue_report(work, f"Drawer {name}", session.closed_at or work.now, _drawer(work, session), printer)


def queue_checkout(work: Work, fact: CheckoutMade) -> None:
    """A server's cash-out."""
    checkout = _row(work, Checkout, fact.checkout_id)
    figures = {"server": checkout.server_name, "business_day": checkout.business_day, **checkout.figures}
    _queue_report(work, f"Checkout {checkout.number}", checkout.at, figures)


def queue_day_close(work: Work, fact: DayClosed) -> None:
    """The numbered Z, with the head of the log, so that a log cut short shows."""
    day = _row(work, DayClose, fact.business_day)
    figures = {"business_day": day.business_day, "closed_by": day.closed_by, **day.figures}
    figures["log"] = {"last_event": day.head_seq, "hash": day.head_hash}
    _queue_report(work, f"Day close Z {day.number}", day.closed_at, figures)


def queue(
    work: Work, printer_id: str, kind: JobKind, slip: dict[str, Any], *, order_id: str | None = None,
    ticket_id: str | None = None, bill_id: str | None = None,
) -> PrintJob:  # fmt: skip
    """Put a slip into a printer's queue."""
    return work.add(
        PrintJob(
            restaurant_id=work.restaurant_id, id=work.new_id(), printer_id=printer_id, kind=kind,
            order_id=order_id, ticket_id=ticket_id, bill_id=bill_id, slip=slip, state="queued",
            created_at=work.now,
        )
    )  # fmt: skip


def working_printer(work: Work, id: str | None) -> Printer | None:
    """The printer of this id, if it is still in the house."""
    printer = work.get(Printer, id) if id is not None else None
    return None if printer is None or printer.archived else printer


def _queue_report(
    work: Work, title: str, at: str, figures: dict[str, Any], printer_id: str | None = None
) -> None:
    printer = printer_id if working_printer(work, printer_id) is not None else _receipt_printer(work)
    if printer is not None:
        queue(work, printer, "report", report_slip(restaurant_of(work), title, at, figures))


def _drawer(work: Work, session: DrawerSession) -> dict[str, Any]:
    moves = sorted(work.find(CashMove, drawer_session_id=session.id), key=lambda move: (move.at, move.id))
    return {
        "business_day": session.business_day,
        "opening_float_cents": session.opening_float_cents,
        "expected_cents": session.expected_cents,
        "counted_cents": session.counted_cents,
        "over_short_cents": session.over_short_cents,
        "cash_moves": [
            {"kind": move.kind.replace("_", " "), "reason": move.reason or "", "cents": move.amount_cents}
            for move in moves
        ],
    }


def _receipt_printer(work: Work) -> str | None:
    printer = working_printer(work, restaurant_of(work).receipt_printer)
    return printer.id if printer is not None else None


def _ticket(work: Work, id: str) -> tuple[Ticket, Station]:
    ticket = _row(work, Ticket, id)
    return ticket, _row(work, Station, ticket.station_id)


def _row(work: Work, row_type: type[R], id: str) -> R:
    row = work.get(row_type, id)
    if row is None:
        raise RuntimeError(f"{row_type.__name__} {id} vanished")
    return row
