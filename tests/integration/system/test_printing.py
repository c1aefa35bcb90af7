"""Paper over the whole way: printer off → job waits → prints once, alert raised and cleared; RST →
REPRINT.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.simulate.calling import Caller
from kitchenhub.store.work import uuid7
from printers.virtual import VirtualPrinter
from tests.support.server import Server, burger, order, serving

ALERT_SECONDS = 20.0


@asynccontextmanager
async def kitchen(folder: Path) -> AsyncIterator[tuple[Server, VirtualPrinter]]:
    printer = VirtualPrinter()
    await printer.start()
    try:
        async with serving(folder, printer, roles=("manager", "waiter")) as server:
            yield server, printer
    finally:
        await printer.stop()


async def until(
    ask: Callable[[], Any], holds: Callable[[Any], bool], reason: str, seconds: float = ALERT_SECONDS
) -> Any:
    """Ask again and again until it holds, for a bounded time."""
    found = None
    for _ in range(int(seconds / 0.2)):
        found = await ask()
        if holds(found):
            return found
        await asyncio.sleep(0.2)
    raise AssertionError(f"{reason} within {seconds} s: {found}")


async def ticket_jobs(manager: Caller) -> list[dict[str, Any]]:
    return [job for job in await manager.every("/print-jobs", "print_jobs") if job["kind"] == "ticket"]


async def troubles(manager: Caller) -> list[str]:
    alerts = (await manager.get("/alerts", open="true"))["alerts"]
    return [alert["code"] for alert in alerts if alert["subject"] == "kitchen"]


@pytest.mark.timeout(180)
async def test_a_printer_that_is_off_keeps_its_job_and_prints_it_once(tmp_path: Path) -> None:
    async with kitchen(tmp_path / "data") as (server, printer):
        manager, waiter = server.caller("manager"), server.caller("waiter")
        printer.fault = "off"
        await waiter.post("/orders", order(uuid7(), burger(uuid7())))
        await until(lambda: troubles(manager), lambda codes: "printer_offline" in codes, "no alert")
        assert [job["state"] for job in await ticket_jobs(manager)] == ["queued"]
        printer.fault = "none"
        await printer.wait_for_slips(1, timeout_seconds=30)
        await until(lambda: troubles(manager), lambda codes: codes == [], "the alert stays")
        await until(
            lambda: ticket_jobs(manager),
            lambda jobs: [job["state"] for job in jobs] == ["printed"],
            "not printed",
        )
        assert printer.slips_taken == 1
        assert not printer.slips[0].reprint


@pytest.mark.timeout(180)
async def test_a_slip_that_broke_off_comes_again_as_reprint(tmp_path: Path) -> None:
    async with kitchen(tmp_path / "data") as (server, printer):
        manager, waiter = server.caller("manager"), server.caller("waiter")
        printer.fault = "rst"
        await waiter.post("/orders", order(uuid7(), burger(uuid7())))
        await until(
            lambda: ticket_jobs(manager),
            lambda jobs: any(job["state"] == "unknown" for job in jobs),
            "not unknown",
        )
        printer.fault = "none"
        jobs = await until(
            lambda: ticket_jobs(manager),
            lambda jobs: any(job["state"] == "printed" for job in jobs),
            "not printed",
        )
        assert sorted(job["state"] for job in jobs if job["state"] == "printed") == ["printed"]
        assert printer.slips[-1].reprint
        tickets = (await manager.get("/stations/grill/tickets"))["tickets"]
        assert [slip["state"] for slip in tickets[0]["proof"]["slips"]][-1] == "printed"
