"""Which destinations this process works: a lease for each, so that no other process delivers there too.

A destination is wanted from the first time it is asked for. Beats renew what is held and take what has
become free; a process that ends gives its leases up.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from functools import partial

import structlog

from kitchenhub.hub import Hub
from kitchenhub.store.leases import BEAT_SECONDS, LEASE, Lease, give_up, is_wanted, take
from kitchenhub.store.reads import aside, reading
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Command, Result

log = structlog.get_logger("dispatcher")


class DestinationLeases:
    """The leases of one dispatcher. `gained` is called when a destination became this one's."""

    def __init__(
        self,
        hub: Hub,
        holder: str,
        gained: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._holder = holder
        self._gained = gained
        self._clock = clock
        self._wanted: dict[int, set[str]] = {}
        self._held_until: dict[tuple[int, str], float] = {}

    async def held(self, restaurant_id: int, destination: str) -> bool:
        """Whether this process may deliver to the destination now. Raises Unavailable."""
        wanted = self._wanted.setdefault(restaurant_id, set())
        if destination not in wanted:
            wanted.add(destination)
            await self._beat(restaurant_id)
        return self._held_until.get((restaurant_id, destination), 0.0) > self._clock()

    async def run(self) -> None:
        """Renew and take until cancelled, then give up."""
        try:
            while True:
                await asyncio.sleep(BEAT_SECONDS)
                await self.beat()
        finally:
            for restaurant_id in self._wanted:
                with contextlib.suppress(Exception):  # the leases run out by themselves
                    await self._hub.submit(Command("leases end", restaurant_id, SYSTEM, self._leave))

    async def beat(self) -> None:
        """One round for all restaurants."""
        for restaurant_id in list(self._wanted):
            try:
                await self._beat(restaurant_id)
            except Exception as fault:  # the outer edge of a round: what is held runs out when all fail
                log.warning("leases could not be renewed", fault=str(fault))

    async def _beat(self, restaurant_id: int) -> None:
        begun = self._clock()
        names = await aside(partial(self._to_take, restaurant_id))
        if not names:
            return
        taken: set[str] = set()

        def run(work: Work) -> Result:
            taken.clear()  # a group that fell apart runs its commands again
            taken.update(name for name in names if take(work, _subject(name), self._holder))
            return Result("nothing")

        await self._hub.submit(Command("leases", restaurant_id, SYSTEM, run))
        fresh = False
        for name in taken:
            fresh = fresh or self._held_until.get((restaurant_id, name), 0.0) <= begun
            self._held_until[restaurant_id, name] = begun + LEASE.total_seconds()
        if fresh:
            self._gained()

    def _to_take(self, restaurant_id: int) -> list[str]:
        """What is free, or ours and runs out soon. What another process holds is no longer ours."""
        wanted = sorted(self._wanted[restaurant_id])
        with reading(self._hub.database, restaurant_id, self._hub.clock()) as reader:
            for name in wanted:
                lease = reader.get(Lease, _subject(name))
                if lease is not None and lease.holder != self._holder:
                    self._held_until.pop((restaurant_id, name), None)
            return [name for name in wanted if is_wanted(reader, _subject(name), self._holder)]

    def _leave(self, work: Work) -> Result:
        give_up(work, self._holder)
        return Result("nothing")


def _subject(destination: str) -> str:
    return f"destination:{destination}"
