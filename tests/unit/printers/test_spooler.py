"""The spooler against virtual printers over real TCP, with pauses that are cut short."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from printers.spooler import PAUSE_SECONDS_MAX, PAUSE_SECONDS_MIN, PrinterLoop, Spooler, Surroundings
from printers.transport import Patience
from printers.virtual import VirtualPrinter
from tests.unit.printers.queues import MemoryQueue, Printer, eventually
from tests.unit.printers.samples import TICKET

# A hundredth of the real pauses; time-outs long enough for a busy machine.
BRIEF = Patience(
    connect_seconds=2, status_seconds=0.3, write_seconds=1, receipt_seconds=1, look_seconds=0.1,
    grace_seconds=0.8,
)  # fmt: skip
Said = list[tuple[str, str]]


class Pauses:
    """Sleeps a hundredth, and remembers what was asked."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(seconds / 100)


@asynccontextmanager
async def spooling(
    queue: MemoryQueue, sleep: Callable[[float], Awaitable[None]] | None = None, said: Said | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    def trouble(what: str, fault: BaseException) -> None:
        if said is None:
            raise AssertionError(f"{what}: {fault!r}")
        said.append((what, str(fault)))

    spooler = Spooler(
        queue, "spooler-1", patience=BRIEF, trouble=trouble, sleep=sleep or Pauses(), idle_seconds=0.05
    )
    task = asyncio.create_task(spooler.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def kitchen() -> AsyncIterator[VirtualPrinter]:
    printer = VirtualPrinter()
    await printer.start()
    yield printer
    await printer.stop()


@pytest.fixture
async def bar() -> AsyncIterator[VirtualPrinter]:
    printer = VirtualPrinter()
    await printer.start()
    yield printer
    await printer.stop()


def slip(number: int) -> dict[str, object]:
    return {**TICKET, "order_number": number}


async def test_jobs_are_printed_once_in_their_order_and_reported(kitchen: VirtualPrinter) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    for number in range(20):
        queue.add(f"job-{number}", "kitchen", slip(number))
    async with spooling(queue):
        await queue.until("20 reports", lambda: len(queue.reports) == 20)
    assert queue.reports == [(f"job-{number}", "printed", True) for number in range(20)]
    assert [f"#{number} " in one.text for number, one in enumerate(kitchen.slips)] == [True] * 20
    assert queue.states["kitchen"] == ["ready"]


async def test_a_job_that_is_a_copy_says_reprint(kitchen: VirtualPrinter) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    queue.add("copy", "kitchen", slip(1), reprint=True)
    async with spooling(queue):
        await kitchen.wait_for_slips(1)
    assert kitchen.slips[0].reprint


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "off"])
async def test_while_a_printer_takes_no_slips_its_jobs_stay_queued_and_then_print_once(
    kitchen: VirtualPrinter, fault: str
) -> None:
    state = {"off": "offline"}.get(fault, fault)
    kitchen.fault = fault
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    queue.add("job", "kitchen", slip(1))
    pauses = Pauses()
    async with spooling(queue, pauses):
        await queue.until("its trouble", lambda: queue.states["kitchen"] == [state])
        await eventually("eight pauses", lambda: len(pauses.seconds) >= 8)
        assert queue.jobs[0].state == "queued"
        kitchen.fault = "none"
        await queue.until("the report", lambda: queue.reports == [("job", "printed", True)])
    assert queue.states["kitchen"] == [state, "ready"]
    assert kitchen.slips_taken == 1
    assert not kitchen.slips[0].reprint


async def test_a_printer_without_jobs_says_its_trouble_and_its_recovery(kitchen: VirtualPrinter) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    async with spooling(queue):
        await queue.until("ready", lambda: queue.states["kitchen"] == ["ready"])
        kitchen.fault = "paper_out"
        await queue.until("paper out", lambda: queue.states["kitchen"] == ["ready", "paper_out"])
        kitchen.fault = "none"
        await queue.until("ready again", lambda: queue.states["kitchen"] == ["ready", "paper_out", "ready"])


