"""Putting a copy in the place of the database, without ever leaving a mixture of both.

The copy is made ready beside it (its own log name, on the disk) and renamed into place. What was there,
with its write-ahead log, moves to the backups, even when it is damaged.
"""

import os
import sqlite3
import time
import uuid
from pathlib import Path

from kitchenhub.errors import CannotStart
from kitchenhub.store.backing_up import copy_database, sync
from kitchenhub.store.integrity import look_at_file

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
    kept = backups / f"replaced-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}.db"
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
