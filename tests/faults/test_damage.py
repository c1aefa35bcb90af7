"""F19: a database file that is damaged, cut short or another one. Refused by name, or never wrong money."""

import asyncio
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.faults.bench.damage import DAMAGES
from tests.faults.bench.founding import Founded
from tests.faults.bench.rig import Rig, rigged
from tests.faults.bench.scale import dice_of, size
from tests.faults.bench.table import proving
from tests.support.server import Server

VARIANTS = size(20, 200)
AT_ONCE = 2
ORDERS = 25
NAME = "kitchenhub.db"
Money = dict[str, tuple[int, ...]]


@pytest.mark.timeout(120 + VARIANTS * 10)
async def test_a_damaged_file_is_refused_by_name_or_never_serves_wrong_money(
    founded: Founded, tmp_path: Path
) -> None:
    dice = dice_of("F19")
    with proving("F19", "database damaged, cut short, wrong") as outcome:
        async with rigged(founded, tmp_path / "data", dice) as rig:
            rig.load(4)
            while len(rig.journal.entries) < ORDERS * 2:
                await asyncio.sleep(0.05)
            await rig.rest()
            right = await asyncio.to_thread(money, rig.server)
            copy = tmp_path / "copy.db"
            await asyncio.to_thread(rig.server.command, "backup", str(copy), "--data", str(rig.server.folder))
            whole = copy.read_bytes()
            slots = asyncio.Semaphore(AT_ONCE)
            ends: Counter[str] = Counter()

            async def one(number: int, seed: float) -> None:
                async with slots:
                    ends[await asyncio.to_thread(try_variant, rig, tmp_path, number, seed, whole, right)] += 1
                    outcome.times += 1

            await asyncio.gather(*(one(number, dice.random()) for number in range(VARIANTS)))
            outcome.note = ", ".join(f"{times} {end}" for end, times in ends.items())
            assert ends["refused"], "nothing was refused"


def try_variant(rig: Rig, tmp_path: Path, number: int, seed: float, whole: bytes, right: Money) -> str:
    """Serve one damaged file; how it ended: refused, partly or served."""
    dice = random.Random(seed)
    damage = DAMAGES[number % len(DAMAGES)]
    server = Server(tmp_path / f"variant-{number}")
    server.folder.mkdir()
    server.tokens = rig.server.tokens
    (server.folder / "pepper").write_bytes((rig.server.folder / "pepper").read_bytes())
    (server.folder / NAME).write_bytes(damage(bytearray(whole), dice))
    what = f"{damage.__name__} (variant {number}, {seed})"
    log = server.folder / "server.log"
    words = [sys.executable, "-m", "kitchenhub", "serve", "--data", str(server.folder), "--port", "0"]
    with log.open("wb") as errors:
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors)
    assert process.stdout is not None
    server.process = process
    ready = process.stdout.readline().decode()
    try:
        if not ready:
            said = log.read_text()
            assert process.wait(30) == 2, f"{what}: {said}"
            assert said.splitlines()[-1].startswith("kitchenhub: "), f"{what}: {said}"
            assert "Traceback" not in said, f"{what}: {said}"
            return "refused"
        server.url = ready.split()[1]
        served = money(server)
        for id, cents in served.items():
            assert right.get(id) == cents, f"{what}: {id} is {cents}, and was {right.get(id)}"
        return "served" if served == right else "partly"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def money(server: Server) -> Money:
    """Every amount that the server tells; what it answers with an error is left out."""
    found: Money = {}
    with httpx2.Client(
        base_url=f"{server.url}/api/v1", headers={"Authorization": f"Bearer {server.tokens['manager']}"}
    ) as client:
        orders = list(every_order(client))
        found["count"] = (len(orders),) if orders else ()
        for card in orders:
            found[card["id"]] = tuple(card["totals"].values())
            for bill_id in card["bills"]:
                bill = read(client, f"/bills/{bill_id}")
                if bill is not None:
                    found[bill_id] = tuple(bill["totals"].values())
        day = read(client, "/days/today/report")
        if day is not None:
            found["day"] = (day["sales_cents"], day["tax_cents"])
    return found


def every_order(client: httpx2.Client) -> Iterator[dict[str, Any]]:
    """All orders; none when a page of them is an error."""
    pages: list[dict[str, Any]] = []
    query = "?limit=200"
    while True:
        page = read(client, f"/orders{query}")
        if page is None:
            return
        pages += page["orders"]
        if page["next"] is None:
            yield from pages
            return
        query = f"?limit=200&cursor={page['next']}"


def read(client: httpx2.Client, path: str) -> dict[str, Any] | None:
    """An answer, or None for an error with a name."""
    answer = client.get(path)
    if answer.status_code >= 400:
        assert answer.json()["code"], answer.text
        return None
    return dict(answer.json())
