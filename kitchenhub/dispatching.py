"""The dispatcher: works the outbox off, one loop per destination, in order and at least once.

A destination that fails is tried again with growing pauses; it delays no other one, and a settlement
never waits.
"""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

import sqlalchemy as sa
import structlog

from kitchenhub.alerts.facts import Trouble, TroubleOver
from kitchenhub.dispatch_leases import DestinationLeases
from kitchenhub.hub import Hub
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.reads import aside, columns_of, reading
from kitchenhub.store.rows import TABLES
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Command, Result

BATCH_MAX = 200
LOOK_SECONDS = 5.0
PAUSE_SECONDS_MAX = 60.0
FAILED = "delivery_failed"
log = structlog.get_logger("dispatcher")

_outbox = TABLES[OutboxRow].table
_WAITING = (
    sa.select(*columns_of(OutboxRow))
    .where(
        _outbox.c.restaurant_id == sa.bindparam("restaurant_id"),
        _outbox.c.destination == sa.bindparam("destination"),
        _outbox.c.state == "waiting",
    )
    .order_by(_outbox.c.position, _outbox.c.key)
    .limit(sa.bindparam("limit"))
)


class Destination(Protocol):
    """Where deliveries go. Delivering a row twice must be harmless."""

    name: str

    def deliver(self, rows: Sequence[OutboxRow]) -> None:
        """Deliver rows in order; runs in a thread of its own. Raises OSError when it cannot."""
        ...


class Dispatcher:
    """The loops of all destinations; each delivers only while `holder` has the lease on it."""

    def __init__(
        self,
        hub: Hub,
        restaurant_ids: Sequence[int],
        destinations: Mapping[str, Destination],
        holder: str,
    ) -> None:
        self._hub = hub
        self._restaurant_ids = restaurant_ids
        self._destinations = destinations
        self._woken = {name: asyncio.Event() for name in destinations}
        self._leases = DestinationLeases(hub, holder, self.wake)

    def wake(self) -> None:
        """Something may be waiting."""
        for event in self._woken.values():
            event.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._leases.run())
            for destination in self._destinations.values():
                group.create_task(self._loop(destination))

    async def _loop(self, destination: Destination) -> None:
        failures = 0
        woken = self._woken[destination.name]
        while True:
            woken.clear()
            try:
                delivered = sum([await self._deliver(id, destination) for id in self._restaurant_ids])
                if failures:
                    await self._tell(TroubleOver(FAILED, destination.name))
                failures = 0
                if delivered:
                    continue
                pause = LOOK_SECONDS
            except Exception as fault:  # the outer edge of a destination's loop: it is tried again later
                failures += 1
                pause = min(PAUSE_SECONDS_MAX, 2.0**failures)
                log.warning("delivery failed", destination=destination.name, fault=str(fault))
                text = f"{destination.name.replace('_', ' ').capitalize()} cannot be delivered."
                await self._tell(Trouble(FAILED, destination.name, "warn", text, str(fault)[:200]))
            if failures:
                await asyncio.sleep(pause)
            else:
                try:
                    async with asyncio.timeout(pause):
                        await woken.wait()
                except TimeoutError:
                    pass

    async def _deliver(self, restaurant_id: int, destination: Destination) -> int:
        if not await self._leases.held(restaurant_id, destination.name):
            return 0
        rows = await aside(partial(self._waiting, restaurant_id, destination.name))
        if not rows:
            return 0
        await asyncio.to_thread(destination.deliver, rows)
        keys = [row.key for row in rows]

        def mark(work: Work) -> Result:
            for key in keys:
                row = work.get(OutboxRow, destination.name, key)
                if row is not None and row.state == "waiting":
                    work.change(row, state="delivered", attempts=row.attempts + 1, delivered_at=work.now)
            return Result("nothing")

        await self._hub.submit(Command("outbox delivered", restaurant_id, SYSTEM, mark))
        return len(rows)

    def _waiting(self, restaurant_id: int, destination: str) -> list[OutboxRow]:
        with reading(self._hub.database, restaurant_id, self._hub.clock()) as reader:
            return reader.select(OutboxRow, _WAITING, destination=destination, limit=BATCH_MAX)

    async def _tell(self, fact: Trouble | TroubleOver) -> None:
        def tell(work: Work) -> Result:
            work.happened(fact)
            return Result("nothing")

        for restaurant_id in self._restaurant_ids:
            await self._hub.submit(Command("delivery trouble", restaurant_id, SYSTEM, tell))
