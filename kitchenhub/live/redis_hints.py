"""Hints over Redis's publish and subscribe. Imported only where a Redis is named: its driver is heavy."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import redis.asyncio as redis
import structlog

from kitchenhub.live.hints import Heard

CONNECT_SECONDS = 2.0
BACKOFF_SECONDS_MAX = 5.0
CHANNEL = "kitchenhub:hints"
log = structlog.get_logger("hints")


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
