"""What a database file is like, looked at from outside: whole or damaged, its journal, its schema."""

import sqlite3
from pathlib import Path

import msgspec

from kitchenhub.errors import CannotStart

FAULTS_SHOWN_MAX = 5
TOLD_LENGTH_MAX = 160
SQLITE_VERSION = sqlite3.sqlite_version_info


class FileState(msgspec.Struct, frozen=True):
    """A readable file: what is damaged in it, its journal mode, and its revision (None: not our tables)."""

    faults: list[str]
    journal: str
    revision: str | None


def refuse_damage(path: Path) -> None:
    """Raise CannotStart for a file that is damaged: a wrong amount is worse than none.

    It looks at the structure of every page (0.6 s a gigabyte), not at what the values say: that is
    `kitchenhub verify`.
    """
    if not path.exists():
        return
    try:
        faults = look_at_file(path).faults
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        faults = [str(fault)]
    if faults:
        told = " ".join(faults[0].replace("*** in database main ***", "").split())[:TOLD_LENGTH_MAX]
        raise CannotStart(
            f"The database {path} is damaged and is not served ({told}). Put your newest backup in its "
            "place with `kitchenhub restore`; `kitchenhub doctor` says more."
        )


def look_at_file(path: Path) -> FileState:
    """Look at a database file without changing it. Raises sqlite3.Error when it cannot be read at all."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        verdicts = [str(row[0]) for row in connection.execute(f"PRAGMA quick_check({FAULTS_SHOWN_MAX})")]
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        revision = _revision(connection)
    finally:
        connection.close()
    faults = [] if verdicts == ["ok"] else verdicts
    return FileState(faults, str(journal), revision)


def _revision(connection: sqlite3.Connection) -> str | None:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    )
    if found.fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None
