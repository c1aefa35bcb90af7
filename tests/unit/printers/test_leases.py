"""Spoolers that share printers: who has lost one leaves it, and what went out late says REPRINT."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from printers.spooler import Spooler
from printers.virtual import VirtualPrinter
from tests.unit.printers.queues import LEASE_SECONDS, Leases, MemoryQueue, Printer, PrintJob, eventually
from tests.unit.printers.samples import TICKET
from tests.unit.printers.test_spooler import BRIEF, Pauses


class Clock:
    """Moved by the test."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def kitchen() -> AsyncIterator[VirtualPrinter]:
    printer = VirtualPrinter()
    await printer.start()
    yield printer
    await printer.stop()


@asynccontextmanager
async def spooling(*queues: MemoryQueue) -> AsyncIterator[list[asyncio.Task[None]]]:
    spoolers = [
        Spooler(queue, patience=BRIEF, trouble=lambda what, fault: None, sleep=Pauses(), idle_seconds=0.05)
        for queue in queues
    ]
    tasks = [asyncio.create_task(spooler.run()) for spooler in spoolers]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_two_spoolers_print_each_slip_once_and_the_one_that_stays_goes_on(
    kitchen: VirtualPrinter,
) -> None:
    one = MemoryQueue([Printer("kitchen", kitchen.port)])
    two = one.beside("spooler-2")
    async with spooling(one, two) as tasks:
        for number in range(5):
            one.add(f"job-{number}", "kitchen", dict(TICKET))
        await eventually("five slips", lambda: len(one.reports) == 5)
        assert {job.holder for job in one.jobs} == {"spooler-1"}
        tasks[0].cancel()
        await asyncio.gather(tasks[0], return_exceptions=True)
        one.add("job-6", "kitchen", dict(TICKET))
        await eventually("the sixth", lambda: len(one.reports) == 6)
    assert one.jobs[-1].holder == "spooler-2"
    assert [slip.reprint for slip in kitchen.slips] == [False] * 6


class Frozen(MemoryQueue):
    """A queue whose process stands still right after a claim, longer than the lease."""

    clock = Clock()

    async def claim(self, printer: str) -> PrintJob | None:
        job = await super().claim(printer)
        if job is not None:
            self.clock.now += LEASE_SECONDS
        return job


async def test_a_spooler_that_was_frozen_before_the_first_byte_sends_none(kitchen: VirtualPrinter) -> None:
    queue = Frozen([Printer("kitchen", kitchen.port)])
    queue.leases = Leases(queue.clock)
    queue.add("job", "kitchen", dict(TICKET))
    async with spooling(queue):
        await eventually("the report", lambda: queue.reports)
    assert queue.reports[0] == ("job", "failed", False)
    assert kitchen.slips_taken == 0


async def test_a_printer_whose_lease_is_lost_is_left(kitchen: VirtualPrinter) -> None:
    clock = Clock()
    queue = MemoryQueue([Printer("kitchen", kitchen.port)], leases=Leases(clock))
    async with spooling(queue):
        await eventually("its state", lambda: queue.states["kitchen"])
        queue.leases.held["kitchen"] = ("spooler-2", 100.0)
        queue.add("job", "kitchen", dict(TICKET))
        kitchen.fault = "paper_out"
        await asyncio.sleep(0.3)
        assert queue.states["kitchen"] == ["ready"], "it does not even look at the printer any more"
        assert queue.jobs[0].state == "queued"
        kitchen.fault = "none"
        clock.now = 100.0
        await eventually("the slip", lambda: queue.reports == [("job", "printed", True)])


async def test_a_hub_that_has_forgotten_the_state_is_told_again(kitchen: VirtualPrinter) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    async with spooling(queue):
        await eventually("its state", lambda: queue.states["kitchen"] == ["ready"])
        queue.served[0].state = "unknown"
        await eventually("its state again", lambda: queue.states["kitchen"] == ["ready", "ready"])
