"""`python -m printers spool` as shipped: beside a real hub whose own spooler is off, on a virtual
printer.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.simulate.calling import Caller
from kitchenhub.store.work import uuid7
from printers.virtual import VirtualPrinter
from tests.support.server import Server, burger, order, serving

TAKEN_OVER_SECONDS = 10.0


class Agent:
    """A stand-alone spooler's process."""

    def __init__(self, url: str, token: str, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "printers", "spool", "--url", url, *words], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "SPOOL_TOKEN": token},
        )  # fmt: skip

    async def ready(self) -> "Agent":
        """Wait until the hub has answered it."""
        assert self.process.stdout is not None
        said = await asyncio.to_thread(self.process.stdout.readline)
        assert said.startswith("ready http"), self.end()
        return self

    def end(self) -> tuple[int, str]:
        """Ask it to end; its exit code and what it complained of."""
        if self.process.poll() is None:
            self.process.terminate()
        said = self.process.communicate(timeout=20)[1]
        return self.process.returncode, said

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.kill()
        self.process.communicate(timeout=20)


@contextmanager
def agent(server: Server, *words: str, role: str = "printer") -> Iterator[Agent]:
    """A spooler for a server."""
    made = Agent(server.url, server.tokens[role], *words)
    try:
        yield made
    finally:
        with contextlib.suppress(ValueError):
            made.kill()


@asynccontextmanager
async def kitchen(folder: Path) -> AsyncIterator[tuple[Server, VirtualPrinter]]:
    """A hub that leaves its printers to others."""
    printer = VirtualPrinter()
    await printer.start()
    roles = ("manager", "waiter", "printer", "kitchen")
    try:
        async with serving(folder, printer, roles, KITCHENHUB_SPOOLER="alone") as server:
            yield server, printer
    finally:
        await printer.stop()


async def until(holds: Callable[[], Any], reason: str, seconds: float = 20.0) -> None:
    """Look again and again until it holds, for a bounded time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.02)
            return
    raise AssertionError(f"{reason}: not within {seconds} s")


async def jobs(manager: Caller) -> list[tuple[str, bool]]:
    found = await manager.every("/print-jobs", "print_jobs", printer="kitchen")
    return [(job["state"], job["reprint"]) for job in sorted(found, key=lambda job: str(job["id"]))]


async def until_jobs(manager: Caller, wanted: list[tuple[str, bool]], seconds: float = 20.0) -> None:
    """Wait until the kitchen's jobs are these."""
    found: list[tuple[str, bool]] = []
    for _ in range(int(seconds / 0.1)):
        found = await jobs(manager)
        if found == wanted:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{found} instead of {wanted} after {seconds} s")


@pytest.mark.timeout(120)
async def test_slips_come_out_beside_the_printers_and_an_orderly_end_hands_over_at_once(
    tmp_path: Path,
) -> None:
    async with kitchen(tmp_path / "data") as (server, printer):
        waiter, manager = server.caller("waiter"), server.caller("manager")
        with agent(server, "--name", "first") as first:
            await first.ready()
            begun = time.monotonic()
            await waiter.post("/orders", order(uuid7(), burger(uuid7())))
            await printer.wait_for_slips(1, timeout_seconds=20)
            assert time.monotonic() - begun < 5
            await until_jobs(manager, [("printed", False)])
            with agent(server, "--name", "second") as second:
                await second.ready()
                assert await asyncio.to_thread(first.end) == (0, "")
                begun = time.monotonic()
                await waiter.post("/orders", order(uuid7(), burger(uuid7())))
                await until_jobs(manager, [("printed", False)] * 2)
                assert time.monotonic() - begun < TAKEN_OVER_SECONDS
                assert await asyncio.to_thread(second.end) == (0, "")
        assert [slip.reprint for slip in printer.slips] == [False, False]


@pytest.mark.timeout(120)
async def test_a_spooler_killed_in_the_middle_of_a_slip_is_followed_by_a_reprint(tmp_path: Path) -> None:
    async with kitchen(tmp_path / "data") as (server, printer):
        waiter, manager = server.caller("waiter"), server.caller("manager")
        with agent(server) as first:
            await first.ready()
            await until_state(manager, "ready")
            with agent(server) as second:
                await second.ready()
                printer.fault = "slow=20"
                await waiter.post("/orders", order(uuid7(), burger(uuid7())))
                await until_jobs(manager, [("sending", False)])
                await asyncio.to_thread(first.kill)
                begun = time.monotonic()
                printer.fault = "none"
                await until_jobs(manager, [("unknown", False), ("printed", True)])
                assert time.monotonic() - begun < TAKEN_OVER_SECONDS + 5
        assert len([slip for slip in printer.slips if not slip.reprint]) <= 1
        assert printer.slips[-1].reprint


@pytest.mark.timeout(120)
async def test_a_hub_that_is_killed_while_a_slip_is_printed_still_hears_of_it_once(tmp_path: Path) -> None:
    async with kitchen(tmp_path / "data") as (server, printer):
        waiter, manager = server.caller("waiter"), server.caller("manager")
        with agent(server) as one:
            await one.ready()
            await until_state(manager, "ready")
            printer.fault = "slow=400"
            await waiter.post("/orders", order(uuid7(), burger(uuid7())))
            await until_jobs(manager, [("sending", False)])
            port = server.port
            await asyncio.to_thread(server.kill)
            await printer.wait_for_slips(1, timeout_seconds=30)
            await asyncio.to_thread(server.start, port=port)
            await until_jobs(manager, [("printed", False)])
            printer.fault = "none"
            await waiter.post("/orders", order(uuid7(), burger(uuid7())))
            await until_jobs(manager, [("printed", False)] * 2)
        assert [slip.reprint for slip in printer.slips] == [False, False]


async def until_state(manager: Caller, state: str) -> None:
    """Wait until the hub knows the kitchen's printer to be in a state."""
    for _ in range(200):
        found = (await manager.get("/printers"))["printers"]
        if {one["id"]: one["state"] for one in found}["kitchen"] == state:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{found}")


@pytest.mark.parametrize(
    ("words", "token", "said"),
    [
        ([], "not-a-token", "does not know this token"),
        ([], "kitchen", "--role printer"),
        (["--printer", "attic"], "printer", "attic"),
    ],
)
async def test_a_spooler_that_the_hub_refuses_ends_with_two_and_a_sentence(
    tmp_path: Path, words: list[str], token: str, said: str
) -> None:
    async with kitchen(tmp_path / "data") as (server, _):
        server.tokens.setdefault("not-a-token", "not-a-token-of-anybody-at-all-0123456789")
        with agent(server, *words, role=token) as refused:
            await until(lambda: refused.process.poll() is not None, "it goes on")
            code, complaint = refused.end()
        assert code == 2
        assert said in complaint
        assert "Traceback" not in complaint


async def test_a_spooler_waits_for_a_hub_that_is_away(tmp_path: Path) -> None:
    async with kitchen(tmp_path / "data") as (server, _):
        port = server.port
        await asyncio.to_thread(server.stop)
        with agent(server) as one:
            await asyncio.sleep(0.1)  # give it a chance to meet nobody; not meeting anybody changes nothing
            await asyncio.to_thread(server.start, port=port)
            await one.ready()
            assert (await asyncio.to_thread(one.end))[0] == 0
