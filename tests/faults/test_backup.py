"""F18: backups while the house is busy. Each copy is whole, and has all that was acknowledged before it."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.faults.bench import checking
from tests.faults.bench.founding import Founded
from tests.faults.bench.rig import rigged
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import proving

BACKUPS = size(2, 30)


@pytest.mark.timeout(60 + BACKUPS * 30)
async def test_a_backup_under_load_can_be_restored_and_verified(founded: Founded, tmp_path: Path) -> None:
    dice = dice_of("F18")
    with proving("F18", "backup under load, restored elsewhere, verified") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            rig.load(4, pause_seconds=0.02)
            for number in range(BACKUPS):
                await asyncio.sleep(dice.uniform(0.2, 1.0))
                copy, elsewhere = tmp_path / f"{number}.db", tmp_path / f"restored-{number}"
                begun = time.time()
                folder = str(rig.server.folder)
                await asyncio.to_thread(rig.server.command, "backup", str(copy), "--data", folder)
                await asyncio.to_thread(rig.server.command, "restore", str(copy), "--data", str(elsewhere))
                await asyncio.to_thread(rig.server.command, "verify", "--data", str(elsewhere))
                rows = await asyncio.to_thread(checking.Rows, elsewhere / "kitchenhub.db")
                verdict = checking.compare(rows, list(rig.journal.entries.values()), begun)
                outcome.lost += len(verdict.lost)
                outcome.doubled += len(verdict.doubled)
                assert verdict.lost + verdict.doubled == [], checking.first(verdict.lost + verdict.doubled)
                outcome.times += 1
            await rig.check(outcome)
