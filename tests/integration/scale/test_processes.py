"""Several servers on one database: one log without gaps, screens that hear all of it, no word lost when
Redis is away.
"""

import asyncio
from typing import Any

import pytest

from kitchenhub.simulate.calling import Caller
from kitchenhub.store.work import uuid7
from tests.integration.scale.conftest import Pair, shown_within, watching
from tests.support.server import Server, burger, order

ORDERS = 40
SECONDS_BEHIND_MAX = 2.0

pytestmark = pytest.mark.timeout(150)


def salad() -> dict[str, Any]:
    return order(uuid7(), {"id": uuid7(), "item": "salad", "quantity": 1})


async def placed(caller: Caller, count: int) -> set[str]:
    """Place orders one after the other; their ids."""
    return {(await caller.post("/orders", salad()))["id"] for _ in range(count)}


async def events_of(server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        after = found[-1]["seq"] if found else 0
        page = (await server.caller("owner").get(f"/events?after={after}"))["events"]
        if not page:
            return found
        found += page


async def test_orders_at_both_are_one_log_and_reach_the_screens_of_both(pair: Pair) -> None:
    screens = [await watching(pair.one), await watching(pair.two)]
    callers = [server.caller("waiter") for server in (pair.one, pair.two) for _ in range(4)]
    ids = set().union(*await asyncio.gather(*(placed(caller, ORDERS // 8) for caller in callers)))
    assert len(ids) == ORDERS
    for screen, _ in screens:
        await shown_within(screen, ids, SECONDS_BEHIND_MAX)
    events = await events_of(pair.two)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    numbers = [event["data"]["number"] for event in events if event["type"] == "order.placed"]
    assert sorted(numbers) == list(range(1, ORDERS + 1))
    one, two = (screen.cards for screen, _ in screens)
    assert one == two
    for _, task in screens:
        task.cancel()
    pair.one.command("verify", "--data", str(pair.one.folder))


async def test_without_redis_screens_follow_the_log_and_its_return_doubles_nothing(pair: Pair) -> None:
    screen, task = await watching(pair.two, "floor,stations,stock,menu,office")
    waiter, before = pair.one.caller("waiter"), screen.seq
    pair.redis.kill()
    ids = await placed(waiter, 5)
    await shown_within(screen, ids, SECONDS_BEHIND_MAX)
    pair.redis.start()
    ids |= await placed(waiter, 5)
    await shown_within(screen, ids, SECONDS_BEHIND_MAX)
    assert screen.events == screen.seq - before
    task.cancel()


async def test_the_doctor_sees_the_database_and_whether_redis_answers(pair: Pair) -> None:
    data = ("--data", str(pair.one.folder))
    said = await asyncio.to_thread(pair.one.command, "doctor", *data, code=None)
    assert "PostgreSQL 18" in said
    assert "127.0.0.1 answers" in said
    pair.redis.kill()
    assert "does not answer" in await asyncio.to_thread(pair.one.command, "doctor", *data, code=None)


async def test_the_same_key_at_another_server_is_the_same_command(pair: Pair) -> None:
    body = order(uuid7(), burger(uuid7()))
    key = uuid7()
    first, second = await asyncio.gather(
        pair.one.caller("waiter").post("/orders", body, key=key),
        pair.two.caller("waiter").post("/orders", body, key=key),
    )
    assert (first["id"], first["number"]) == (second["id"], second["number"])
    assert len((await pair.one.caller("owner").get("/orders"))["orders"]) == 1


async def test_the_last_portion_is_sold_once_by_two_servers(pair: Pair) -> None:
    count = {"kind": "count", "ingredient": "bun", "quantity": "1", "unit": "each", "reason": "test"}
    await pair.one.caller("manager").post("/stock/moves", count)
    callers = [server.caller("waiter") for server in (pair.one, pair.two) for _ in range(10)]
    answers = await asyncio.gather(
        *(caller.post("/orders", order(uuid7(), burger(uuid7()))) for caller in callers),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1


async def test_a_server_that_is_killed_leaves_the_other_one_working(pair: Pair) -> None:
    waiter = pair.two.caller("waiter")
    before = await placed(pair.one.caller("waiter"), 3)
    await asyncio.to_thread(pair.one.kill)
    after = await placed(waiter, 3)
    orders = (await waiter.get("/orders?open=true"))["orders"]
    assert {one["id"] for one in orders} == before | after