async def test_pauses_grow_and_stay_between_one_and_ten_seconds() -> None:
    queue = MemoryQueue([Printer("kitchen", 9, host="192.0.2.1")])
    loop = next(iter(await _loops(queue, randomness=lambda: 1.0)))
    assert [loop._pause_seconds(failures) for failures in range(1, 6)] == [2, 4, 8, 10, 10]
    loop = next(iter(await _loops(queue, randomness=lambda: 0.0)))
    assert loop._pause_seconds(1_000) == PAUSE_SECONDS_MIN
    assert PAUSE_SECONDS_MAX == 10


async def test_a_dead_printer_delays_no_other(kitchen: VirtualPrinter, bar: VirtualPrinter) -> None:
    kitchen.fault = "stuck"
    queue = MemoryQueue([Printer("kitchen", kitchen.port), Printer("bar", bar.port)])
    for number in range(10):
        queue.add(f"kitchen-{number}", "kitchen", slip(number))
        queue.add(f"bar-{number}", "bar", slip(number))
    async with spooling(queue):
        await bar.wait_for_slips(10)
    assert kitchen.slips == []


async def test_a_line_that_breaks_while_printing_is_reported_as_unknown(kitchen: VirtualPrinter) -> None:
    kitchen.fault = "rst_after=300"
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    queue.add("job", "kitchen", slip(1))
    async with spooling(queue):
        await queue.until("the report", lambda: queue.reports)
    assert queue.reports == [("job", "unknown", True)]


async def test_what_is_no_slip_fails_and_the_next_one_prints(kitchen: VirtualPrinter) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    queue.add("wrong", "kitchen", {"kind": "poem"})
    queue.add("right", "kitchen", slip(1))
    said: Said = []
    async with spooling(queue, said=said):
        await queue.until("two reports", lambda: len(queue.reports) == 2)
    assert queue.reports == [("wrong", "failed", False), ("right", "printed", True)]
    assert said[0][0] == "kitchen"


async def test_a_hub_that_is_away_stops_nothing_for_good(kitchen: VirtualPrinter) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    said: Said = []
    pauses = Pauses()
    async with spooling(queue, pauses, said):
        await queue.until("ready", lambda: queue.states["kitchen"] == ["ready"])
        queue.hub_is_away = True
        queue.add("job", "kitchen", slip(1))
        await eventually("that the spooler noticed", lambda: said)
        queue.hub_is_away = False
        await queue.until("the report", lambda: queue.reports == [("job", "printed", True)])


async def test_printers_that_come_get_a_loop_and_those_that_go_lose_it(
    kitchen: VirtualPrinter, bar: VirtualPrinter
) -> None:
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    async with spooling(queue):
        await queue.until("ready", lambda: queue.states["kitchen"] == ["ready"])
        queue.served = [Printer("bar", bar.port)]
        queue.add("job", "bar", slip(1))
        await queue.until("the report", lambda: queue.reports == [("job", "printed", True)])
        kitchen.fault = "paper_out"
        await queue.until("still ready", lambda: queue.states["bar"] == ["ready"])
    assert queue.states["kitchen"] == ["ready"]


async def test_a_spooler_that_is_stopped_ends_the_slip_that_it_is_sending(kitchen: VirtualPrinter) -> None:
    kitchen.fault = "slow=3000"
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    queue.add("job", "kitchen", slip(1))
    async with spooling(queue):
        await eventually("the claim", lambda: queue.jobs[0].state == "sending")
    assert queue.reports == [("job", "printed", True)]


async def test_a_spooler_that_is_stopped_before_the_receipt_says_unknown(kitchen: VirtualPrinter) -> None:
    kitchen.fault = "no_receipt"
    queue = MemoryQueue([Printer("kitchen", kitchen.port)])
    queue.add("job", "kitchen", slip(1))
    async with spooling(queue):
        await kitchen.wait_for_slips(1)
    assert queue.reports == [("job", "unknown", True)]


async def _loops(queue: MemoryQueue, randomness: Callable[[], float]) -> list[PrinterLoop]:
    around = Surroundings(randomness=randomness)
    return [PrinterLoop(queue, "spooler-1", one, around) for one in await queue.printers()]
