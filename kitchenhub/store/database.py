"""Connections and compiled statements: the one seam between rows and a database engine.

Statements are written in SQLAlchemy Core, compiled once per dialect and run with tuples on the driver's
cursor, which is twice as fast as ordinary Core execution. What differs between engines stands in
`sqlite.py` and `postgres.py`. Nothing here knows a subject.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Protocol, cast

import sqlalchemy as sa

from kitchenhub.store.rows import TABLES, Key, Row


class Statement:
    """A compiled statement: its SQL, the names of its parameters in the driver's order, its literal
    values.
    """

    def __init__(self, sql: str, names: tuple[str, ...], literals: dict[str, Any] | None = None) -> None:
        self.sql = sql
        self.names = names
        self.literals = literals or {}


def compile_statement(clause: sa.ClauseElement, dialect: sa.Dialect) -> Statement:
    """A Core statement in an engine's own words, with parameters by position."""
    compiled = clause.compile(dialect=dialect)
    names: tuple[str, ...] = tuple(cast(Any, compiled).positiontup or ())
    literals = {name: value for name, value in compiled.params.items() if value is not None}
    return Statement(str(compiled), names, literals)


class Session(Protocol):
    """One driver connection. Only the writer's session is opened for writing."""

    def begin(self) -> None:
        """Open the writing transaction; connects anew where the connection was lost."""
        ...

    def lock(self, restaurant_ids: Sequence[int]) -> dict[int, int]:
        """Keep other writing processes off these restaurants until the transaction ends.

        The versions of their log heads now, or nothing where no other process can have changed them.
        """
        ...

    def commit(self) -> None:
        """Commit; when this raises, the outcome is unknown."""
        ...

    def rollback(self) -> None:
        """Give up whatever is open; harmless when nothing is."""
        ...

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All result rows of a query."""
        ...

    def write_many(self, statement: Statement, rows: Sequence[Sequence[Any]]) -> int:
        """Run one statement for many rows; how many rows it touched."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class Database(ABC):
    """One database: a writing session, a reading session per thread, and the statements of its dialect.

    `errors` is what the driver raises, `integrity_errors` of these what a broken guard of the schema
    raises. `shared` says that other processes may write beside this one.
    """

    dialect: sa.Dialect
    engine: sa.Engine
    errors: type[Exception]
    integrity_errors: type[Exception]
    shared: bool

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it is, as people are told; without secrets."""

    @abstractmethod
    def open_writer(self) -> Session:
        """The writing session; the caller makes sure that this process has only one."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Session]:
        """This thread's reading session inside one read transaction. Raises Unavailable."""

    @abstractmethod
    def close(self) -> None:
        """Close every reading session and the engine."""

    @abstractmethod
    def insert(self, row_type: type[Row]) -> Statement:
        """INSERT of whole rows; parameters in column order."""

    @abstractmethod
    def update(self, row_type: type[Row]) -> Statement:
        """UPDATE of whole rows, each guarded by the version that its change was decided on: parameters are
        the columns outside the key, `key_…` for each of the key, and `base_version`.
        """

    def look_up(self, row_type: type[Row], names: tuple[str, ...], values: Key) -> tuple[str, Key]:
        """SQL and parameters that select whole rows whose named columns equal the values, in any order."""
        if None not in values:
            return self._select(row_type, names, ()).sql, values
        nulls = tuple(name for name, value in zip(names, values, strict=True) if value is None)
        return self._select(row_type, names, nulls).sql, tuple([one for one in values if one is not None])

    @cache  # noqa: B019 - one database lives as long as its process
    def _select(self, row_type: type[Row], names: tuple[str, ...], nulls: tuple[str, ...]) -> Statement:
        known = TABLES[row_type]
        columns = known.table.c
        wanted = [
            columns[name].is_(None) if name in nulls else columns[name] == sa.bindparam(name)
            for name in names
        ]
        # No ORDER BY: with one, SQLite walks the whole primary key instead of using the index.
        return self.compiled(sa.select(*(columns[name] for name in known.names)).where(*wanted))

    @cache  # noqa: B019
    def compiled(self, clause: sa.ClauseElement) -> Statement:
        """Any other Core statement, compiled once; keep the clause as a module constant."""
        return compile_statement(clause, self.dialect)
