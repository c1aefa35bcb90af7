"""Brings a database file to the newest schema at start, all of it or nothing.

All pending steps run in one transaction, so a migration that is killed half-way simply begins again. When
the database has rows, a backup is made first. The caller holds the folder's lock.
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

BACKUPS_FOLDER = "backups"
log = structlog.get_logger("migrate")


def migrate(database: Database, backups: Path | None = None) -> bool:
    """Run the pending steps; whether there were any. `backups` is the folder for the copy made before.

    Raises CannotStart for a file that is no database of ours, is damaged, or was made by a newer version.
    """
    path = database.path
    try:
        _make_private(path)
        current = current_revision(path)
        if current == HEAD:
            return False
        if current is None:
            _refuse_strange_tables(path)
        else:
            _back_up(path, current, backups or path.parent / BACKUPS_FOLDER)
        started = time.monotonic()
        log.info("migration begins", from_revision=current, to_revision=HEAD)
        _upgrade(database, current)
        log.info("migration done", revision=HEAD, seconds=round(time.monotonic() - started, 1))
    except sa.exc.DBAPIError as fault:
        raise CannotStart(
            f"The migration of {path} failed and nothing was changed: {fault.orig}. "
            "A copy made before it is in the backups folder; send this line to whoever maintains KitchenHub."
        ) from fault
    except sqlite3.Error as fault:
        raise CannotStart(f"The database {path} cannot be opened: {fault}.") from None
    except OSError as fault:
        raise CannotStart(f"The database {path} cannot be written: {fault.strerror}.") from None
    return True


def current_revision(path: Path) -> str | None:
    """The revision a file is at, or None for one without tables of ours. Raises sqlite3.Error."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        ).fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    finally:
        connection.close()
    return str(row[0]) if row else None


def _make_private(path: Path) -> None:
    # Created here, because SQLite would take the umask's mode; -wal and -shm files follow this one.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _refuse_strange_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.close()
    if tables:
        raise CannotStart(f"{path} is a database that KitchenHub did not make. Choose another data folder.")


def _back_up(path: Path, revision: str, backups: Path) -> None:
    backups.mkdir(mode=0o700, exist_ok=True)
    target = backups / f"before-{revision}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.db"
    log.info("backup before the migration", file=str(target))
    copy_database(path, target)


def _upgrade(database: Database, current: str | None) -> None:
    from alembic import command, script
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    known = {step.revision for step in script.ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise CannotStart(
            f"The database {database.path} was made by a newer KitchenHub (schema {current}). "
            "Start that version, or restore a backup made before the update."
        )
    with database.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
