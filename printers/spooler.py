"""The spooler: one loop per printer, so that a dead printer delays nobody else.

A loop connects, asks the status and claims a job only when the printer takes slips: jobs for a printer
without paper stay queued. While it is not ready the loop looks again after 1 to 10 s, and goes on by
itself. A printer whose lease is lost is left at once. What becomes of a job afterwards (a REPRINT, the
backup printer) is the hub's business.
"""

import asyncio
import contextlib
import itertools
import random
from collections.abc import Awaitable, Callable

import msgspec

from printers.address import EVERYWHERE, PrinterNetworks
from printers.encode import EncodedSlip, encode, warm_up
from printers.queue import Job, PrinterAddress, PrintQueue
from printers.replies import Status
from printers.slip import read_slip
from printers.transport import Abilities, Connection, NotReachable, Outcome, Patience, connected

# A printer without jobs is asked this often how it is, so that trouble is known before the next slip.
IDLE_SECONDS = 10.0
LOOK_SECONDS = 2.0
PAUSE_SECONDS_MIN = 1.0
PAUSE_SECONDS_MAX = 10.0
Trouble = Callable[[str, BaseException], None]
Key = tuple[str, str, int, int]
_process_ids = itertools.cycle(range(0x10000))


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What a spooler works with and a test replaces."""

    networks: PrinterNetworks = EVERYWHERE
    patience: Patience = Patience()
    trouble: Trouble = lambda what, fault: None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    randomness: Callable[[], float] = random.random
    idle_seconds: float = IDLE_SECONDS


class Spooler:
    """Works off the jobs of all printers of a queue. `trouble` is told about bugs and lost hubs."""

    def __init__(
        self,
        queue: PrintQueue,
        networks: PrinterNetworks = EVERYWHERE,
        *,
        patience: Patience = Patience(),  # noqa: B008  (frozen)
        trouble: Trouble = lambda what, fault: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        randomness: Callable[[], float] = random.random,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._queue = queue
        self._around = Surroundings(
            networks=networks, patience=patience, trouble=trouble, sleep=sleep, randomness=randomness,
            idle_seconds=idle_seconds,
        )  # fmt: skip
        self._loops: dict[Key, PrinterLoop] = {}
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Keep a loop for each printer that is this spooler's, until cancelled; slips on their way end
        first, then the printers are given up.
        """
        try:
            await asyncio.to_thread(warm_up)
            while True:
                await self._follow_printers()
                await self._around.sleep(LOOK_SECONDS)
        finally:
            for key in list(self._loops):
                self._end(key)
            await asyncio.gather(*self._ending, return_exceptions=True)
            with contextlib.suppress(Exception):  # whoever comes next waits a little longer then
                async with asyncio.timeout(self._around.patience.grace_seconds):
                    await self._queue.leave()

    async def _follow_printers(self) -> None:
        try:
            wanted = {(one.id, one.host, one.port, one.columns): one for one in await self._queue.printers()}
        except Exception as fault:  # the outer edge of the device loops: a hub that is away comes back
            self._around.trouble("printers", fault)
            return
        for key in self._loops.keys() - wanted.keys():
            self._end(key)
        for key in wanted.keys() - self._loops.keys():
            self._loops[key] = PrinterLoop(self._queue, wanted[key], self._around)
            self._tasks[key] = asyncio.create_task(self._loops[key].run())
        for key, printer in wanted.items():
            if printer.state == "unknown":
                self._loops[key].tell_again()

    def _end(self, key: Key) -> None:
        del self._loops[key]
        task = self._tasks.pop(key)
        task.cancel()
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


