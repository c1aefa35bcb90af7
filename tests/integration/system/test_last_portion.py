"""The last portion is sold once, whoever asks at the same moment."""

import asyncio
from pathlib import Path

import pytest

from kitchenhub.simulate.calling import Refused
from kitchenhub.store.work import uuid7
from tests.support.server import Server, burger, order, serving

CLIENTS = 50


async def sell(server: Server, left: int) -> tuple[int, list[Refused]]:
    """Let 50 clients order a burger at once with so many buns left; how many got one, and the refusals."""
    manager, waiter = server.caller("manager"), server.caller("waiter")
    count = {"kind": "count", "ingredient": "bun", "quantity": str(left), "unit": "each", "reason": "test"}
    await manager.post("/stock/moves", count)
    barrier = asyncio.Barrier(CLIENTS)
    refusals: list[Refused] = []

    async def tap() -> int:
        await barrier.wait()
        try:
            await waiter.post("/orders", order(uuid7(), burger(uuid7())))
        except Refused as refusal:
            refusals.append(refusal)
            return 0
        return 1

    return sum(await asyncio.gather(*(tap() for _ in range(CLIENTS)))), refusals


@pytest.mark.parametrize("left", [1, 20])
async def test_fifty_clients_get_exactly_what_is_left(tmp_path: Path, left: int) -> None:
    async with serving(tmp_path / "data", roles=("manager", "waiter")) as server:
        sold, refusals = await sell(server, left)
        assert sold == left
        assert len(refusals) == CLIENTS - left
        for refusal in refusals:
            assert (refusal.status, refusal.code) == (409, "sold_out")
            assert refusal.problem["fields"][0]["path"].startswith("lines[0]")
            assert "Bun" in refusal.problem["fields"][0]["detail"]
        stock = (await server.caller("manager").get("/stock"))["items"]
        assert next(item for item in stock if item["ingredient"] == "bun")["on_hand"] == "0"
        menu = await server.caller("waiter").get("/menu")
        items = {item["id"]: item for category in menu["categories"] for item in category["items"]}
        assert items["burger"]["available"] is False
        server.stop()
        server.command("verify", "--data", str(server.folder))
