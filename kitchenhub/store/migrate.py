"""Brings a database to the newest schema at start, all of it or nothing.

All pending steps run in one transaction, so a migration that is killed half-way simply begins again. When
the database has rows, a copy is made first. A SQLite file's folder is held by the caller; in PostgreSQL an
advisory lock lets one of several starting processes migrate while the others wait.
"""

import os
import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa
import structlog

from kitchenhub.errors import CannotStart
from kitchenhub.store.backing_up import copy_database
from kitchenhub.store.database import Database
from kitchenhub.store.migrations import HEAD
from kitchenhub.store.portable import save_as_file
from kitchenhub.store.revising import known_revisions, revision_of, upgrade
from kitchenhub.store.sqlite import SqliteDatabase

BACKUPS_FOLDER = "backups"
# Any number that nothing else in the database uses: "KH" and the year of the first release.
ADVISORY_LOCK = 75_722_026
log = structlog.get_logger("migrate")


def migrate(database: Database, backups: Path) -> bool:
    """Run the pending steps; whether there were any. `backups` is the folder for the copy made before.

    Raises CannotStart for what is no database of ours, is damaged, or was made by a newer version.
    """
    try:
        if isinstance(database, SqliteDatabase):
            _make_private(database.path)
        with database.engine.connect() as connection:
            if database.shared:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            else:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            current = revision_of(connection)
            return current != HEAD and _migrate(database, connection, current, backups)
    except sa.exc.DBAPIError as fault:
        raise CannotStart(f"The database {database.place} cannot be opened: {_short(fault)}.") from None
    except sqlite3.Error as fault:
        raise CannotStart(f"The database {database.place} cannot be opened: {fault}.") from None
    except OSError as fault:
        raise CannotStart(f"The database {database.place} cannot be written: {fault.strerror}.") from None


def _migrate(database: Database, connection: sa.Connection, current: str | None, backups: Path) -> bool:
    if current is None:
        _refuse_strange_tables(database, connection)
    elif current not in known_revisions():
        raise CannotStart(
            f"The database {database.place} was made by a newer KitchenHub (schema {current}). "
            "Start that version, or restore a backup made before the update."
        )
    else:
        _back_up(database, current, backups)
    started = time.monotonic()
    log.info("migration begins", from_revision=current, to_revision=HEAD)
    try:
        upgrade(connection)
        connection.commit()
    except sa.exc.DBAPIError as fault:
        raise CannotStart(
            f"The migration of {database.place} failed and nothing was changed: {_short(fault)}. "
            "A copy made before it is in the backups folder; send this line to whoever maintains KitchenHub."
        ) from fault
    log.info("migration done", revision=HEAD, seconds=round(time.monotonic() - started, 1))
    return True


def _short(fault: sa.exc.DBAPIError) -> str:
    return " ".join(str(fault.orig).split())[:300]


def _make_private(path: Path) -> None:
    # Created here, because SQLite would take the umask's mode; -wal and -shm files follow this one.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _refuse_strange_tables(database: Database, connection: sa.Connection) -> None:
    if sa.inspect(connection).get_table_names():
        raise CannotStart(f"{database.place} is a database that KitchenHub did not make. Choose another one.")


def _back_up(database: Database, revision: str, backups: Path) -> None:
    backups.mkdir(mode=0o700, exist_ok=True)
    target = backups / f"before-{revision}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.db"
    log.info("backup before the migration", file=str(target))
    if isinstance(database, SqliteDatabase):
        copy_database(database.path, target)
    else:
        save_as_file(database, target)
