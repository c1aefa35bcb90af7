"""PostgreSQL, beyond one machine: several processes write, each restaurant's numbers stay gap-free.

A group locks the log heads of its restaurants in id order and writes each table with one set-based
statement, so that a group costs a dozen round trips and not one a row. The rows travel as one JSON document
(`json_to_recordset`), which is several times cheaper to make here than an array a column; bytes in it are
base64.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, cast

import msgspec
import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import psycopg as dialects

from kitchenhub.errors import Unavailable
from kitchenhub.store.database import Database, Session, Statement
from kitchenhub.store.rows import TABLES, Key, Row

CONNECT_SECONDS = 5
# A connection whose other side is gone is given up after this long, also in the middle of a statement.
SILENCE_MS = 10_000
_SETTINGS = (
    f"-c lock_timeout={SILENCE_MS} -c idle_in_transaction_session_timeout=60000 -c synchronous_commit=on "
    "-c timezone=UTC"
)
_encoder = msgspec.json.Encoder()
_LOCK = (
    "SELECT restaurant_id, version FROM log_heads WHERE restaurant_id = ANY(%s) "
    "ORDER BY restaurant_id FOR UPDATE"
)


class PostgresSession:
    """A connection that is made when it is needed and made anew when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None

    def _open(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._connection is None or self._connection.broken or self._connection.closed:
            self._connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=CONNECT_SECONDS, options=_SETTINGS,
                tcp_user_timeout=SILENCE_MS, application_name="kitchenhub",
            )  # fmt: skip
        return self._connection

    def begin(self) -> None:
        """Open the writing transaction."""
        self._open().execute("BEGIN ISOLATION LEVEL READ COMMITTED")

    def begin_read(self) -> None:
        """Open a reading transaction: everything until `rollback` sees one state."""
        try:
            self._open().execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        except psycopg.OperationalError:  # it was lost while nobody used it
            self.close()
            self._open().execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def lock(self, restaurant_ids: Sequence[int]) -> dict[int, int]:
        """Wait for these restaurants' log heads and keep them, in id order so that nobody waits in a
        circle; their versions.
        """
        return dict(self._open().execute(_LOCK, [list(restaurant_ids)]).fetchall())

    def commit(self) -> None:
        """Commit; when this raises, the outcome is unknown."""
        said = self._open().execute("COMMIT").statusmessage
        if said != "COMMIT":  # PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error
            raise psycopg.OperationalError(f"COMMIT was answered {said}")

    def rollback(self) -> None:
        """Give up whatever is open; a connection that cannot even do that is dropped."""
        connection = self._connection
        if connection is None or connection.closed:
            return
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            try:
                connection.execute("ROLLBACK")
            except psycopg.Error:
                self.close()

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All result rows of a query."""
        return self._open().execute(sql.encode(), parameters).fetchall()

    def write_many(self, statement: Statement, rows: Sequence[Sequence[Any]]) -> int:
        """Run one set-based statement with all rows in a document; how many rows it touched."""
        names = statement.names
        document = _encoder.encode([dict(zip(names, row, strict=True)) for row in rows])
        return self._open().execute(statement.sql.encode(), [document.decode()]).rowcount

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None


class PostgresDatabase(Database):
    """A PostgreSQL database by its URL, `postgresql://user:password@host:port/name`."""

    errors = psycopg.Error
    integrity_errors = psycopg.IntegrityError
    shared = True

    def __init__(self, url: str) -> None:
        self.url = url
        self.dialect = cast(Any, dialects).dialect(paramstyle="format")
        self.engine = sa.create_engine(
            sa.make_url(url).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )  # fmt: skip
        self._local = threading.local()
        self._opened: list[PostgresSession] = []
        self._lock = threading.Lock()

    @property
    def place(self) -> str:
        """The URL without user and password."""
        url = sa.make_url(self.url)
        return f"{url.drivername}://{url.host or 'localhost'}:{url.port or 5432}/{url.database}"

    def open_writer(self) -> Session:
        """The writing session of this process; connects when it is first used."""
        return PostgresSession(self.url)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """This thread's reading session inside one read transaction."""
        session: PostgresSession | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = PostgresSession(self.url)
            with self._lock:
                self._opened.append(session)
        try:
            session.begin_read()
            yield session
        except psycopg.OperationalError as fault:
            session.close()
            raise Unavailable("The database does not answer.") from fault
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
        """INSERT of many rows from a document."""
        known = TABLES[row_type]
        columns = ", ".join(map(self._quoted, known.names))
        values = ", ".join(self._value(name, known.table.c[name]) for name in known.names)
        source = self._source(known.names, known.names, known.table)
        return Statement(
            f"INSERT INTO {known.table.name} ({columns}) SELECT {values} FROM {source}", known.names
        )

    @cache  # noqa: B019
    def update(self, row_type: type[Row]) -> Statement:
        """UPDATE of many rows from a document, each guarded by its version."""
        known = TABLES[row_type]
        rest = [name for name in known.names if name not in known.key_names]
        names = (*rest, *(f"key_{name}" for name in known.key_names), "base_version")
        changes = ", ".join(
            f"{self._quoted(name)} = {self._value(name, known.table.c[name])}" for name in rest
        )
        keys = " AND ".join(f"standing.{self._quoted(name)} = fresh.key_{name}" for name in known.key_names)
        source = self._source(names, (*rest, *known.key_names, "version"), known.table)
        sql = (
            f"UPDATE {known.table.name} AS standing SET {changes} FROM {source} "
            f"WHERE {keys} AND standing.version = fresh.base_version"
        )
        return Statement(sql, names)

    def _source(self, names: Sequence[str], columns: Sequence[str], table: sa.Table) -> str:
        """The document as rows named `fresh`: each name with the type of its column."""
        typed = (
            f"{self._quoted(name)} {self._type(table.c[column])}"
            for name, column in zip(names, columns, strict=True)
        )
        return f"json_to_recordset(%s::json) AS fresh({', '.join(typed)})"

    def _type(self, column: sa.Column[Any]) -> str:
        return "TEXT" if _is_binary(column) else column.type.compile(self.dialect)

    def _value(self, name: str, column: sa.Column[Any]) -> str:
        value = f"fresh.{self._quoted(name)}"
        return f"decode({value}, 'base64')" if _is_binary(column) else value

    def look_up(self, row_type: type[Row], names: tuple[str, ...], values: Key) -> tuple[str, Key]:
        """As everywhere; a column of the schema that says yes or no is a number, which PostgreSQL
        insists on.
        """
        sql, given = super().look_up(row_type, names, values)
        return sql, tuple([int(one) if isinstance(one, bool) else one for one in given])

    def _quoted(self, name: str) -> str:
        return self.dialect.identifier_preparer.quote(name)


def _is_binary(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.LargeBinary)
