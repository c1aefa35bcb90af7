"""What one order writes: the very statements and rows of the hub, recorded so that the floor writes the
same.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kitchenhub.store.database import Session, Statement
from kitchenhub.store.sqlite import SqliteDatabase, SqliteSession

_NAMED = re.compile(r"([\w.]+) ?= ?\?")
_TABLE = re.compile(r"^(INSERT INTO|UPDATE) (\w+)")


class Recorded(msgspec.Struct):
    """One statement with the rows of one order. `names` are an UPDATE's parameters in order."""

    kind: str
    table: str
    sql: str
    names: list[str]
    rows: list[list[Any]]


class RecordingSession(SqliteSession):
    """The writing session of a recorded hub."""

    def __init__(self, connection: sqlite3.Connection, recorded: list[Recorded]) -> None:
        super().__init__(connection)
        self._recorded = recorded

    def write_many(self, statement: Statement, rows: Sequence[Sequence[Any]]) -> int:
        """Note the rows, then write them."""
        sql = statement.sql
        found = _TABLE.match(sql)
        if found is None:
            raise RuntimeError(f"a statement that the bench cannot repeat: {sql[:80]}")
        kind = "insert" if found[1].startswith("INSERT") else "update"
        names = ["base_version" if name.endswith(".version") else name for name in _NAMED.findall(sql)]
        self._recorded.append(Recorded(kind, found[2], sql, names, [list(row) for row in rows]))
        return super().write_many(statement, rows)


class RecordingDatabase(SqliteDatabase):
    """A database whose writer notes what it writes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.recorded: list[Recorded] = []

    def open_writer(self) -> Session:
        """The writing session, recording."""
        return RecordingSession(self._connect(read_only=False), self.recorded)

    def record(self, run: Callable[[], Any]) -> list[Recorded]:
        """What `run` makes the writer write."""
        self.recorded.clear()
        run()
        return list(self.recorded)
