"""A print queue in memory, with the hub's rules as far as a spooler sees them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


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


@dataclass
class PrintJob:
    """A slip for a printer."""

    id: str
    printer: str
    slip: dict[str, Any]
    reprint: bool = False
    state: str = "queued"


@dataclass
class MemoryQueue:
    """What stays in memory: jobs, what was reported of them, and what printers were said to be."""

    served: list[Printer]
    jobs: list[PrintJob] = field(default_factory=list)
    reports: list[tuple[str, str, bool]] = field(default_factory=list)
    states: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    hub_is_away: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, id: str, printer: str, slip: dict[str, Any], *, reprint: bool = False) -> None:
        """A slip for a printer."""
        self.jobs.append(PrintJob(id, printer, slip, reprint))
        self._stir()

    def _stir(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def _next(self, printer: str) -> PrintJob | None:
        return next((job for job in self.jobs if job.printer == printer and job.state == "queued"), None)

    async def printers(self) -> list[Printer]:
        self._answer()
        return self.served

    async def wait(self, printer: str, timeout_seconds: float) -> bool:
        try:
            async with asyncio.timeout(timeout_seconds):
                while self._next(printer) is None:
                    await self.changed.wait()
        except TimeoutError:
            return False
        return True

    async def claim(self, printer: str, holder: str) -> PrintJob | None:
        self._answer()
        job = self._next(printer)
        if job is not None:
            job.state = "sending"
        return job

    async def report(self, job_id: str, outcome: str, detail: str, may_have_printed: bool) -> None:
        self._answer()
        job = next(job for job in self.jobs if job.id == job_id)
        assert job.state == "sending"
        assert detail
        job.state = outcome
        self.reports.append((job_id, outcome, may_have_printed))
        self._stir()

    async def printer_is(self, printer: str, state: str, detail: str) -> None:
        self._answer()
        self.states[printer].append(state)
        self._stir()

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
