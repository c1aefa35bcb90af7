"""Putting a copy in the place of the database, without ever leaving a mixture of both.

The copy is made ready beside it (its own log name, on the disk) and renamed into place. What was there,
with its write-ahead log, moves to the backups, even when it is damaged.
"""

import os
import secrets
import sqlite3
import time
import uuid
from pathlib import Path

import sqlalchemy as sa

from kitchenhub.errors import CannotStart
from kitchenhub.store.backing_up import copy_database, sync
from kitchenhub.store.database import Database
from kitchenhub.store.integrity import look_at_file
from kitchenhub.store.migrate import ADVISORY_LOCK
from kitchenhub.store.portable import Progress, load_from_file, save_as_file
from kitchenhub.store.revising import revision_of

_COMPANIONS = ("-shm", "-wal", "")


def replace_database(path: Path, source: Path, backups: Path) -> Path | None:
    """Restore `source` as the database at `path`; where the replaced one is kept, None when there was none.

    The caller holds the folder's lock. Raises CannotStart when `source` is no whole database of ours.
    """
    check_copy(source)
    ready = path.with_name(f".{path.name}.restored")
    try:
        copy_database(source, ready)
        _rename_logs(ready)
        sync(ready)
        kept = _put_aside(path, backups)
        ready.replace(path)
        sync(path.parent)
    finally:
        ready.unlink(missing_ok=True)
    return kept


def replace_rows(database: Database, source: Path, backups: Path, progress: Progress) -> Path | None:
    """Restore `source` into PostgreSQL; the file that keeps the replaced rows, None when there were
    none.

    All of it happens in one transaction. Raises CannotStart when `source` is no whole database of ours,
    when the database does not answer, or while a server works on it.
    """
    check_copy(source)
    ready = source.with_name(f".{source.name}.{secrets.token_hex(4)}.restored")
    try:
        copy_database(source, ready)
        _rename_logs(ready)
        with database.engine.connect() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            _refuse_while_served(connection)
            kept = None
            if revision_of(connection) is not None:
                backups.mkdir(mode=0o700, exist_ok=True)
                kept = backups / _kept_name()
                save_as_file(database, kept)
            load_from_file(ready, connection, progress)
            connection.commit()
        return kept
    except sa.exc.DBAPIError as fault:
        why = " ".join(str(fault.orig).split())[:300]
        raise CannotStart(f"{database.place} could not be restored and is as it was: {why}.") from fault
    finally:
        ready.unlink(missing_ok=True)


def _refuse_while_served(connection: sa.Connection) -> None:
    served = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'kitchenhub'"
    ).scalar_one()
    if served:
        raise CannotStart("A server works on this database. Stop every one before you restore.")


def _kept_name() -> str:
    return f"replaced-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}.db"


def check_copy(source: Path) -> None:
    """Raise CannotStart when a file is not a whole database that KitchenHub made."""
    if not source.is_file():
        raise CannotStart(f"There is no file {source}.")
    try:
        state = look_at_file(source)
    except sqlite3.Error as fault:
        raise CannotStart(f"{source} is not a database that can be restored: {fault}.") from None
    if state.faults:
        raise CannotStart(f"{source} is damaged ({state.faults[0]}); nothing was restored.")
    if state.revision is None:
        raise CannotStart(f"{source} is a database that KitchenHub did not make; nothing was restored.")


def _rename_logs(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        for (restaurant_id,) in connection.execute("SELECT restaurant_id FROM log_heads").fetchall():
            connection.execute(
                "UPDATE log_heads SET log = ?, version = version + 1 WHERE restaurant_id = ?",
                (str(uuid.uuid4()), restaurant_id),
            )
        connection.commit()
    finally:
        connection.close()


def _put_aside(path: Path, backups: Path) -> Path | None:
    if not path.exists():
        for companion in _COMPANIONS[:2]:
            path.with_name(path.name + companion).unlink(missing_ok=True)
        return None
    backups.mkdir(mode=0o700, exist_ok=True)
    kept = backups / _kept_name()
    _settle(path)
    for companion in _COMPANIONS:  # the log first: it must never lie beside the restored database
        beside = path.with_name(path.name + companion)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + companion))
    sync(backups)
    return kept


def _settle(path: Path) -> None:
    try:
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlite3.Error:
        pass  # a damaged database is kept as it is, log and all
