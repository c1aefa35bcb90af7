"""The queue inside the hub, alone and with the real spooler and a virtual printer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.paper.hub_queue import HubQueue
from kitchenhub.paper.queries import JobQuery, list_jobs, list_printers
from kitchenhub.paper.spooling import Claim, claim_job
from kitchenhub.store.leases import end_earlier
from printers.queue import PrintQueue
from printers.spooler import Spooler
from printers.transport import Patience
from printers.virtual import VirtualPrinter
from tests.support.brigade import line, place, read, ticket
from tests.support.house import SMALL, House

SOON = 5.0
HASTY = Patience(
    connect_seconds=1,
    status_seconds=0.5,
    write_seconds=1,
    receipt_seconds=2,
    look_seconds=0.5,
    close_seconds=0.2,
)


@pytest.fixture
async def queue(house: House) -> AsyncIterator[HubQueue]:
    """The queue of the house."""
    made = HubQueue(house.hub, house.restaurant_id, "hub-2")
    yield made
    await made.close()


async def eventually(holds: Callable[[], bool], what: str) -> None:
    """Wait until it holds; the reason stands in the failure."""
    try:
        async with asyncio.timeout(SOON):
            while not holds():
                await asyncio.sleep(0.01)
    except TimeoutError:
        pytest.fail(f"not within {SOON} s: {what}")


async def test_a_waiting_spooler_is_woken_by_a_commit(house: House, queue: HubQueue) -> None:
    waiting = asyncio.create_task(queue.wait("kitchen", SOON))
    assert await queue.wait("bar", 0.05) is False
    place(house, line("burger"))
    queue.wake()
    assert await waiting is True


async def test_a_wait_ends_at_once_when_a_slip_is_there(house: House, queue: HubQueue) -> None:
    place(house, line("burger"))
    assert await queue.wait("kitchen", 0.0) is True
    assert await queue.wait("bar", 0.0) is False


async def test_an_idle_printer_causes_no_command(house: House, queue: HubQueue) -> None:
    await queue.printers()
    commands = house.hub.writer.commands
    for _ in range(20):
        queue.wake()
        assert await queue.wait("kitchen", 0.01) is False
    assert house.hub.writer.commands == commands


async def test_many_commits_are_one_look(house: House, queue: HubQueue) -> None:
    for _ in range(100):
        queue.wake()
    place(house, line("burger"))
    queue.wake()
    assert await queue.wait("kitchen", SOON) is True


async def test_a_claimed_job_is_sending_before_it_is_handed_over(house: House, queue: HubQueue) -> None:
    order = place(house, line("burger"))
    job = await queue.claim("kitchen")
    assert job is not None
    assert (job.slip["order_number"], job.reprint) == (order["number"], False)
    assert states(house) == ["sending"]
    assert await queue.claim("kitchen") is not None, "its own spooler left it"
    assert not await queue.report(job.id, "printed", "too late", True)
    assert states(house) == ["unknown", "sending"]


async def test_what_an_earlier_hub_was_sending_goes_out_as_reprint(house: House, queue: HubQueue) -> None:
    place(house, line("burger"))
    house.run(claim_job, Claim(printer="kitchen", holder="hub-1"))
    assert [one.id for one in await queue.printers()] == ["bar"], "the kitchen's may still be there"
    house.run(end_earlier)
    served = await queue.printers()
    assert [(one.id, one.host, one.port, one.columns) for one in served] == [
        ("kitchen", "127.0.0.1", 9100, 42), ("bar", "127.0.0.1", 9101, 42),
    ]  # fmt: skip
    assert states(house) == ["unknown", "queued"]
    await queue.printers()
    assert states(house) == ["unknown", "queued"]


def states(house: House) -> list[str]:
    """The states of all jobs, as they were made."""
    jobs = read(house, list_jobs, JobQuery())["print_jobs"]
    return [job["state"] for job in sorted(jobs, key=lambda job: job["id"])]


@pytest.fixture
async def printer() -> AsyncIterator[VirtualPrinter]:
    """A virtual printer on a free port."""
    made = VirtualPrinter(port=0)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def wired(tmp_path: Path, printer: VirtualPrinter) -> Iterator[House]:
    """A house whose kitchen printer is the virtual one, without a backup."""
    text = (
        SMALL.read_text().replace("127.0.0.1:9100", f"127.0.0.1:{printer.port}").replace(", backup: bar", "")
    )
    file = tmp_path / "restaurant.yaml"
    file.write_text(text)
    made = House(tmp_path, file)
    yield made
    made.close()


@asynccontextmanager
async def spooling(house: House) -> AsyncIterator[HubQueue]:
    """The hub's own spooler at work, in a hurry."""
    queue = HubQueue(house.hub, house.restaurant_id, "hub-2")
    as_seen_by_printers: PrintQueue = queue
    faults: list[Any] = []

    async def shortly(seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.05))

    spooler = Spooler(
        as_seen_by_printers, patience=HASTY, sleep=shortly, idle_seconds=0.1,
        trouble=lambda what, fault: faults.append((what, fault)),
    )  # fmt: skip
    task = asyncio.create_task(spooler.run())
    try:
        yield queue
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await queue.close()
    assert faults == []


def printer_state(house: House) -> str:
    """What the kitchen's printer says of itself."""
    (state,) = (one["state"] for one in read(house, list_printers)["printers"] if one["id"] == "kitchen")
    return str(state)


async def test_a_ticket_comes_out_of_the_printer_and_is_proven_by_it(
    wired: House, printer: VirtualPrinter
) -> None:
    async with spooling(wired) as queue:
        place(wired, line("burger"))
        queue.wake()
        await eventually(lambda: states(wired) == ["printed"], "the slip is confirmed")
    assert printer.slips_taken == 1
    assert "Burger" in printer.slips[0].text
    assert [slip["state"] for slip in ticket(wired, "grill")["proof"]["slips"]] == ["printed"]
    assert printer_state(wired) == "ready"


async def test_a_printer_without_paper_gets_its_slips_once_when_it_has_some(
    wired: House, printer: VirtualPrinter
) -> None:
    printer.fault = "paper_out"
    async with spooling(wired) as queue:
        place(wired, line("burger"))
        queue.wake()
        await eventually(lambda: printer_state(wired) == "paper_out", "the printer says that it has no paper")
        assert states(wired) == ["queued"]
        printer.fault = "none"
        await eventually(lambda: states(wired) == ["printed"], "the slip is confirmed")
    assert printer.slips_taken == 1
    assert "REPRINT" not in printer.slips[0].text


async def test_a_slip_that_broke_off_comes_out_as_reprint(wired: House, printer: VirtualPrinter) -> None:
    printer.fault = "rst"
    async with spooling(wired) as queue:
        place(wired, line("burger"))
        queue.wake()
        await eventually(lambda: "unknown" in states(wired), "the broken slip may be on paper")
        printer.fault = "none"
        await eventually(lambda: states(wired)[-1] == "printed", "the copy is confirmed")
    assert "REPRINT" in printer.slips[-1].text
    assert set(states(wired)[:-1]) == {"unknown"}
