"""F4: a full disk and a failing fsync. Refused, never acknowledged; reading goes on; no restart needed."""

import asyncio
import contextlib
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.store.work import uuid7
from tests.faults.bench.founding import Founded
from tests.faults.bench.journal import Entry
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import SLACK, dice_of, size
from tests.faults.bench.table import Outcome, not_done, proving
from tests.faults.bench.tablets import Tablet
from tests.faults.bench.tracing import why_not
from tests.support.server import order

ROUNDS = size(2, 20)
DISK_MEGABYTES = 48
REFUSED_SECONDS_MAX = 5.0
FULL = "disk full (tmpfs of limited size)"
SYNC = "fsync fails with EIO (strace inject)"


@pytest.mark.timeout(60 + ROUNDS * 30)
async def test_a_full_disk_refuses_clearly_and_recovers_without_restart(
    founded: Founded, tmp_path: Path
) -> None:
    dice = dice_of("F4")
    folder = tmp_path / "data"
    with small_disk(folder) as reason:
        if reason:
            not_done("F4", FULL, reason)
            pytest.skip(f"F4 needs a disk of limited size: {reason}")
        with proving("F4", FULL) as outcome:
            async with rigged(founded, folder, dice) as rig:
                for _ in range(ROUNDS):
                    async with disk_full(folder):
                        await refused_but_readable(rig, outcome)
                    await taken_again(rig)
                await rig.check(outcome)


@pytest.mark.timeout(60 + ROUNDS * 30)
async def test_a_failing_fsync_is_never_acknowledged(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F4")
    if reason := why_not():
        not_done("F4", SYNC, reason)
        pytest.skip(f"F4 needs strace: {reason}")
    with proving("F4", SYNC) as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            for _ in range(ROUNDS):
                async with syncs_failing(rig):
                    await refused_but_readable(rig, outcome)
                await taken_again(rig)
            await rig.check(outcome)


async def refused_but_readable(rig: Rig, outcome: Outcome) -> None:
    """Orders are refused with a clear error until the disk is well again, and boards still open."""
    tablet = rig.tablet()
    until_refused = 400  # as many orders as the disk may still have room for
    for _ in range(until_refused):
        entry = rig.journal.ask("/orders", large_order())
        status, answer = await tablet.send(entry)
        if status == 503:
            break
        rig.journal.answered(entry, status, answer)
    assert (status, answer["code"], answer["retryable"]) == (503, "unavailable", True)
    for _ in range(5):
        await still_refused(tablet, entry)
        outcome.times += 1
    assert (await tablet.read("/stations/fryer/tickets"))["tickets"] is not None
    assert (await tablet.read("/orders", limit="1")) is not None


async def still_refused(tablet: Tablet, entry: Entry) -> None:
    async with asyncio.timeout(REFUSED_SECONDS_MAX * SLACK):
        status, _ = await tablet.send(entry)
    assert status == 503, "acknowledged though it cannot be kept"


async def taken_again(rig: Rig) -> None:
    """What was refused is taken under the same key, once the disk is well."""
    async with asyncio.timeout(20 * SLACK):
        await rig.rest()
    assert all(entry.accepted for entry in rig.journal.entries.values())


def large_order() -> dict[str, Any]:
    lines = [{"id": uuid7(), "item": "salad", "quantity": 1, "note": "x" * 400} for _ in range(20)]
    return order(uuid7(), *lines)


@contextmanager
def small_disk(folder: Path) -> Any:
    """A disk of its own below a folder; yields why there is none."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode != 0:
        yield mounted.stderr.strip()[:100] or "mount is not allowed"
        return
    try:
        yield None
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@asynccontextmanager
async def disk_full(folder: Path) -> AsyncIterator[None]:
    """Leave no block free, until the end."""
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        size = 0
        while left := (room := os.statvfs(folder)).f_bavail * room.f_frsize:
            with contextlib.suppress(OSError):  # the server took a block meanwhile
                os.posix_fallocate(file.fileno(), size, left)
                size += left
    try:
        yield
    finally:
        ballast.unlink()


@asynccontextmanager
async def syncs_failing(rig: Rig) -> AsyncIterator[None]:
    """Let every fsync of the server fail, until the end."""
    assert rig.server.process is not None
    words = ["strace", "-f", "-o", "/dev/null", "-p", str(rig.server.process.pid)]
    calls = ["-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"]
    tracer = subprocess.Popen([*words, *calls], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    await asyncio.to_thread(tracer.stderr.readline)  # it says that it is attached
    try:
        yield
    finally:
        tracer.terminate()
        await asyncio.to_thread(tracer.wait, 30)
        tracer.stderr.close()
