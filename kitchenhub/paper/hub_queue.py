"""The print queue inside the hub: what the hub's own spooler works off.

It has the methods of `printers.queue.PrintQueue` without knowing it. Claims and reports are commands;
waiting is not: a commit only says that something changed, one look for all printers finds out what, and
an idle printer causes no command.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

import msgspec

from kitchenhub import crash_points
from kitchenhub.hub import Hub
from kitchenhub.paper.cards import ClaimedJob, LeasedPrinter
from kitchenhub.paper.leasing import LeavePrinters, TakePrinters, leave_printers, take_printers
from kitchenhub.paper.queries import slips_waiting
from kitchenhub.paper.rules import Outcome
from kitchenhub.paper.spooling import DETAIL_MAX, Claim, Report, claim_job, report_job
from kitchenhub.paper.tables import PrinterState, PrintJob
from kitchenhub.paper.watching import SaidState, printer_is
from kitchenhub.store.reads import Reader, aside, reading
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
    state: str


class HubQueue:
    """The jobs of one restaurant's printers. Lives on one event loop; `wake` is called there too.

    `holder` names this queue's spooler.
    """

    def __init__(
        self,
        hub: Hub,
        restaurant_id: int,
        holder: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._restaurant_id = restaurant_id
        self._holder = holder
        self._clock = clock
        self._held_until: dict[str, float] = {}
        self._events: dict[str, asyncio.Event] = {}
        self._stirred = False
        self._looking: asyncio.Task[None] | None = None

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
        """The printers that this spooler has now, with where they are; takes and renews their leases."""
        begun = self._clock()
        body = TakePrinters(holder=self._holder)
        held = await take_printers(self._hub, self._restaurant_id, SYSTEM, body)
        self._held_until = {one.id: begun + one.lease_ms / 1_000 for one in held}
        return [served for one in held if (served := _served(one)) is not None]

    def holds(self, printer: str) -> bool:
        """Whether the lease on this printer is certainly still this spooler's."""
        return self._held_until.get(printer, 0.0) > self._clock()

    async def leave(self) -> None:
        """Give up all leases."""
        self._held_until = {}
        body = LeavePrinters(holder=self._holder)
        await leave_printers(self._hub, self._restaurant_id, SYSTEM, body)

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

    async def claim(self, printer: str) -> ClaimedJob | None:
        """The printer's next job, committed as `sending`; None when there is none, or the printer is
        somebody else's.
        """
        body = Claim(printer=printer, holder=self._holder)
        answer = await self._run("print.claim", lambda work: claim_job(work, body))
        return None if answer.body == b"{}" else msgspec.json.decode(answer.body, type=ClaimedJob)

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> bool:
        """What became of a claimed job; False when it is no longer this spooler's to report."""
        crash_points.reach("after_slip_bytes")
        body = Report(
            outcome=cast(Outcome, outcome), holder=self._holder, detail=detail[:DETAIL_MAX],
            may_have_printed=may_have_printed,
        )  # fmt: skip
        answer = await self._run("print.report", lambda work: report_job(work, job_id, body))
        return answer.status < 400

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        """The printer's state."""
        body = SaidState(state=cast(PrinterState, state), holder=self._holder, detail=detail[:DETAIL_MAX])
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
        return await aside(partial(self._read_now, query))

    def _read_now(self, query: Callable[[Reader], Any]) -> Any:
        with reading(self._hub.database, self._restaurant_id, self._hub.clock()) as reader:
            return query(reader)

    def _event(self, printer: str) -> asyncio.Event:
        return self._events.setdefault(printer, asyncio.Event())


def _served(one: LeasedPrinter) -> ServedPrinter | None:
    target = urlsplit(one.address)
    if target.scheme != "tcp" or target.hostname is None or target.port is None:
        return None
    return ServedPrinter(
        id=one.id, host=target.hostname, port=target.port, columns=one.columns, state=one.state
    )


def _claimable(printer: str, reader: Reader) -> bool:
    """Whether a claim would find something: a slip waits, or one was left that nobody reported."""
    waiting = slips_waiting(reader).get(printer, 0) > 0
    return waiting or bool(reader.find(PrintJob, printer_id=printer, state="sending"))
