"""Hints between processes: "restaurant 1 has a log up to 1043". The rows are the truth; a hint only wakes.

`LogWatch` looks at the log heads every second and needs nothing else. `RedisHints` says the same sooner; it
may lose, double or delay every message, because who hears one reads the log, and `LogWatch` runs beside it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import redis.asyncio as redis
import sqlalchemy as sa
import structlog

from kitchenhub.errors import Unavailable
from kitchenhub.store.database import Database
from kitchenhub.store.log import LogHead
from kitchenhub.store.rows import TABLES

LOOK_SECONDS = 1.0
CONNECT_SECONDS = 2.0
BACKOFF_SECONDS_MAX = 5.0
CHANNEL = "kitchenhub:hints"
Heard = Callable[[int, int], None]
_HEADS = TABLES[LogHead].table
_LAST = sa.select(_HEADS.c.restaurant_id, _HEADS.c.last_seq)
log = structlog.get_logger("hints")


class LogWatch:
    """Looks where every restaurant's log ends."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self, heard: Heard) -> None:
        """Look until cancelled."""
        while True:
            try:
                for restaurant_id, last_seq in await asyncio.to_thread(self._heads):
                    heard(restaurant_id, last_seq)
            except Unavailable:
                log.warning("the database does not answer; the next look tries again")
            await asyncio.sleep(LOOK_SECONDS)

    def _heads(self) -> list[tuple[Any, ...]]:
        with self._database.reading() as session:
            return session.fetch(self._database.compiled(_LAST).sql)


class RedisHints:
    """Tells other processes at once, and hears them."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=None, health_check_interval=10
        )
        self._telling: set[asyncio.Task[None]] = set()
        self._cut = False

    def tell(self, restaurant_id: int, last_seq: int) -> None:
        """Say how far a log goes; a Redis that is away is not waited for."""
        if self._cut:
            return
        task = asyncio.create_task(self._publish(f"{restaurant_id} {last_seq}"))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def run(self, heard: Heard) -> None:
        """Hear until cancelled; a lost connection is made again with growing pauses."""
        pause = 0.2
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await _soon(channel.subscribe(CHANNEL))
                    if self._cut:
                        log.info("redis is back")
                    self._cut, pause = False, 0.2
                    async for message in channel.listen():
                        if message["type"] == "message":
                            restaurant_id, _, last_seq = message["data"].decode().partition(" ")
                            heard(int(restaurant_id), int(last_seq))
            except (redis.RedisError, OSError, TimeoutError, ValueError) as fault:
                if not self._cut:
                    log.warning("redis is away; screens follow the log", fault=str(fault)[:200])
                self._cut = True
            await asyncio.sleep(pause)
            pause = min(2 * pause, BACKOFF_SECONDS_MAX)

    async def close(self) -> None:
        """Drop the connections."""
        for task in self._telling:
            task.cancel()
        await self._redis.aclose()

    async def _publish(self, text: str) -> None:
        try:
            await _soon(self._redis.publish(CHANNEL, text))
        except (redis.RedisError, OSError, TimeoutError):
            self._cut = True  # the listener notices too, and says so


async def _soon(act: Awaitable[Any]) -> None:
    async with asyncio.timeout(CONNECT_SECONDS):
        await act
