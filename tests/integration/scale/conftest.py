"""Two servers on one PostgreSQL database with a Redis between them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kitchenhub.simulate.screens import Screen
from tests.support.engines import Postgres, Redis
from tests.support.server import SMALL, Server

ROLES = ("owner", "manager", "waiter", "kitchen")


class Pair(NamedTuple):
    """Two servers on the same data, and what stands between them."""

    one: Server
    two: Server
    redis: Redis


@pytest.fixture
def redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def pair(tmp_path: Path, postgres: Postgres, redis: Redis) -> AsyncIterator[Pair]:
    one = Server(
        tmp_path / "data", KITCHENHUB_DATABASE_URL=postgres.make_database(), KITCHENHUB_REDIS_URL=redis.url
    )
    await asyncio.to_thread(one.found, SMALL.read_text(), ROLES)
    two = one.beside()
    try:
        await asyncio.to_thread(one.start)
        await asyncio.to_thread(two.start)
        yield Pair(one, two, redis)
    finally:
        await one.close()
        await two.close()


async def watching(server: Server, topics: str = "floor,stations") -> tuple[Screen, "asyncio.Task[None]"]:
    """A screen that is connected."""
    screen = Screen(server.url, server.tokens["manager"], topics)
    task = asyncio.create_task(screen.run())
    await asyncio.wait_for(screen.connected.wait(), 20)
    return screen, task


async def shown_within(screen: Screen, ids: set[str], seconds: float) -> float:
    """Wait until a screen has shown these cards; how many seconds it took."""
    begun = asyncio.get_running_loop().time()
    async with asyncio.timeout(seconds):
        while not ids <= screen.shown:
            await asyncio.sleep(0.01)
    return asyncio.get_running_loop().time() - begun
