"""F7: screens that read nothing, too little or too late, among healthy ones. F5: a stop beside a frozen
one.
"""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from kitchenhub.store.work import uuid7
from tests.faults.bench import checking
from tests.faults.bench.founding import Founded
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import SLACK, dice_of, size
from tests.faults.bench.slow import DRIP_BYTES, SlowScreen
from tests.faults.bench.table import proving
from tests.faults.bench.tablets import mark_of
from tests.support.server import order

HEALTHY = size(9, 47)
STOPPED_SECONDS = size(8, 60)
ORDERS = 60
LINES = 120
ORDER_SECONDS_MAX = 2.0
DROPPED_SECONDS_MAX = 30.0
STOP_SECONDS_MAX = 10.0


def large_order() -> dict[str, Any]:
    """An order of about 150 kB of events; sixty are more than kernels buffer."""
    ids = [uuid7() for _ in range(LINES)]
    lines = [{"id": id, "item": "salad", "quantity": 1, "note": mark_of(id) + "x" * 400} for id in ids]
    return order(uuid7(), *lines)


@pytest.mark.timeout(400)
async def test_slow_screens_delay_no_healthy_one_and_are_dropped(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F7")
    with proving("F7", f"screens frozen, 1 kB/s, stopped {STOPPED_SECONDS} s among {HEALTHY}") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            await rig.watch(HEALTHY)
            tablet = rig.tablet()
            await tablet.ask("/orders", order(uuid7(), {"id": uuid7(), "item": "beer", "quantity": 1}))
            assert rig.server.process is not None
            before = checking.sockets_of(rig.server.process.pid)
            frozen, drip, stopped = [SlowScreen(rig.server) for _ in range(3)]
            for slow in (frozen, drip, stopped):
                await slow.open()
            drip.read(bytes_a_second=DRIP_BYTES)
            stopped.read(after_seconds=STOPPED_SECONDS)
            for _ in range(ORDERS):
                begun = time.monotonic()
                await tablet.ask("/orders", large_order())
                outcome.late += time.monotonic() - begun > ORDER_SECONDS_MAX * SLACK
                outcome.times += 1
            await rig.shown(outcome)
            async with asyncio.timeout(DROPPED_SECONDS_MAX * SLACK):
                await drip.gone.wait()
            for slow in (drip, stopped):
                await slow.close()
            await sockets_back(rig, before)
            await frozen.close()
            await rig.check(outcome)


async def sockets_back(rig: Rig, before: int) -> None:
    """The server's sockets are those from before: also the frozen screen's, which still stays on its
    side.
    """
    assert rig.server.process is not None
    async with asyncio.timeout(DROPPED_SECONDS_MAX * SLACK):
        while checking.sockets_of(rig.server.process.pid) > before:
            await asyncio.sleep(0.2)


@pytest.mark.timeout(180)
async def test_a_stop_beside_a_frozen_screen_answers_what_is_under_way(
    founded: Founded, tmp_path: Path
) -> None:
    dice = dice_of("F5")
    with proving("F5", "SIGTERM under load beside a frozen screen") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            frozen = SlowScreen(rig.server)
            await frozen.open()
            tablet = rig.tablet()
            for _ in range(ORDERS // 2):
                await tablet.ask("/orders", large_order())
            rig.load(8)
            for _ in range(size(2, 20)):
                await asyncio.sleep(dice.uniform(0.3, 1.0))
                took = await asyncio.to_thread(rig.server.stop)
                assert took <= STOP_SECONDS_MAX, f"the stop took {took:.1f} s"
                await answered_all(rig)
                await rig.start(outcome)
                outcome.times += 1
            await frozen.close()
            await rig.check(outcome)


async def answered_all(rig: Rig) -> None:
    """After the stop: what was done was answered too. What has no answer was never begun."""
    await asyncio.sleep(0.3)  # the last answers may still lie in this process's own buffers
    rows = await asyncio.to_thread(checking.Rows, rig.server.folder / "kitchenhub.db")
    unanswered = [entry.body.get("id") for entry in rig.journal.pending]
    assert [id for id in unanswered if id in rows.orders or id in rows.payments] == []
