"""The print queue inside the hub: what the hub's own spooler works off.

It has the methods of `printers.queue.PrintQueue` without knowing it. Claims and reports are commands;
waiting is not: a commit only says that something changed, one look for all printers finds out what, and
an idle printer causes no command.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

import msgspec

from kitchenhub import crash_points
from kitchenhub.hub import Hub
from kitchenhub.paper.cards import ClaimedJob
from kitchenhub.paper.queries import printers_in_use, slips_waiting
from kitchenhub.paper.rules import Outcome, is_held_elsewhere
from kitchenhub.paper.spooling import (
    DETAIL_MAX,
    Claim,
    Report,
    claim_job,
    recover_jobs,
    report_job,
)
from kitchenhub.paper.tables import PrinterState, PrintJob
from kitchenhub.paper.watching import SaidState, printer_is
from kitchenhub.store.reads import Reader, reading
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Answer, Command, Result

# Looks for queued slips are at least so far apart, however many commits there are.
LOOK_SECONDS = 0.03


class ServedPrinter(msgspec.Struct, frozen=True, kw_only=True):
    """A printer to serve."""

    id: str
    host: str
    port: int
    columns: int


class HubQueue:
    """The jobs of one restaurant's printers. Lives on one event loop; `wake` is called there too."""

    def __init__(self, hub: Hub, restaurant_id: int) -> None:
        self._hub = hub
        self._restaurant_id = restaurant_id
        self._events: dict[str, asyncio.Event] = {}
        self._stirred = False
        self._looking: asyncio.Task[None] | None = None
        self._recovered = False

    def wake(self, printer_ids: Iterable[str] | None = None) -> None:
        """Something was committed: for these printers, or for any of them."""
        if printer_ids is not None:
            for id in printer_ids:
                self._event(id).set()
            return
        self._stirred = True
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def close(self) -> None:
        """Stop looking."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def printers(self) -> list[Any]:
        """The printers of the house with where they are.

        Asked for the first time, what an earlier hub was sending goes into the queue again, as REPRINT.
        """
        if not self._recovered:
            await self._run("print.recover", recover_jobs)
            self._recovered = True
        rows = await self._read(printers_in_use)
        return [served for row in rows if (served := _served(row.id, row.address, row.columns)) is not None]

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        """Wait until a slip waits for this printer; whether one does."""
        event = self._event(printer)
        event.clear()
        if await self._read(partial(_claimable, printer)):
            return True
        try:
            async with asyncio.timeout(timeout_seconds):
                await event.wait()
        except TimeoutError:
            return False
        return True

    async def claim(self, printer: str, holder: str) -> ClaimedJob | None:
        """The printer's next job, committed as `sending`; None when there is none."""
        body = Claim(printer=printer, holder=holder)
        answer = await self._run("print.claim", lambda work: claim_job(work, body))
        return None if answer.body == b"{}" else msgspec.json.decode(answer.body, type=ClaimedJob)

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> None:
        """What became of a claimed job."""
        crash_points.reach("after_slip_bytes")
        said = cast(Outcome, outcome)
        body = Report(outcome=said, detail=detail[:DETAIL_MAX], may_have_printed=may_have_printed)
        await self._run("print.report", lambda work: report_job(work, job_id, body))

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        """The printer's state."""
        body = SaidState(state=cast(PrinterState, state), detail=detail[:DETAIL_MAX])
        await self._run("print.state", lambda work: printer_is(work, printer, body))

    async def _look(self) -> None:
        """Set the events of the printers that slips wait for, as often as something was committed."""
        while self._stirred:
            self._stirred = False
            for printer in await self._read(slips_waiting):
                self._event(printer).set()
            await asyncio.sleep(LOOK_SECONDS)

    async def _run(self, name: str, run: Callable[[Work], Result]) -> Answer:
        return await self._hub.submit(Command(name, self._restaurant_id, SYSTEM, run))

    async def _read(self, query: Callable[[Reader], Any]) -> Any:
        return await asyncio.to_thread(self._read_now, query)

    def _read_now(self, query: Callable[[Reader], Any]) -> Any:
        with reading(self._hub.database, self._restaurant_id, self._hub.clock()) as reader:
            return query(reader)

    def _event(self, printer: str) -> asyncio.Event:
        return self._events.setdefault(printer, asyncio.Event())


def _served(id: str, address: str, columns: int) -> ServedPrinter | None:
    target = urlsplit(address)
    if target.scheme != "tcp" or target.hostname is None or target.port is None:
        return None
    return ServedPrinter(id=id, host=target.hostname, port=target.port, columns=columns)


def _claimable(printer: str, reader: Reader) -> bool:
    """Whether a claim would find something: a slip waits, or one was left, and no other spooler sends."""
    sending = reader.find(PrintJob, printer_id=printer, state="sending")
    if any(is_held_elsewhere(job, reader.now) for job in sending):
        return False
    return bool(sending) or slips_waiting(reader).get(printer, 0) > 0
