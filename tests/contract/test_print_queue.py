"""What every implementation of a spooler's queue does: in memory (the fake), in the hub, over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kitchenhub.store.leases import BEAT_SECONDS, LEASE
from tests.contract.print_queues import Kitchen, a_kitchen

LEASE_SECONDS = LEASE.total_seconds()


@pytest.fixture(params=["memory", "hub", "http"])
async def kitchen(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kitchen]:
    """A hub with a printer."""
    async with a_kitchen(request.param, tmp_path) as made:
        yield made


async def test_a_printer_is_where_the_file_says(kitchen: Kitchen) -> None:
    one = (await kitchen.queue("one").printers())[0]
    assert (one.id, one.host, one.port, one.columns, one.state) == (
        "kitchen", "127.0.0.1", 9100, 42, "unknown",
    )  # fmt: skip


async def test_a_printer_belongs_to_one_spooler(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    assert "kitchen" in [printer.id for printer in await one.printers()]
    assert await two.printers() == []
    assert (one.holds("kitchen"), two.holds("kitchen")) == (True, False)


async def test_asking_again_keeps_the_printer(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    for _ in range(10):
        assert await one.printers()
        assert one.holds("kitchen")
        assert await two.printers() == []
        kitchen.pass_time(BEAT_SECONDS)


async def test_a_spooler_that_died_is_followed_within_ten_seconds(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    await one.printers()
    passed = 0.0
    while not await two.printers():
        kitchen.pass_time(BEAT_SECONDS)
        passed += BEAT_SECONDS
    assert LEASE_SECONDS <= passed <= 10
    assert (one.holds("kitchen"), two.holds("kitchen")) == (False, True)


async def test_a_spooler_that_leaves_is_followed_at_once(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    await one.printers()
    await one.leave()
    assert not one.holds("kitchen")
    assert await two.printers()


async def test_a_wait_says_whether_a_slip_is_there(kitchen: Kitchen) -> None:
    one = kitchen.queue("one")
    await one.printers()
    assert await one.wait("kitchen", 0.05) is False
    kitchen.order()
    assert await one.wait("kitchen", 5) is True


async def test_a_claimed_job_is_sending_and_reported_once(kitchen: Kitchen) -> None:
    one = kitchen.queue("one")
    await one.printers()
    assert await one.claim("kitchen") is None
    kitchen.order()
    job = await one.claim("kitchen")
    assert job is not None
    assert (bool(job.slip), job.reprint, kitchen.jobs()) == (True, False, [("sending", False)])
    assert await one.report(job.id, "printed", "confirmed", True)
    assert kitchen.jobs() == [("printed", False)]
    assert await one.claim("kitchen") is None


async def test_nothing_is_claimed_from_somebody_elses_printer(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    await one.printers()
    kitchen.order()
    assert await two.claim("kitchen") is None
    assert kitchen.jobs() == [("queued", False)]


async def test_what_a_dead_spooler_was_sending_goes_out_as_reprint_only(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    await one.printers()
    kitchen.order()
    await one.claim("kitchen")
    kitchen.pass_time(LEASE_SECONDS)
    await two.printers()
    assert kitchen.jobs() == [("unknown", False), ("queued", True)]
    job = await two.claim("kitchen")
    assert job is not None
    assert job.reprint
    assert await two.claim("kitchen") is not None, "its own spooler left it: again a copy"
    assert kitchen.jobs() == [("unknown", False), ("unknown", True), ("sending", True)]


async def test_the_report_of_a_lost_lease_is_refused_and_recorded_nowhere(kitchen: Kitchen) -> None:
    one, two = kitchen.queue("one"), kitchen.queue("two")
    await one.printers()
    kitchen.order()
    lost = await one.claim("kitchen")
    assert lost is not None
    kitchen.pass_time(LEASE_SECONDS)
    copy = await two.claim("kitchen")
    assert copy is not None
    before = kitchen.jobs()
    assert not await one.report(lost.id, "printed", "confirmed", True)
    assert not await one.report(copy.id, "printed", "confirmed", True)
    assert kitchen.jobs() == before == [("unknown", False), ("sending", True)]
    assert await two.report(copy.id, "printed", "confirmed", True)


async def test_a_late_report_counts_while_nobody_else_has_the_printer(kitchen: Kitchen) -> None:
    one = kitchen.queue("one")
    await one.printers()
    kitchen.order()
    job = await one.claim("kitchen")
    assert job is not None
    kitchen.pass_time(3 * LEASE_SECONDS)
    assert await one.report(job.id, "printed", "confirmed", True)
    assert kitchen.jobs() == [("printed", False)]


async def test_a_printers_state_is_told(kitchen: Kitchen) -> None:
    one = kitchen.queue("one")
    await one.printers()
    await one.printer_is("kitchen", "paper_out", "no paper")
    assert kitchen.printer_state() == "paper_out"
    assert (await one.printers())[0].state == "paper_out"
