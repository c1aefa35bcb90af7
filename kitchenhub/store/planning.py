"""What SQLite's planner is told of our tables, so that it takes the index from the first row on.

Without statistics it walks the whole primary key of a restaurant rather than use an index, because a
table WITHOUT ROWID needs no second look-up there. The figures are the shape of a busy restaurant, not
measured ones; see "The sqlite_stat1 table" in SQLite's file format.
"""

import sqlite3

from kitchenhub.store.rows import TABLES

ROWS = 1_000_000
ROWS_OF_A_VALUE = 10


def teach_planner(connection: sqlite3.Connection) -> None:
    """Write the statistics of every table and index that there is; harmless to repeat."""
    connection.execute("ANALYZE sqlite_schema")
    standing = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    for known in TABLES.values():
        if known.table.name not in standing:
            continue
        name = known.table.name
        told = [(name, name, len(known.key_names), True)]
        told += [(name, f"ix_{name}_{'_'.join(words)}", len(words) + 1, False) for words in known.indexes]
        for table, index, columns, unique in told:
            connection.execute("DELETE FROM sqlite_stat1 WHERE tbl = ? AND idx = ?", (table, index))
            connection.execute(
                "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, _stat(columns, unique))
            )
    connection.execute("ANALYZE sqlite_schema")


def _stat(columns: int, unique: bool) -> str:
    """Rows in all, then rows for each longer run of leading columns; the first column is the restaurant."""
    runs = [ROWS] + [max(1, ROWS_OF_A_VALUE - at) for at in range(columns - 1)]
    if unique:
        runs[-1] = 1
    return " ".join(str(number) for number in (ROWS, *runs))
