"""What the writer remembers between commands: rows by key and complete look-ups by index.

It shows the database plus what the accepted commands of the running group have recorded. It is dropped
whole when a group fails or it grows too large, so nothing in it ever needs repair.
"""

from typing import cast

from kitchenhub.store.database import Database, Session
from kitchenhub.store.rows import TABLES, Key, R, Row

ROWS_MAX = 200_000


class Cache:
    """Rows of all restaurants that the writer has read or written lately."""

    def __init__(self, database: Database, session: Session) -> None:
        self._database = database
        self._session = session
        self._rows: dict[tuple[type[Row], Key], Row] = {}
        self._found: dict[tuple[type[Row], tuple[str, ...], Key], dict[Key, None]] = {}
        self._loaded: dict[type[Row], set[tuple[str, ...]]] = {}
        self.inserted: dict[type[Row], dict[Key, Row]] = {}
        self.updated: dict[type[Row], dict[Key, tuple[int, Row]]] = {}

    def get(self, row_type: type[R], key: Key) -> R | None:
        """The row as of the last accepted command."""
        row = self._rows.get((row_type, key))
        if row is None:
            known = TABLES[row_type]
            found = self._session.fetch(self._database.select(row_type, known.key_names).sql, key)
            if not found:
                return None
            row = self._rows[row_type, key] = known.from_sql(found[0])
        return cast(R, row)

    def find(self, row_type: type[R], names: tuple[str, ...], values: Key) -> list[R]:
        """Every row whose columns `names` equal `values`, as of the last accepted command."""
        keys = self._found.get((row_type, names, values))
        if keys is None:
            keys = self._load(row_type, names, values)
        rows = self._rows
        return [cast(R, rows[row_type, key]) for key in keys]

    def _load(self, row_type: type[Row], names: tuple[str, ...], values: Key) -> dict[Key, None]:
        known = TABLES[row_type]
        keys: dict[Key, None] = {}
        for found in self._session.fetch(self._database.select(row_type, names).sql, values):
            fresh = known.from_sql(found)
            key = known.key_of(fresh)
            row = self._rows.setdefault((row_type, key), fresh)
            if _values(row, names) == values:
                keys[key] = None
        waiting = [*self.inserted.get(row_type, {}).values()]
        waiting += [row for _, row in self.updated.get(row_type, {}).values()]
        for row in waiting:
            if _values(row, names) == values:
                keys[known.key_of(row)] = None
        self._found[row_type, names, values] = keys
        self._loaded.setdefault(row_type, set()).add(names)
        return keys

    def accept(
        self, added: dict[tuple[type[Row], Key], Row], changed: dict[tuple[type[Row], Key], Row]
    ) -> None:
        """Take over what an accepted command recorded; it waits in `inserted` and `updated` for the
        flush.
        """
        for (row_type, key), row in added.items():
            self.inserted.setdefault(row_type, {})[key] = row
            self._put(row_type, key, None, row)
        for (row_type, key), row in changed.items():
            before = self._rows[row_type, key]
            fresh = self.inserted.get(row_type)
            if fresh is not None and key in fresh:
                fresh[key] = row
            else:
                updates = self.updated.setdefault(row_type, {})
                base = updates[key][0] if key in updates else before.version  # type: ignore[attr-defined]
                updates[key] = (base, row)
            self._put(row_type, key, before, row)

    def _put(self, row_type: type[Row], key: Key, before: Row | None, row: Row) -> None:
        self._rows[row_type, key] = row
        for names in self._loaded.get(row_type, ()):
            now = _values(row, names)
            if before is not None:
                was = _values(before, names)
                if was == now:
                    continue
                left = self._found.get((row_type, names, was))
                if left is not None:
                    left.pop(key, None)
            joined = self._found.get((row_type, names, now))
            if joined is not None:
                joined[key] = None

    def flushed(self) -> None:
        """The group is committed: nothing waits any more."""
        self.inserted.clear()
        self.updated.clear()
        if len(self._rows) > ROWS_MAX:
            self.drop()

    def drop(self) -> None:
        """Forget everything; the next look-up reads the database."""
        self._rows.clear()
        self._found.clear()
        self._loaded.clear()
        self.inserted.clear()
        self.updated.clear()


def _values(row: Row, names: tuple[str, ...]) -> Key:
    return tuple([getattr(row, name) for name in names])
