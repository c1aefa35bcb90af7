"""Which engine a database URL means."""

from pathlib import Path

from kitchenhub.store.database import Database


def open_database(where: Path | str) -> Database:
    """The database at a path (SQLite) or a `postgresql://` URL. Connects to nothing yet."""
    if isinstance(where, Path):
        from kitchenhub.store.sqlite import SqliteDatabase

        return SqliteDatabase(where)
    from kitchenhub.store.postgres import PostgresDatabase  # its driver takes time to import

    return PostgresDatabase(where)
