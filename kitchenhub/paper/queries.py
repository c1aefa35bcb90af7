"""Reading printers and print jobs."""

from itertools import combinations
from typing import Any

import msgspec
import sqlalchemy as sa

from kitchenhub.paper.cards import PrinterCard, PrintJobCard, job_card, printer_card
from kitchenhub.paper.tables import JobState, Printer, PrintJob
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES
from kitchenhub.wire import Id

_jobs = TABLES[PrintJob].table.c
# What a page may be narrowed by; a clause for each choice, because each is compiled once and kept.
_NARROWED = {
    "state": _jobs.state == sa.bindparam("state"),
    "printer": _jobs.printer_id == sa.bindparam("printer"),
    "id": sa.tuple_(_jobs.created_at, _jobs.id) < sa.tuple_(sa.bindparam("created_at"), sa.bindparam("id")),
}
_PAGES = {
    frozenset(chosen): sa.select(*columns_of(PrintJob))
    .where(_jobs.restaurant_id == sa.bindparam("restaurant_id"), *(_NARROWED[one] for one in chosen))
    .order_by(_jobs.created_at.desc(), _jobs.id.desc())
    .limit(sa.bindparam("limit"))
    for number in range(len(_NARROWED) + 1)
    for chosen in combinations(_NARROWED, number)
}
_QUEUED = (
    sa.select(_jobs.printer_id, sa.func.count())
    .where(_jobs.restaurant_id == sa.bindparam("restaurant_id"), _jobs.state == "queued")
    .group_by(_jobs.printer_id)
)


class ListedPrinter(PrinterCard, frozen=True, kw_only=True):
    """A printer, and how many slips wait for it."""

    waiting: int


class Printers(msgspec.Struct, frozen=True, kw_only=True):
    """The printers, as the file lists them."""

    printers: list[ListedPrinter]


class JobQuery(Paged, frozen=True, kw_only=True):
    """Which jobs: in a state, of a printer."""

    state: JobState | None = None
    printer: Id | None = None


class JobPage(msgspec.Struct, frozen=True, kw_only=True):
    """Print jobs, newest first."""

    print_jobs: list[PrintJobCard]
    next: str | None


def printers_in_use(reader: Reader) -> list[Printer]:
    """The printers of the house."""
    rows = (row for row in reader.find(Printer) if not row.archived)
    return sorted(rows, key=lambda row: (row.position, row.id))


def printer_cards(reader: Reader) -> list[PrinterCard]:
    """The printers for the office's live topic."""
    return [printer_card(row) for row in printers_in_use(reader)]


def slips_waiting(reader: Reader) -> dict[str, int]:
    """How many slips wait, by printer; one that nothing waits for is missing."""
    return dict(reader.rows(_QUEUED))


def list_printers(reader: Reader) -> Printers:
    """The printers and how many slips wait for each."""
    waiting = slips_waiting(reader)
    rows = printers_in_use(reader)
    return Printers(
        printers=[
            ListedPrinter(waiting=waiting.get(row.id, 0), **msgspec.structs.asdict(printer_card(row)))
            for row in rows
        ]
    )


def list_jobs(reader: Reader, query: JobQuery) -> JobPage:
    """Print jobs, newest first."""
    given: dict[str, Any] = {"state": query.state, "printer": query.printer}
    if query.cursor is not None:
        given["created_at"], given["id"] = key_of(query.cursor, (str, str))
    given = {name: value for name, value in given.items() if value is not None}
    clause = _PAGES[frozenset(given) - {"created_at"}]
    rows = reader.select(PrintJob, clause, **given, limit=query.limit + 1)
    shown = rows[: query.limit]
    more = len(rows) > query.limit
    return JobPage(
        print_jobs=[job_card(row) for row in shown],
        next=cursor_of(shown[-1].created_at, shown[-1].id) if more else None,
    )
