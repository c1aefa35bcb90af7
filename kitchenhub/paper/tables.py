"""Rows of printers and print jobs."""

from typing import Any, Literal

from kitchenhub.store.rows import Row, table

PrinterState = Literal["unknown", "ready", "offline", "paper_out", "cover_open", "paper_near_end", "error"]
JobState = Literal["queued", "sending", "printed", "unverified", "unknown", "failed", "moved"]
JobKind = Literal["ticket", "void", "fire", "check", "receipt", "report", "test"]


@table("printers")
class Printer(Row, frozen=True, kw_only=True):
    """A printer and what was last known of it.

    `since` is when its state last changed, `troubled_since` when it stopped taking slips (null: it takes
    them).
    """

    id: str
    name: str
    address: str
    columns: int
    backup: str | None
    position: int = 0
    state: PrinterState = "unknown"
    detail: str | None = None
    since: str | None = None
    troubled_since: str | None = None
    archived: bool = False
    version: int = 1


@table("print_jobs", indexes=(("printer_id", "state"), ("state",), ("order_id",), ("ticket_id",)))
class PrintJob(Row, frozen=True, kw_only=True):
    """One slip for one printer. `slip` is the slip as data.

    `sending` is committed before the first byte leaves. `reprint` is set as soon as an earlier copy may
    exist. `holder` sends it as long as it has the lease on the printer. A copy keeps the `created_at`
    of what it copies (`copy_of`), and with it the place in the queue; `reason` is a person's for asking for
    it. `attempts` counts through all copies that the house makes.
    """

    id: str
    printer_id: str
    kind: JobKind
    order_id: str | None
    ticket_id: str | None
    bill_id: str | None
    slip: dict[str, Any]
    state: JobState
    created_at: str
    attempts: int = 0
    reprint: bool = False
    holder: str | None = None
    sent_at: str | None = None
    finished_at: str | None = None
    detail: str | None = None
    moved_to: str | None = None
    copy_of: str | None = None
    reason: str | None = None
    version: int = 1
