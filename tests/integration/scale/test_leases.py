"""Several processes on one PostgreSQL: one works the printer, one the destination; a death hands over."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from kitchenhub.store.work import uuid7
from printers.virtual import VirtualPrinter
from tests.support.engines import Postgres
from tests.support.server import SMALL, Server, burger, order

TAKEN_OVER_SECONDS = 10.0
pytestmark = pytest.mark.timeout(150)


def holder_pid(url: str, subject: str) -> int | None:
    """The process that has the lease now: its number stands in the holder's name."""
    with psycopg.connect(url) as connection:
        sql = "SELECT holder FROM leases WHERE subject = %s AND until > to_char(now() AT TIME ZONE 'UTC', %s)"
        row = connection.execute(sql, (subject, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')).fetchone()
    return int(row[0].split("-")[-2]) if row is not None else None


async def until_held(url: str, subject: str, by: set[int], seconds: float) -> int:
    """Wait until one of these processes has the lease; which."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        found = await asyncio.to_thread(holder_pid, url, subject)
        if found in by and found is not None:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"none of {by} has {subject} within {seconds} s")


async def until_printed(server: Server, count: int) -> None:
    """Wait until so many slips of the kitchen are reported: a kill before that would rightly mean
    REPRINT.
    """
    waiter = server.caller("waiter")
    for _ in range(300):
        jobs = await waiter.every("/print-jobs", "print_jobs", printer="kitchen", state="printed")
        if len(jobs) == count:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{len(jobs)} of {count} slips are printed after 30 s")


def pid_of(server: Server) -> int:
    assert server.process is not None
    return server.process.pid


async def test_of_two_hubs_one_prints_and_when_it_is_killed_the_other_goes_on(
    tmp_path: Path, postgres: Postgres
) -> None:
    printer = VirtualPrinter()
    await printer.start()
    url = postgres.make_database()
    one = Server(tmp_path / "data", KITCHENHUB_DATABASE_URL=url)
    text = SMALL.read_text().replace("127.0.0.1:9100", f"127.0.0.1:{printer.port}")
    await asyncio.to_thread(one.found, text.replace(", backup: bar", ""), ("waiter",))
    two = one.beside()
    try:
        await asyncio.to_thread(one.start)
        await asyncio.to_thread(two.start)
        both = {pid_of(one), pid_of(two)}
        for server in (one, two, one, two):
            await server.caller("waiter").post("/orders", order(uuid7(), burger(uuid7())))
        await until_printed(one, 4)
        worker = await until_held(url, "printer:kitchen", both, 5)
        dead, alive = (one, two) if worker == pid_of(one) else (two, one)
        await asyncio.to_thread(dead.kill)
        await alive.caller("waiter").post("/orders", order(uuid7(), burger(uuid7())))
        await until_held(url, "printer:kitchen", {pid_of(alive)}, TAKEN_OVER_SECONDS)
        await until_printed(alive, 5)
        plain = [slip.text for slip in printer.slips if not slip.reprint]
        assert len(plain) == len(set(plain)) == 5
    finally:
        await one.close()
        await two.close()
        await printer.stop()


@contextmanager
def dispatching(folder: Path, url: str) -> Iterator["subprocess.Popen[str]"]:
    """`kitchenhub dispatch` as a process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kitchenhub", "dispatch", "--data", str(folder)], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "KITCHENHUB_DATABASE_URL": url},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=20)


async def test_of_two_dispatchers_beside_a_hub_one_delivers_and_a_killed_one_is_followed(
    tmp_path: Path, postgres: Postgres
) -> None:
    url = postgres.make_database()
    hub = Server(tmp_path / "data", KITCHENHUB_DATABASE_URL=url, KITCHENHUB_DISPATCHER="alone")
    await asyncio.to_thread(hub.found, SMALL.read_text(), ("waiter",))
    try:
        await asyncio.to_thread(hub.start)
        with dispatching(hub.folder, url) as one, dispatching(hub.folder, url) as two:
            pids = {one.pid, two.pid}
            worker = await until_held(url, "destination:journal_file", pids, 20)
            dead = one if one.pid == worker else two
            await asyncio.sleep(3)  # both are up by now: the follower really waits for the lease to end
            dead.kill()
            follower = await until_held(url, "destination:journal_file", pids - {worker}, TAKEN_OVER_SECONDS)
            assert follower != worker
    finally:
        await hub.close()
