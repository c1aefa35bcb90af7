"""Opening frames for many sockets at once: few read at a time, and who waits for the same shares one
reading.

A thousand screens that come back together, or sixteen that overflow in the same second, must not read
the same snapshot a thousand times.
"""

import asyncio
from collections.abc import Callable

from kitchenhub.live.content import Opening
from kitchenhub.live.protocol import Subscription

READERS_MAX = 2
Read = Callable[[int, Subscription], Opening]


class Openings:
    """The waiting openings of all restaurants of this process."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._slots = asyncio.Semaphore(READERS_MAX)
        self._waiting: dict[tuple[int, Subscription], asyncio.Task[Opening]] = {}

    async def open(self, restaurant_id: int, wanted: Subscription) -> Opening:
        """The first frames for a subscription, read after this call began."""
        key = restaurant_id, wanted
        task = self._waiting.get(key)
        if task is None:
            task = self._waiting[key] = asyncio.create_task(self._open(key))
        return await asyncio.shield(task)  # others may wait for the same

    async def _open(self, key: tuple[int, Subscription]) -> Opening:
        async with self._slots:
            del self._waiting[key]  # who asks from here on needs a later reading
            return await asyncio.to_thread(self._read, *key)
