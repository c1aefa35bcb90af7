"""Hints between processes: "restaurant 1 has a log up to 1043". The rows are the truth; a hint only
wakes.

`LogWatch` looks at the log heads every second and needs nothing else. `RedisHints` (redis_hints.py)
says the same sooner; it may lose, double or delay every message, because who hears one reads the log,
and `LogWatch` runs beside it.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
import structlog

from kitchenhub.errors import Unavailable
from kitchenhub.store.database import Database
from kitchenhub.store.log import LogHead
from kitchenhub.store.rows import TABLES

LOOK_SECONDS = 1.0
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
