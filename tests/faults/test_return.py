"""F14: every screen of a large house comes back at the same moment, while orders go on."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.faults.bench.founding import Founded
from tests.faults.bench.rig import rigged
from tests.faults.bench.scale import SLACK, dice_of, size
from tests.faults.bench.table import proving

SCREENS = size(150, 1_000)
LIVE_SECONDS_MAX = 30.0
ORDER_SECONDS_MAX = 1.0


@pytest.mark.timeout(300)
async def test_all_screens_are_back_soon_after_a_restart(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F14")
    with proving("F14", f"{SCREENS} screens come back at once while orders go on") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            await rig.watch(SCREENS)
            rig.load(4, pause_seconds=0.2)
            await asyncio.sleep(1)
            rig.server.kill()
            before = [screen.connections for screen in rig.screens]
            await asyncio.to_thread(rig.server.start)
            ready_at, ready_time = time.monotonic(), time.time()
            async with asyncio.timeout(LIVE_SECONDS_MAX * SLACK):
                while any(
                    screen.connections == times or not screen.connected.is_set()
                    for screen, times in zip(rig.screens, before, strict=True)
                ):
                    await asyncio.sleep(0.05)
            outcome.note = f"all live after {time.monotonic() - ready_at:.1f} s"
            await rig.rest()
            waits = sorted(
                entry.answered_at - entry.asked_at
                for entry in rig.journal.entries.values()
                if entry.asked_at > ready_time
            )
            assert waits, "no order was placed meanwhile"
            assert waits[int(len(waits) * 0.99)] <= ORDER_SECONDS_MAX * SLACK
            outcome.times = SCREENS
            await rig.check(outcome)
