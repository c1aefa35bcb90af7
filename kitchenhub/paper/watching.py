"""What printers say of themselves, who is told of trouble, and when the backup takes over.

Told after 15 s of trouble, moved to the backup after 30 s. A moved job is printed by the backup only;
when its first copy may be on paper, the moved one says REPRINT.
"""

from typing import Annotated, Any

import sqlalchemy as sa
from msgspec import Meta

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.alerts.tables import Alert, Severity
from kitchenhub.errors import unknown
from kitchenhub.kitchen.tables import Station, Ticket
from kitchenhub.paper import rules
from kitchenhub.paper.facts import SlipChanged
from kitchenhub.paper.queueing import working_printer
from kitchenhub.paper.spooling import DETAIL_MAX, copy_job, drop_abandoned, lease_subject
from kitchenhub.paper.tables import Printer, PrinterState, PrintJob
from kitchenhub.store.leases import Lease, holder_now
from kitchenhub.store.reads import Reader, Reads
from kitchenhub.store.rows import TABLES
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from kitchenhub.wire import Body, Id

# state → alert code, how bad, what is wrong, what to do.
TROUBLES: dict[PrinterState, tuple[str, Severity, str, str]] = {
    "offline": (
        "printer_offline",
        "danger",
        "does not answer",
        "Check power and cable, they go on by themselves.",
    ),
    "paper_out": ("printer_paper_out", "danger", "has no paper", "Load paper, they go on by themselves."),
    "cover_open": (
        "printer_cover_open",
        "danger",
        "has its cover open",
        "Close it, they go on by themselves.",
    ),
    "error": (
        "printer_error",
        "danger",
        "reports an error",
        "Switch it off and on, they go on by themselves.",
    ),
    "unknown": ("printer_unattended", "danger", "is worked by no spooler", "Is one running?"),
    "paper_near_end": ("printer_paper_low", "info", "has little paper left", "Put a roll beside it."),
}
_jobs = TABLES[PrintJob].table.c
_OFTEN_TRIED = (
    sa.select(_jobs.id)
    .where(
        _jobs.restaurant_id == sa.bindparam("restaurant_id"),
        _jobs.state == "queued",
        _jobs.attempts >= sa.bindparam("attempts"),
    )
    .limit(sa.literal_column("1"))
)
_CODES = tuple(code for code, *_ in TROUBLES.values())


class SaidState(Body, frozen=True, kw_only=True):
    """What a printer says of itself, or what a spooler sees; one that has lost the printer is not heard."""

    state: PrinterState
    holder: Id | None = None
    detail: Annotated[str, Meta(max_length=DETAIL_MAX)] = ""


def printer_is(work: Work, id: str, body: SaidState) -> Result:
    """Record a printer's state; a spooler says it when it changed, and again while it is not ready."""
    printer = work.get(Printer, id)
    if printer is None:
        raise unknown("printer", id)
    if body.holder is not None and holder_now(work, lease_subject(id)) not in (None, body.holder):
        return Result("printer", (id,))
    taking = body.state in rules.TAKING_SLIPS
    changes: dict[str, Any] = {"state": body.state, "detail": body.detail or None}
    if body.state != printer.state:
        changes["since"] = work.now
    changes["troubled_since"] = None if taking else printer.troubled_since or work.now
    if any(getattr(printer, name) != value for name, value in changes.items()):
        work.change(printer, **changes)
        work.announce("print.changed", "printer", id)
    _watch(work, id)
    return Result("printer", (id,))


def watch_printers(work: Work) -> Result:
    """Tell of trouble that has lasted and let backups take over. Run every few seconds."""
    for printer in work.find(Printer):
        if _is_deserted(work, printer.id):
            _desert(work, printer)
        _watch(work, printer.id)
    return Result("nothing")


def needs_watching(reader: Reader) -> bool:
    """Whether `watch_printers` would do anything: a cheap look without a command."""
    for printer in reader.find(Printer):
        if not printer.archived and printer.troubled_since is not None:
            return True
        if (printer.archived or printer.state == "unknown") and _waiting(reader, printer.id):
            return True
        if printer.state != "unknown" and _is_deserted(reader, printer.id) and _undone(reader, printer.id):
            return True
    return bool(reader.rows(_OFTEN_TRIED, attempts=rules.ATTEMPTS_TOLD))


def _is_deserted(reads: Reads, id: str) -> bool:
    """Whether a spooler has worked the printer, and none does now."""
    lease = reads.get(Lease, lease_subject(id))
    return lease is not None and lease.until <= reads.now


