"""What the writer remembers between commands: rows by key and complete look-ups by index.

It shows the database plus what the accepted commands of the running group have recorded. It is dropped
whole when a group fails, when another process wrote the restaurant, or when it grows too large, so nothing
in it ever needs repair.
"""

from collections import defaultdict
from typing import cast

from kitchenhub.store.database import Database, Session
from kitchenhub.store.rows import TABLES, Key, R, Row, getter

Recorded = dict[type[Row], dict[Key, Row]]


class Cache:
    """Rows of one restaurant that the writer has read or written lately."""

    def __init__(self, database: Database, session: Session) -> None:
        self._database = database
        self._session = session
        self._rows: Recorded = defaultdict(dict)
        self._found: dict[type[Row], dict[tuple[str, ...], dict[Key, dict[Key, None]]]] = defaultdict(dict)
        self.inserted: Recorded = defaultdict(dict)
        self.updated: dict[type[Row], dict[Key, tuple[int, Row]]] = defaultdict(dict)

    def get(self, row_type: type[R], key: Key) -> R | None:
        """The row as of the last accepted command."""
        row = self._rows[row_type].get(key)
        if row is None:
            known = TABLES[row_type]
            found = self._session.fetch(*self._database.look_up(row_type, known.key_names, key))
            if not found:
                return None
            row = self._rows[row_type][key] = known.from_sql(found[0])
        return cast(R, row)

    def find(self, row_type: type[R], names: tuple[str, ...], values: Key) -> list[R]:
        """Every row whose columns `names` equal `values`, as of the last accepted command."""
        by_values = self._found[row_type].get(names)
        keys = None if by_values is None else by_values.get(values)
        if keys is None:
            keys = self._load(row_type, names, values)
        rows = self._rows[row_type]
        return [cast(R, rows[key]) for key in keys]

    def _load(self, row_type: type[Row], names: tuple[str, ...], values: Key) -> dict[Key, None]:
        known, values_of = TABLES[row_type], getter(names)
        keys: dict[Key, None] = {}
        for found in self._session.fetch(*self._database.look_up(row_type, names, values)):
            fresh = known.from_sql(found)
            key = known.key_of(fresh)
            row = self._rows[row_type].setdefault(key, fresh)
            if values_of(row) == values:
                keys[key] = None
        waiting = [*self.inserted[row_type].values()]
        waiting += [row for _, row in self.updated[row_type].values()]
        for row in waiting:
            if values_of(row) == values:
                keys[known.key_of(row)] = None
        self._found[row_type].setdefault(names, {})[values] = keys
        return keys

    def accept(self, added: Recorded, changed: Recorded) -> None:
        """Take over what an accepted command recorded; it waits in `inserted` and `updated` for the
        flush.
        """
        for row_type, rows in added.items():
            self.inserted[row_type].update(rows)
            self._rows[row_type].update(rows)
            for names, found in self._found[row_type].items():
                values_of = getter(names)
                for key, row in rows.items():
                    joined = found.get(values_of(row))
                    if joined is not None:
                        joined[key] = None
        for row_type, rows in changed.items():
            self._accept_changes(row_type, rows)

    def _accept_changes(self, row_type: type[Row], rows: dict[Key, Row]) -> None:
        known, inserted, updated = self._rows[row_type], self.inserted[row_type], self.updated[row_type]
        for key, row in rows.items():
            before = known[key]
            if key in inserted:
                inserted[key] = row
            else:
                base = updated[key][0] if key in updated else before.version  # type: ignore[attr-defined]
                updated[key] = (base, row)
            known[key] = row
            for names, found in self._found[row_type].items():
                values_of = getter(names)
                was, now = values_of(before), values_of(row)
                if was == now:
                    continue
                if was in found:
                    found[was].pop(key, None)
                if now in found:
                    found[now][key] = None

    def flushed(self) -> None:
        """The group is committed: nothing waits any more."""
        self.inserted.clear()
        self.updated.clear()

    @property
    def size(self) -> int:
        """How many rows are remembered."""
        return sum(map(len, self._rows.values()))
