"""A print queue in memory, with the hub's rules as far as a spooler sees them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LEASE_SECONDS = 7.0


async def eventually(reason: str, reached: Callable[[], Any], timeout_seconds: float = 5) -> None:
    """Look every 10 ms until something holds."""
    try:
        async with asyncio.timeout(timeout_seconds):
            while not reached():
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"in vain: {reason}") from None


@dataclass
class Printer:
    """A printer to serve."""

    id: str
    port: int
    host: str = "127.0.0.1"
    columns: int = 42
    state: str = "unknown"


@dataclass
class PrintJob:
    """A slip for a printer."""

    id: str
    printer: str
    slip: dict[str, Any]
    reprint: bool = False
    state: str = "queued"
    holder: str | None = None


@dataclass
class Leases:
    """Who has which printer until when, by a clock that a test may move."""

    clock: Callable[[], float] = lambda: 0.0
    held: dict[str, tuple[str, float]] = field(default_factory=dict)

    def take(self, printer: str, holder: str) -> bool:
        other, until = self.held.get(printer, (holder, 0.0))
        if other != holder and until > self.clock():
            return False
        self.held[printer] = (holder, self.clock() + LEASE_SECONDS)
        return True


@dataclass
class MemoryQueue:
    """What stays in memory: jobs, what was reported of them, and what printers were said to be."""

    served: list[Printer]
    holder: str = "spooler-1"
    jobs: list[PrintJob] = field(default_factory=list)
    reports: list[tuple[str, str, bool]] = field(default_factory=list)
    states: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    leases: Leases = field(default_factory=Leases)
    hub_is_away: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def beside(self, holder: str) -> "MemoryQueue":
        """The queue of another spooler of the same hub."""
        return MemoryQueue(self.served, holder, self.jobs, self.reports, self.states, self.leases)

    def add(self, id: str, printer: str, slip: dict[str, Any], *, reprint: bool = False) -> None:
        """A slip for a printer."""
        self.jobs.append(PrintJob(id, printer, slip, reprint))
        self._stir()

    def _stir(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def _next(self, printer: str) -> PrintJob | None:
        return next((job for job in self.jobs if job.printer == printer and job.state == "queued"), None)

    def _take(self, printer: str) -> bool:
        if not self.leases.take(printer, self.holder):
            return False
        for job in [job for job in self.jobs if job.printer == printer and job.state == "sending"]:
            if job.holder != self.holder:
                self._may_be_on_paper(job)
        return True

    def _may_be_on_paper(self, job: PrintJob) -> None:
        job.state = "unknown"
        self.jobs.append(PrintJob(f"{job.id}-copy", job.printer, job.slip, reprint=True))

    async def printers(self) -> list[Printer]:
        self._answer()
        return [one for one in self.served if self._take(one.id)]

    def holds(self, printer: str) -> bool:
        holder, until = self.leases.held.get(printer, ("", 0.0))
        return holder == self.holder and until > self.leases.clock()

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        try:
            async with asyncio.timeout(timeout_seconds):
                while self._next(printer) is None:
                    await self.changed.wait()
        except TimeoutError:
            return False
        return True

    async def claim(self, printer: str) -> PrintJob | None:
        self._answer()
        if not self._take(printer):
            return None
        for left in [job for job in self.jobs if job.printer == printer and job.state == "sending"]:
            self._may_be_on_paper(left)
        job = self._next(printer)
        if job is not None:
            job.state, job.holder = "sending", self.holder
        return job

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> bool:
        self._answer()
        job = next(job for job in self.jobs if job.id == job_id)
        assert detail
        if job.state != "sending" or job.holder != self.holder:
            return job.state == outcome
        job.state = outcome
        self.reports.append((job_id, outcome, may_have_printed))
        self._stir()
        return True

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        self._answer()
        next(one for one in self.served if one.id == printer).state = state
        self.states[printer].append(state)
        self._stir()

    async def leave(self) -> None:
        self._answer()
        for printer, (holder, _) in list(self.leases.held.items()):
            if holder == self.holder:
                del self.leases.held[printer]

    def _answer(self) -> None:
        if self.hub_is_away:
            raise ConnectionError("the hub is away")

    async def until(self, reason: str, reached: Callable[[], Any], timeout_seconds: float = 5) -> None:
        """Wait until something holds; looks again whenever the queue is told something."""
        try:
            async with asyncio.timeout(timeout_seconds):
                while not reached():
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"{reason}: {self.reports} {dict(self.states)}") from None
