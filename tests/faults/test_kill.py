"""F1: `kill -9` under load. Nothing acknowledged is lost, nothing is doubled, and a restart is quick."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.bench.founding import Founded
from tests.faults.bench.rig import rigged
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import proving

KILLS = size(20, 200)
TABLETS = size(8, 20)
SCREENS = size(4, 30)
COMMANDS_MIN = 50


@pytest.mark.timeout(60 + 20 * KILLS)
async def test_kills_under_load_lose_nothing_and_double_nothing(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F1")
    with proving("F1", f"kill -9, {TABLETS} tablets, {SCREENS} screens, 2 printers") as outcome:
        async with rigged(founded, tmp_path / "data", dice, printing=True) as rig:
            await rig.watch(SCREENS)
            rig.load(TABLETS, pause_seconds=0.1)
            for kill in range(KILLS):
                await asyncio.sleep(dice.uniform(0.05, 0.4))
                rig.server.kill()
                await rig.start(outcome)
                if kill % 5 == 4:  # the others are killed again while the screens are still coming back
                    await rig.shown(outcome)
                outcome.times += 1
            await rig.check(outcome)
            assert len(rig.journal.entries) > COMMANDS_MIN, "too little load to say anything"
