"""Connections and compiled statements: the one seam between rows and a database engine.

Statements are written in SQLAlchemy Core, compiled once per dialect and run with tuples on the driver's
cursor, which is twice as fast as ordinary Core execution. Nothing here knows a subject.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from kitchenhub.store.planning import teach_planner
from kitchenhub.store.rows import TABLES, Row

BUSY_TIMEOUT_MS = 5_000
WAL_CHECKPOINT_PAGES = 4_000
DatabaseError = sqlite3.Error
IntegrityError = sqlite3.IntegrityError


class Statement:
    """A compiled statement: its SQL, the names of its parameters in the driver's order, its literal
    values.
    """

    def __init__(self, clause: sa.ClauseElement, dialect: sa.Dialect) -> None:
        compiled = clause.compile(dialect=dialect)
        self.sql = str(compiled)
        self.names: tuple[str, ...] = tuple(cast(Any, compiled).positiontup or ())
        self.literals: dict[str, Any] = {
            name: value for name, value in compiled.params.items() if value is not None
        }


class Session:
    """One driver connection. Only the writer's session is opened for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self) -> None:
        """Open the writing transaction at once, so that it never has to be upgraded."""
        self._connection.execute("BEGIN IMMEDIATE")

    def begin_read(self) -> None:
        """Open a reading transaction: everything until `rollback` sees one state."""
        self._connection.execute("BEGIN")

    def commit(self) -> None:
        """Commit; when this raises, the outcome is unknown."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Give up whatever is open; harmless when nothing is."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All result rows of a query."""
        return self._connection.execute(sql, parameters).fetchall()

    def write_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> int:
        """Run one statement for many rows; how many rows it touched."""
        return self._connection.executemany(sql, rows).rowcount

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Database:
    """A SQLite file with one writing session and a reading session per thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = sa.create_engine("sqlite://", creator=lambda: self._connect(read_only=False))
        self.dialect = self.engine.dialect
        self._local = threading.local()
        self._opened: list[Session] = []
        self._lock = threading.Lock()

    def _connect(self, *, read_only: bool) -> sqlite3.Connection:
        target = f"{self.path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        connection = sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint={WAL_CHECKPOINT_PAGES}")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    def open_writer(self) -> Session:
        """The writing session; the caller makes sure there is only one."""
        connection = self._connect(read_only=False)
        teach_planner(connection)
        return Session(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """This thread's reading session inside one read transaction."""
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = Session(self._connect(read_only=True))
            self._local.session = session
            with self._lock:
                self._opened.append(session)
        session.begin_read()
        try:
            yield session
        finally:
            session.rollback()

    def close(self) -> None:
        """Close every reading session and the engine."""
        with self._lock:
            for session in self._opened:
                session.close()
            self._opened.clear()
        self.engine.dispose()

    @cache  # noqa: B019 - one database lives as long as its process
    def insert(self, row_type: type[Row]) -> Statement:
        """INSERT of a whole row; parameters in column order."""
        table = TABLES[row_type].table
        return Statement(
            sa.insert(table).values({c.name: sa.bindparam(c.name) for c in table.c}), self.dialect
        )

    @cache  # noqa: B019
    def update(self, row_type: type[Row]) -> Statement:
        """UPDATE of a whole row, guarded by the version that the change was decided on (`base_version`)."""
        known = TABLES[row_type]
        columns = known.table.c
        values: dict[str, sa.BindParameter[Any]] = {
            name: sa.bindparam(name) for name in known.names if name not in known.key_names
        }
        guards = [columns[name] == sa.bindparam(f"key_{name}") for name in known.key_names]
        guards.append(columns["version"] == sa.bindparam("base_version"))
        return Statement(sa.update(known.table).where(*guards).values(values), self.dialect)

    @cache  # noqa: B019
    def select(self, row_type: type[Row], names: tuple[str, ...]) -> Statement:
        """SELECT of whole rows where the named columns equal their parameters, in any order."""
        known = TABLES[row_type]
        columns = known.table.c
        wanted = [
            columns[name].is_not_distinct_from(sa.bindparam(name))
            if columns[name].nullable
            else columns[name] == sa.bindparam(name)
            for name in names
        ]
        # No ORDER BY: with one, SQLite walks the whole primary key instead of using the index.
        return Statement(sa.select(*(columns[name] for name in known.names)).where(*wanted), self.dialect)

    @cache  # noqa: B019
    def compiled(self, clause: sa.ClauseElement) -> Statement:
        """Any other Core statement, compiled once; keep the clause as a module constant."""
        return Statement(clause, self.dialect)
