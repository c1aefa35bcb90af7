"""One form of copy for every engine: a SQLite file with the same tables and the same rows.

A backup of PostgreSQL is such a file, taken in one snapshot beside whoever writes; it can be verified,
served and restored to either engine. Rows travel as the tables hold them, without a word of what they mean.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from kitchenhub.errors import CannotStart
from kitchenhub.store.backing_up import sync
from kitchenhub.store.database import Database
from kitchenhub.store.revising import revision_of, upgrade
from kitchenhub.store.sqlite import SqliteDatabase

ROWS_AT_ONCE = 2_000
VERSION_TABLE = "alembic_version"
Progress = Callable[[int, int], None]


def save_as_file(database: Database, target: Path, progress: Progress = lambda done, tables: None) -> None:
    """Copy all rows into a new SQLite file at `target` (mode 0600), whole or not at all.

    `progress` hears how many tables of how many are done. Raises CannotStart, sa.exc.DBAPIError, OSError.
    """
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    made = SqliteDatabase(unfinished)
    try:
        with _snapshot(database) as origin, made.engine.connect() as copy:
            revision = revision_of(origin)
            if revision is None:
                raise CannotStart(f"There is no restaurant in {database.place}.")
            copy.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(copy, revision)
            copy_rows(origin, copy, progress)
            copy.commit()
            copy.exec_driver_sql("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        made.close()
        sync(unfinished)
        unfinished.replace(target)
        sync(target.parent)
    finally:
        made.close()
        unfinished.unlink(missing_ok=True)


def load_from_file(source: Path, connection: sa.Connection, progress: Progress) -> None:
    """Replace every table of ours by those of a SQLite file, in the transaction that the caller opened."""
    origin_database = SqliteDatabase(source)
    try:
        with origin_database.engine.connect() as origin:
            standing = sa.MetaData()
            standing.reflect(connection)
            standing.drop_all(connection)
            upgrade(connection, revision_of(origin) or "head")
            copy_rows(origin, connection, progress)
    finally:
        origin_database.close()


def copy_rows(origin: sa.Connection, target: sa.Connection, progress: Progress) -> None:
    """Copy the rows of every table, into tables that are empty and have the same columns."""
    known = sa.MetaData()
    known.reflect(target)
    tables = [table for table in known.sorted_tables if table.name != VERSION_TABLE]
    for done, table in enumerate(tables, 1):
        found = origin.execution_options(yield_per=ROWS_AT_ONCE).execute(sa.select(table))
        for rows in found.mappings().partitions():
            target.execute(sa.insert(table), [dict(row) for row in rows])
        progress(done, len(tables))


def _snapshot(database: Database) -> sa.Connection:
    engine = database.engine
    if database.shared:
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.connect()
