"""Read-only access: `Reads` is what queries and cards are written against.

A command's `Work` and a plain `Reader` both are `Reads`, so a card is built by one piece of code, whether
inside the transaction that changes it or for a snapshot years later.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar, cast

import sqlalchemy as sa

from kitchenhub.store.database import Database, Session
from kitchenhub.store.rows import TABLES, R, Row

T = TypeVar("T")


class Reads(Protocol):
    """What can be asked of one restaurant's rows."""

    @property
    def restaurant_id(self) -> int:
        """The restaurant every look-up is scoped to."""
        ...

    @property
    def now(self) -> str:
        """The moment this reading or command counts as: RFC 3339 UTC."""
        ...

    def get(self, row_type: type[R], *key: Any) -> R | None:
        """The row with this key (without the restaurant), or None."""
        ...

    def find(self, row_type: type[R], **equals: Any) -> list[R]:
        """The rows whose indexed columns equal these values, in key order."""
        ...


class Reader:
    """Rows of one restaurant as one read transaction sees them."""

    def __init__(self, database: Database, session: Session, restaurant_id: int, now: str) -> None:
        self.database = database
        self._session = session
        self.restaurant_id = restaurant_id
        self.now = now

    def get(self, row_type: type[R], *key: Any) -> R | None:
        """The row with this key, or None."""
        known = TABLES[row_type]
        found = self._session.fetch(
            *self.database.look_up(row_type, known.key_names, (self.restaurant_id, *key))
        )
        return cast(R, known.from_sql(found[0])) if found else None

    def find(self, row_type: type[R], **equals: Any) -> list[R]:
        """The rows whose columns equal these values, in key order."""
        known = TABLES[row_type]
        names, values = ("restaurant_id", *equals), (self.restaurant_id, *equals.values())
        found = self._session.fetch(*self.database.look_up(row_type, names, values))
        rows = [cast(R, known.from_sql(values)) for values in found]
        rows.sort(key=known.key_of)
        return rows

    def select(self, row_type: type[R], clause: sa.Select[Any], **parameters: Any) -> list[R]:
        """Whole rows of a Core select over the row's table; `restaurant_id` is bound here."""
        known = TABLES[row_type]
        return [cast(R, known.from_sql(values)) for values in self.rows(clause, **parameters)]

    def rows(self, clause: sa.ClauseElement, **parameters: Any) -> list[tuple[Any, ...]]:
        """Plain result tuples of a Core statement with named parameters (also `restaurant_id`)."""
        statement = self.database.compiled(clause)
        parameters = {**statement.literals, **parameters, "restaurant_id": self.restaurant_id}
        return self._session.fetch(statement.sql, [parameters[name] for name in statement.names])


@contextmanager
def reading(database: Database, restaurant_id: int, now: str) -> Iterator[Reader]:
    """A reader whose every answer comes from one state of the database."""
    with database.reading() as session:
        yield Reader(database, session, restaurant_id, now)


async def aside(read: Callable[[], T]) -> T:
    """Run a reading in a thread, off the event loop, and to its end.

    Also when whoever asked is cancelled meanwhile: otherwise the database could be closed under it.
    """
    reading = asyncio.ensure_future(asyncio.to_thread(read))
    try:
        return await asyncio.shield(reading)
    except asyncio.CancelledError:
        await asyncio.wait([reading])
        raise


def columns_of(row_type: type[Row]) -> Sequence[sa.Column[Any]]:
    """The columns of a row class in row order: `sa.select(*columns_of(Order))` feeds `Reader.select`."""
    known = TABLES[row_type]
    return [known.table.c[name] for name in known.names]
