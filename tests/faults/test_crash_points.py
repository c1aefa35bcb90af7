"""F2: death at each named point on a command's way. Whatever was half done is done once after the
repeat.
"""

import asyncio
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kitchenhub.crash_points import POINTS, arm
from tests.faults.bench.founding import Founded
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import Outcome, proving

DEATHS = size(2, 20)
TABLETS = 4
DIES_WITHIN_SECONDS = 60
# How often a point may be passed before it kills: slips are fewer than commits, deliveries more.
PASSES = {"after_slip_bytes": 8, "mid_delivery": 200}


@pytest.mark.timeout(60 + len(POINTS) * DEATHS * 15)
async def test_death_at_each_named_point_loses_and_doubles_nothing(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F2")
    with proving("F2", f"death at {len(POINTS)} crash points, {TABLETS} tablets, 2 printers") as outcome:
        async with rigged(founded, tmp_path / "data", dice, printing=True) as rig:
            await rig.watch(2)
            rig.load(TABLETS, pause_seconds=0.05)
            for point in POINTS * DEATHS:
                await die_at(rig, point, dice, outcome)
            rig.server.kill()
            await rig.start(outcome)
            await rig.check(outcome)


async def die_at(rig: Rig, point: str, dice: random.Random, outcome: Outcome) -> None:
    """Start a server that dies at a point, and wait until it did."""
    rig.server.kill()
    passes = dice.randint(1, PASSES.get(point, 40))
    await rig.start(outcome, sys.executable, "-m", "tests.faults.bench.dying", point, str(passes))
    process = rig.server.process
    assert process is not None
    try:
        code = await asyncio.to_thread(process.wait, DIES_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"{point} was not reached {passes} times") from None
    assert code == -signal.SIGKILL, f"{point}: it ended with {code}"
    outcome.times += 1


def test_a_point_that_there_is_not_cannot_be_armed() -> None:
    with pytest.raises(ValueError, match="There is no crash point 'nowhere'"):
        arm("nowhere", 1)
