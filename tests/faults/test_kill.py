"""A smoke kill -9: the server dies 20 times under load; nothing acknowledged is lost, nothing is
doubled (F1).
"""

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2
import pytest

from kitchenhub.store.work import uuid7
from tests.support.server import Server, burger, order, serving

KILLS = 20
TABLETS = 8
SEED = 20_261_123


class Tablet:
    """A tablet with a journal of its own: what it asked, written first, and what was answered."""

    def __init__(self, server: Server, dice: random.Random) -> None:
        self._server = server
        self._dice = dice
        self.asked: list[dict[str, Any]] = []
        self.answered: dict[str, int] = {}

    async def work(self) -> None:
        """Order until cancelled; what got no answer is asked again with the same key."""
        while True:
            lines = [burger(uuid7()), {"id": uuid7(), "item": "salad", "quantity": self._dice.randint(1, 3)}]
            self.asked.append(order(uuid7(), *lines))
            await self.ask(self.asked[-1])

    async def ask(self, body: dict[str, Any]) -> None:
        """Send until there is an answer."""
        headers = {"Authorization": f"Bearer {self._server.tokens['waiter']}", "Idempotency-Key": body["id"]}
        while body["id"] not in self.answered:
            try:
                async with httpx2.AsyncClient(base_url=self._server.url, timeout=5) as client:
                    while body["id"] not in self.answered:
                        answer = await client.post("/api/v1/orders", json=body, headers=headers)
                        if answer.status_code == 201:
                            self.answered[body["id"]] = answer.json()["number"]
                        else:
                            assert answer.status_code in (409, 503), answer.text
                            if answer.status_code == 409:
                                self.answered[body["id"]] = 0  # sold out is an answer too
            except httpx2.TransportError:
                await asyncio.sleep(0.05)


@pytest.mark.timeout(240)
async def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    async with serving(tmp_path / "data", roles=("manager", "waiter")) as server:
        await server.caller("manager").post(
            "/stock/moves",
            {"kind": "receive", "ingredient": "bun", "quantity": "100000", "unit": "each", "reason": "test"},
        )
        tablets = [Tablet(server, dice) for _ in range(TABLETS)]
        tasks = [asyncio.create_task(tablet.work()) for tablet in tablets]
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(0.05, 0.6))
            server.kill()
            await asyncio.to_thread(server.start)
        for task in tasks:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in outcomes), outcomes
        await asyncio.gather(*(tablet.ask(body) for tablet in tablets for body in tablet.asked[-1:]))
        await check(server, tablets)
        server.stop()
        server.command("verify", "--data", str(server.folder))


async def check(server: Server, tablets: list[Tablet]) -> None:
    """Every order that was answered exists once with its number and its lines."""
    orders = await server.caller("manager").every("/orders", "orders")
    stored = {one["id"]: one for one in orders}
    asked = {body["id"]: body for tablet in tablets for body in tablet.asked}
    answered = {id: number for tablet in tablets for id, number in tablet.answered.items()}
    assert len(answered) > 50, f"seed {SEED}: too little load to say anything"
    assert Counter(one["id"] for one in orders).most_common(1)[0][1] == 1, f"seed {SEED}"
    assert len({one["number"] for one in orders}) == len(orders), f"seed {SEED}: a number was given twice"
    for id, number in answered.items():
        assert stored[id]["number"] == number, f"seed {SEED}: {id} was acknowledged and is not there"
        assert [line["id"] for line in stored[id]["lines"]] == [line["id"] for line in asked[id]["lines"]]
    assert set(stored) <= set(asked), f"seed {SEED}: an order that nobody asked for"
