"""Printers and print jobs as people and spoolers see them."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from kitchenhub.errors import unknown
from kitchenhub.paper.tables import JobKind, JobState, Printer, PrinterState, PrintJob
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.leases import LEASE
from kitchenhub.store.reads import Reads
from kitchenhub.wire import Time


class PrinterCard(msgspec.Struct, frozen=True, kw_only=True):
    """A printer and what is known of it. An `archived` one is gone."""

    id: str
    name: str
    address: str
    columns: int
    backup: str | None
    state: PrinterState
    detail: str | None
    since: Time | None
    archived: bool
    version: int


class PrintJobCard(msgspec.Struct, frozen=True, kw_only=True):
    """One slip and what became of it. `copy_of` is the job it copies, `moved_to` the printer it went to."""

    id: str
    printer: str
    kind: JobKind
    title: str
    order: str | None
    order_number: int | None
    ticket: str | None
    bill: str | None
    state: JobState
    reprint: bool
    attempts: int
    detail: str | None
    reason: str | None
    created_at: Time
    sent_at: Time | None
    finished_at: Time | None
    moved_to: str | None
    copy_of: str | None
    version: int


class ClaimedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job to send now: the slip as data, whether it says REPRINT, and the how manieth attempt it is.

    Whoever claimed it has the printer for `lease_seconds` from now, and again with each claim, report or
    renewal (`POST /printers/lease`).
    """

    id: str
    printer: str
    slip: dict[str, Any]
    reprint: bool
    attempt: int
    lease_seconds: int


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim answers: a `ClaimedJob`, or an empty object when there is none."""

    id: str | UnsetType = UNSET
    printer: str | UnsetType = UNSET
    slip: dict[str, Any] | UnsetType = UNSET
    reprint: bool | UnsetType = UNSET
    attempt: int | UnsetType = UNSET
    lease_seconds: int | UnsetType = UNSET


class LeasedPrinter(msgspec.Struct, frozen=True, kw_only=True):
    """A printer that a spooler has to itself for `lease_ms` milliseconds more, and what is known of it."""

    id: str
    name: str
    address: str
    columns: int
    state: PrinterState
    waiting: int
    lease_ms: int


class LeasedPrinters(msgspec.Struct, frozen=True, kw_only=True):
    """The printers that a spooler has now, as the file lists them. Others may have the rest."""

    printers: list[LeasedPrinter]


def printer_card(row: Printer) -> PrinterCard:
    """The card of a printer."""
    return PrinterCard(
        id=row.id, name=row.name, address=row.address, columns=row.columns, backup=row.backup,
        state=row.state, detail=row.detail, since=row.since, archived=row.archived,
        version=row.version,
    )  # fmt: skip


def job_card(row: PrintJob) -> PrintJobCard:
    """The card of a print job."""
    return PrintJobCard(
        id=row.id, printer=row.printer_id, kind=row.kind, title=row.slip.get("title", ""),
        order=row.order_id, order_number=row.slip.get("order_number"), ticket=row.ticket_id,
        bill=row.bill_id, state=row.state, reprint=row.reprint, attempts=row.attempts, detail=row.detail,
        reason=row.reason, created_at=row.created_at, sent_at=row.sent_at, finished_at=row.finished_at,
        moved_to=row.moved_to, copy_of=row.copy_of, version=row.version,
    )  # fmt: skip


def _printer(reads: Reads, id: str) -> Shown:
    row = reads.get(Printer, id)
    if row is None:
        raise unknown("printer", id)
    return Shown("office", printer_card(row))


def _job(reads: Reads, id: str) -> PrintJob:
    row = reads.get(PrintJob, id)
    if row is None:
        raise unknown("print job", id)
    return row


def _claimed(reads: Reads, id: str) -> ClaimedJob | dict[str, Any]:
    """The claimed job, or nothing when a claim is repeated after the job went elsewhere."""
    row = _job(reads, id)
    if row.state != "sending":
        return {}
    return ClaimedJob(
        id=row.id, printer=row.printer_id, slip=row.slip, reprint=row.reprint, attempt=row.attempts,
        lease_seconds=int(LEASE.total_seconds()),
    )  # fmt: skip


CARDS: dict[str, CardKind] = {"printer": CardKind(_printer)}
ANSWERS: dict[str, Callable[..., Any]] = {
    "print_job": lambda reads, id: job_card(_job(reads, id)),
    "claimed_job": _claimed,
}
