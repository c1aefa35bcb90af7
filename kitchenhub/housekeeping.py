"""The house's own rounds: what screens have seen, nothing silently nowhere, switches whose time is
over.

Each round looks first and submits a command only when there is something to do, so that a quiet house
stays quiet.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import msgspec
import structlog

from kitchenhub.api.principal import Principal
from kitchenhub.errors import Unavailable
from kitchenhub.hub import Hub
from kitchenhub.kitchen import reconciling
from kitchenhub.kitchen.proving import SEEN_AT_ONCE_MAX, SeenReport, record_seen
from kitchenhub.kitchen.reconciling import has_lost_lines, reconcile, watch_proof
from kitchenhub.menu.availability import expire
from kitchenhub.menu.queries import hands_expired
from kitchenhub.paper.watching import needs_watching, watch_printers
from kitchenhub.store.reads import Reader, aside, reading
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Answer, Command, Result

SEEN_SECONDS = 0.5
ROUND_SECONDS = 2.0
LOST_LINES_SECONDS = 30.0
_Screen = tuple[int, str, frozenset[str]]
log = structlog.get_logger("housekeeping")


class Housekeeping:
    """The rounds of all restaurants of this process."""

    def __init__(self, hub: Hub, restaurant_ids: Sequence[int]) -> None:
        self._hub = hub
        self._restaurant_ids = restaurant_ids
        self._seen: dict[_Screen, SeenReport] = {}
        self._told: dict[_Screen, int] = {}

    def seen(self, principal: Principal, topics: frozenset[str], seq: int) -> None:
        """A screen has shown everything up to a number. Counts for cooks' screens and API tokens only."""
        actor = principal.actor
        stations = frozenset(topic.partition(":")[2] for topic in topics if topic.startswith("station:"))
        if not stations or (actor.role != "kitchen" and actor.kind != "token"):
            return
        device = principal.session_id or actor.id
        screen = (principal.restaurant_id, device, stations)
        waiting = self._seen.get(screen)
        since = waiting.since if waiting is not None else self._told.get(screen, 0)
        self._seen[screen] = SeenReport(device, stations, seq, self._hub.clock(), since)
        self._told[screen] = seq

    async def run(self) -> None:
        """Make the rounds until cancelled."""
        await asyncio.gather(
            self._every(SEEN_SECONDS, self._store_seen),
            self._every(ROUND_SECONDS, self._look_after),
            self._every(LOST_LINES_SECONDS, self._look_for_lost_lines),
        )

    async def _every(self, seconds: float, work: Callable[[int], Awaitable[None]]) -> None:
        while True:
            for restaurant_id in self._restaurant_ids:
                try:
                    await work(restaurant_id)
                except Unavailable:
                    log.warning("the database does not take writes; the next round tries again")
                except Exception:  # the outer edge of a round: the next one must still come
                    log.exception("a round failed")
            await asyncio.sleep(seconds)

    async def _store_seen(self, restaurant_id: int) -> None:
        keys = [key for key in self._seen if key[0] == restaurant_id]
        reports = [self._seen.pop(key) for key in keys]
        left = bool(reports)
        while left:
            answer = await self._submit("seen", restaurant_id, lambda work: record_seen(work, reports))
            left = msgspec.json.decode(answer.body, type=int) == SEEN_AT_ONCE_MAX

    async def _look_after(self, restaurant_id: int) -> None:
        if await self._look(restaurant_id, reconciling.needs_watching):
            await self._submit("watch proof", restaurant_id, watch_proof)
        if await self._look(restaurant_id, needs_watching):
            await self._submit("watch printers", restaurant_id, watch_printers)
        if await self._look(restaurant_id, hands_expired):
            await self._submit("expire", restaurant_id, expire)

    async def _look_for_lost_lines(self, restaurant_id: int) -> None:
        if await self._look(restaurant_id, has_lost_lines):
            await self._submit("reconcile", restaurant_id, reconcile)

    async def _look(self, restaurant_id: int, question: Callable[[Reader], bool]) -> bool:
        def look() -> bool:
            with reading(self._hub.database, restaurant_id, self._hub.clock()) as reader:
                return question(reader)

        return await aside(look)

    async def _submit(self, name: str, restaurant_id: int, run: Callable[[Work], Result]) -> Answer:
        return await self._hub.submit(Command(name, restaurant_id, SYSTEM, run))
