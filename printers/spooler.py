"""The spooler: one loop per printer, so that a dead printer delays nobody else.

A loop connects, asks the status and claims a job only when the printer takes slips: jobs for a printer
without paper stay queued. While it is not ready the loop looks again after 1 to 10 s, and goes on by
itself.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from printers.queue import PrintQueue
from printers.slip import Slip
from printers.transport import EVERYWHERE, Abilities, NotReachable, PrinterNetworks, Status, connected

IDLE_SECONDS = 30.0
LOOK_SECONDS = 2.0
PAUSE_SECONDS_MIN = 1.0
PAUSE_SECONDS_MAX = 10.0
Report = Callable[[str, BaseException], None]


class Spooler:
    """Works off the jobs of all printers of a queue. `trouble` is told about bugs and lost hubs."""

    def __init__(
        self,
        queue: PrintQueue,
        holder: str,
        networks: PrinterNetworks = EVERYWHERE,
        *,
        trouble: Report = lambda what, fault: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        randomness: Callable[[], float] = random.random,
    ) -> None:
        self._queue = queue
        self._holder = holder
        self._networks = networks
        self._trouble = trouble
        self._sleep = sleep
        self._randomness = randomness
        self._loops: dict[Any, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Keep a loop for each printer that there is, until cancelled."""
        try:
            while True:
                await self._follow_printers()
                await self._sleep(LOOK_SECONDS)
        finally:
            for task in self._loops.values():
                task.cancel()
            await asyncio.gather(*self._loops.values(), return_exceptions=True)

    async def _follow_printers(self) -> None:
        try:
            wanted = {(one.id, one.host, one.port, one.columns): one for one in await self._queue.printers()}
        except Exception as fault:  # the outer edge of the device loops: a hub that is away comes back
            self._trouble("printers", fault)
            return
        for key in [key for key in self._loops if key not in wanted]:
            self._loops.pop(key).cancel()
        for key, printer in wanted.items():
            if key not in self._loops:
                self._loops[key] = asyncio.create_task(_Loop(self, printer).run())


class _Loop:
    """One printer's loop."""

    def __init__(self, spooler: Spooler, printer: Any) -> None:
        self._spooler = spooler
        self._queue = spooler._queue
        self._printer = printer
        self._abilities = Abilities()
        self._told: str | None = None
        self._failures = 0

    async def run(self) -> None:
        """Serve the printer until cancelled."""
        while True:
            try:
                if await self._queue.wait(self._printer.id, IDLE_SECONDS):
                    await self._serve()
                else:
                    await self._look()
            except Exception as fault:  # the outer edge of a device loop: one printer's bug is its own
                self._failures += 1
                self._spooler._trouble(self._printer.id, fault)
            if self._failures:
                await self._spooler._sleep(self._pause_seconds())

    async def _serve(self) -> None:
        """Send one slip on one connection, when the printer takes slips."""
        try:
            async with self._connected() as connection:
                status = await connection.status()
                await self._tell(status)
                if not status.takes_slips:
                    return
                job = await self._queue.claim(self._printer.id, self._spooler._holder)
                if job is None:
                    return
                slip = msgspec.convert({**job.slip, "reprint": job.reprint}, Slip)
                outcome = await connection.send(slip, self._printer.columns)
        except NotReachable as fault:
            await self._tell(Status("offline", str(fault)))
            return
        self._failures = 0 if outcome.state in ("printed", "unverified") else self._failures + 1
        await self._queue.report(job.id, outcome.state, outcome.detail, outcome.may_have_printed)

    async def _look(self) -> None:
        """Nothing to print: is it still there?"""
        try:
            async with self._connected() as connection:
                status = await connection.status()
        except NotReachable as fault:
            status = Status("offline", str(fault))
        await self._tell(status)

    def _connected(self) -> Any:
        printer = self._printer
        return connected(printer.host, printer.port, self._abilities, self._spooler._networks)

    async def _tell(self, status: Status) -> None:
        self._failures = 0 if status.takes_slips else self._failures + 1
        if status.state != self._told or not status.takes_slips:
            await self._queue.printer_is(self._printer.id, status.state, status.detail)
            self._told = status.state

    def _pause_seconds(self) -> float:
        grown = min(PAUSE_SECONDS_MAX, PAUSE_SECONDS_MIN * 2.0 ** min(self._failures - 1, 8))
        return grown * (0.75 + 0.25 * self._spooler._randomness())