class PrinterLoop:
    """One printer's loop."""

    def __init__(self, queue: PrintQueue, printer: PrinterAddress, around: Surroundings) -> None:
        self._queue = queue
        self._printer = printer
        self._around = around
        self._abilities = Abilities()
        self._told: str | None = None

    async def run(self) -> None:
        """Serve the printer until cancelled."""
        failures = 0
        while True:
            if not self._queue.holds(self._printer.id):
                await self._around.sleep(PAUSE_SECONDS_MIN)
                continue
            try:
                well = await self._turn(failures)
            except Exception as fault:  # the outer edge of a device loop: one printer's bug is its own
                well = False
                self._around.trouble(self._printer.id, fault)
            failures = 0 if well else failures + 1
            if failures:
                await self._around.sleep(self._pause_seconds(failures))

    async def _turn(self, failures: int) -> bool:
        """Serve the printer or look at it, unless it went to somebody else meanwhile; whether all is well."""
        wanted = await self._is_wanted(failures)
        if not self._queue.holds(self._printer.id):
            return True
        return await (self._serve() if wanted else self._look())

    def tell_again(self) -> None:
        """The hub has forgotten how the printer is."""
        self._told = None

    async def _is_wanted(self, failures: int) -> bool:
        """Whether slips may wait. Not asked of a new printer and of one in trouble: their state is
        wanted.
        """
        if self._told is None or failures:
            return True
        return await self._queue.wait(self._printer.id, self._around.idle_seconds)

    async def _look(self) -> bool:
        """Nothing to print: is it still well?"""
        try:
            async with self._connected() as connection:
                status = await connection.status()
        except NotReachable as fault:
            status = Status("offline", str(fault))
        await self._tell(status)
        return status.takes_slips

    async def _serve(self) -> bool:
        """Send one slip on one connection, when the printer takes slips; whether all went well."""
        try:
            async with self._connected() as connection:
                status = await connection.status()
                await self._tell(status)
                if not status.takes_slips:
                    return False
                job = await self._queue.claim(self._printer.id)
                if job is None:
                    return True
                outcome = await self._sent(connection, job)
        except NotReachable as fault:
            await self._tell(Status("offline", str(fault)))
            return False
        return outcome.state in ("printed", "unverified")

    async def _sent(self, connection: Connection, job: Job) -> Outcome:
        """Send and report. When the spooler is stopped meanwhile, the slip gets a moment to end well."""
        grace_seconds = self._around.patience.grace_seconds
        sending = asyncio.create_task(self._send(connection, job))
        try:
            outcome = await asyncio.shield(sending)
        except asyncio.CancelledError:
            await asyncio.wait([sending], timeout=grace_seconds)
            if sending.cancel():
                await asyncio.gather(sending, return_exceptions=True)
                outcome = Outcome("unknown", "the spooler was stopped while it was sending", True)
            else:
                outcome = sending.result()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(grace_seconds):
                    await self._report(job, outcome)
            raise
        await self._report(job, outcome)
        return outcome

    async def _send(self, connection: Connection, job: Job) -> Outcome:
        process_id = f"{next(_process_ids):04x}".encode()
        try:
            slip = await asyncio.to_thread(_encoded, job, self._printer.columns, process_id)
        except Exception as fault:  # the edge of a job: a slip that cannot be laid out must not stop the next
            self._around.trouble(self._printer.id, fault)
            return Outcome("failed", f"the slip cannot be printed: {fault}"[:200], False)
        if not self._queue.holds(self._printer.id):
            # Held up so long that another spooler may have it: its copy says REPRINT, this one would not.
            return Outcome("failed", "the lease on the printer ran out before the slip", False)
        return await connection.send(slip, process_id)

    async def _report(self, job: Job, outcome: Outcome) -> None:
        if not await self._queue.report(job.id, outcome.state, outcome.detail, outcome.may_have_printed):
            lost = LookupError(f"job {job.id} ended as {outcome.state}, but is no longer this spooler's")
            self._around.trouble(self._printer.id, lost)

    def _connected(self) -> contextlib.AbstractAsyncContextManager[Connection]:
        printer, around = self._printer, self._around
        return connected(printer.host, printer.port, self._abilities, around.networks, around.patience)

    async def _tell(self, status: Status) -> None:
        if status.state != self._told:
            await self._queue.printer_is(self._printer.id, status.state, status.detail)
            self._told = status.state

    def _pause_seconds(self, failures: int) -> float:
        """Between 1 s and a bound that doubles up to 10 s, so that printers are not asked in step."""
        bound = min(PAUSE_SECONDS_MAX, PAUSE_SECONDS_MIN * 2.0 ** min(failures, 8))
        return PAUSE_SECONDS_MIN + (bound - PAUSE_SECONDS_MIN) * self._around.randomness()


def _encoded(job: Job, columns: int, process_id: bytes) -> EncodedSlip:
    return encode(read_slip(job.slip, reprint=job.reprint), columns, process_id)
