"""F13: answers dropped, requests doubled and out of order. One key is one command, whatever the line
does.
"""

import asyncio
from pathlib import Path

import pytest

from tests.faults.bench import checking
from tests.faults.bench.founding import Founded
from tests.faults.bench.proxy import ACTS, Proxy
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import proving

REQUESTS = size(700, 10_000)
TABLETS = 10
CLIENT_TIMEOUT_SECONDS = 1.0
WEIGHTS = {"pass": 6, "delay": 4, "half_open": 0.2, "duplicate": 3, "echo": 3}


@pytest.mark.timeout(60 + REQUESTS)
async def test_a_bad_line_doubles_nothing_and_every_key_has_one_answer(
    founded: Founded, tmp_path: Path
) -> None:
    dice = dice_of("F13")
    weights = [WEIGHTS.get(act, 1.0) for act in ACTS]
    with proving("F13", "answers dropped, requests doubled and reordered (proxy)") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            proxy = Proxy(lambda: rig.server.port, lambda: dice.choices(ACTS, weights)[0], dice)
            await proxy.start()
            try:
                await rig.watch(2)
                rig.where = lambda: proxy.url
                rig.load(TABLETS, timeout_seconds=CLIENT_TIMEOUT_SECONDS)
                while proxy.acts.total() < REQUESTS:
                    await asyncio.sleep(0.1)
                await rig.rest()
            finally:
                await proxy.stop()
            outcome.times = proxy.acts.total()
            assert set(proxy.acts) == set(ACTS)
            outcome.doubled += len(proxy.faults)
            assert proxy.faults == [], checking.first(proxy.faults)
            rig.where = lambda: rig.server.url
            await every_key_again(rig)
            await rig.check(outcome)


async def every_key_again(rig: Rig) -> None:
    """Each command a last time on a good line: the same answer as the first."""
    tablet = rig.tablet()
    for entry in list(rig.journal.entries.values()):
        await tablet.repeat(entry)