def _desert(work: Work, printer: Printer) -> None:
    """Its spooler has gone: what was on its way may be on paper, and what is known of the printer is
    old.
    """
    drop_abandoned(work, printer.id, None)
    if printer.state == "unknown" or not _waiting(work, printer.id):
        return
    work.change(
        printer, state="unknown", detail=None, since=work.now,
        troubled_since=printer.troubled_since or work.now,
    )  # fmt: skip
    work.announce("print.changed", "printer", printer.id)


def _watch(work: Work, id: str) -> None:
    printer = work.get(Printer, id)
    if printer is None:
        return
    waiting = _waiting(work, id)
    if printer.state == "unknown" and printer.troubled_since is None and waiting and not printer.archived:
        # Nobody has asked it anything yet, and slips wait: that is trouble from the first slip on.
        first = min(job.created_at for job in waiting)
        printer = work.change(printer, troubled_since=first)
        work.announce("print.changed", "printer", id)
    _tell(work, printer, len(waiting))
    gone = printer.archived or rules.has_lasted(printer, rules.BACKUP_AFTER, work.now)
    backup = _backup(work, printer)
    if backup is None:
        return
    for job in sorted(waiting, key=lambda job: (job.created_at, job.id)):
        if gone or job.attempts >= rules.ATTEMPTS_TOLD:
            _move(work, job, printer, backup)


def _tell(work: Work, printer: Printer, waiting: int) -> None:
    trouble = TROUBLES.get(printer.state)
    said = trouble[0] if trouble is not None else None
    low = printer.state == "paper_near_end"
    lasted = low or _is_told(work, printer) or rules.has_lasted(printer, rules.TOLD_AFTER, work.now)
    for code in _CODES:
        if code != said or printer.archived:
            _clear(work, code, printer.id)
    if trouble is None or printer.archived or not lasted:
        return
    code, severity, wrong, remedy = trouble
    if low:
        work.happened(Trouble(code, printer.id, severity, f"Printer {printer.name} {wrong}.", remedy))
        return
    backup = _backup(work, printer)
    parts = [f"Printer {printer.name} {wrong}."]
    if backup is not None:
        parts.append(f"{backup.name} prints what waits.")
    elif waiting:
        parts.append("1 slip waits." if waiting == 1 else f"{waiting} slips wait.")
    work.happened(Trouble(code, printer.id, severity, " ".join(parts), remedy))


def _is_told(work: Work, printer: Printer) -> bool:
    """Whether people know already that it is in trouble: then another trouble is told at once."""
    alerts = (work.get(Alert, f"{code}:{printer.id}") for code in _CODES if code != "printer_paper_low")
    return printer.troubled_since is not None and any(
        alert is not None and alert.cleared_at is None for alert in alerts
    )


def _clear(work: Work, code: str, printer_id: str) -> None:
    alert = work.get(Alert, f"{code}:{printer_id}")
    if alert is not None and alert.cleared_at is None:
        work.happened(TroubleOver(code, printer_id))


def _backup(work: Work, printer: Printer) -> Printer | None:
    """The printer that takes over, if there is one that takes slips now."""
    backup = working_printer(work, printer.backup)
    return backup if backup is not None and backup.state in rules.TAKING_SLIPS else None


def _move(work: Work, job: PrintJob, printer: Printer, backup: Printer) -> None:
    flags = [flag for flag in job.slip.get("flags", []) if not flag.endswith("· BACKUP")]
    slip = {**job.slip, "flags": [*flags, f"FOR {_whose(work, job, printer).upper()} · BACKUP"]}
    work.change(
        job, state="moved", moved_to=backup.id, finished_at=work.now, detail=f"moved to {backup.name}"
    )
    if job.kind == "ticket" and job.ticket_id is not None:
        work.happened(SlipChanged(job.id, job.ticket_id, job.printer_id, "moved"))
    copy_job(work, job, backup.id, reprint=job.reprint, slip=slip, attempts=0)


def _whose(work: Work, job: PrintJob, printer: Printer) -> str:
    ticket = work.get(Ticket, job.ticket_id) if job.ticket_id is not None else None
    station = work.get(Station, ticket.station_id) if ticket is not None else None
    return station.name if station is not None else printer.name


def _waiting(reads: Reads, printer_id: str) -> list[PrintJob]:
    return reads.find(PrintJob, printer_id=printer_id, state="queued")


def _undone(reads: Reads, printer_id: str) -> list[PrintJob]:
    return _waiting(reads, printer_id) or reads.find(PrintJob, printer_id=printer_id, state="sending")
