"""SQLite, the embedded default: one file, one writing connection, readers beside it (WAL)."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kitchenhub.errors import Unavailable
from kitchenhub.store.database import Database, Session, Statement, compile_statement
from kitchenhub.store.planning import teach_planner
from kitchenhub.store.rows import TABLES, Row

BUSY_TIMEOUT_MS = 5_000
WAL_CHECKPOINT_PAGES = 4_000


class SqliteSession:
    """A connection to the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.busy = threading.Lock()

    def begin(self) -> None:
        """Open the writing transaction at once, so that it never has to be upgraded."""
        self._connection.execute("BEGIN IMMEDIATE")

    def lock(self, restaurant_ids: Sequence[int]) -> dict[int, int]:
        """Nothing: the folder's lock and BEGIN IMMEDIATE keep every other writer off the file."""
        return {}

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

    def write_many(self, statement: Statement, rows: Sequence[Sequence[Any]]) -> int:
        """Run one statement for many rows; how many rows it touched."""
        return self._connection.executemany(statement.sql, rows).rowcount

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class SqliteDatabase(Database):
    """A SQLite file. Who opens the writer holds the folder's lock."""

    errors = sqlite3.Error
    integrity_errors = sqlite3.IntegrityError
    shared = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = sa.create_engine("sqlite://", creator=lambda: self._connect(read_only=False))
        self.dialect = self.engine.dialect
        self._local = threading.local()
        self._opened: list[SqliteSession] = []
        self._lock = threading.Lock()

    @property
    def place(self) -> str:
        """The folder of the file."""
        return str(self.path.parent)

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
        return SqliteSession(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """This thread's reading session inside one read transaction."""
        session: SqliteSession | None = getattr(self._local, "session", None)
        if session is None:
            session = SqliteSession(self._connect(read_only=True))
            self._local.session = session
            with self._lock:
                self._opened.append(session)
        with session.busy:
            if session not in self._opened:
                raise Unavailable("The server is stopping.")
            session.begin_read()
            try:
                yield session
            finally:
                session.rollback()

    def close(self) -> None:
        """Close every reading session and the engine; waits for readings that another thread has begun."""
        with self._lock:
            opened, self._opened = self._opened, []
        for session in opened:
            with session.busy:
                session.close()
        self.engine.dispose()

    @cache  # noqa: B019 - one database lives as long as its process
    def insert(self, row_type: type[Row]) -> Statement:
        """INSERT of a row."""
        table = TABLES[row_type].table
        clause = sa.insert(table).values({c.name: sa.bindparam(c.name) for c in table.c})
        return compile_statement(clause, self.dialect)

    @cache  # noqa: B019
    def update(self, row_type: type[Row]) -> Statement:
        """UPDATE of a row, guarded by its version."""
        known = TABLES[row_type]
        columns = known.table.c
        values: dict[str, sa.BindParameter[Any]] = {
            name: sa.bindparam(name) for name in known.names if name not in known.key_names
        }
        guards = [columns[name] == sa.bindparam(f"key_{name}") for name in known.key_names]
        guards.append(columns["version"] == sa.bindparam("base_version"))
        return compile_statement(sa.update(known.table).where(*guards).values(values), self.dialect)
