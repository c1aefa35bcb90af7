"""Reading the books."""

import msgspec
import sqlalchemy as sa

from kitchenhub.ledger.tables import JournalEntry, JournalLine
from kitchenhub.store.paging import Paged, cursor_of, key_of
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES
from kitchenhub.wire import Time

_entries = TABLES[JournalEntry].table
_PAGE = (
    sa.select(*columns_of(JournalEntry))
    .where(
        _entries.c.restaurant_id == sa.bindparam("restaurant_id"),
        sa.or_(sa.bindparam("day") == "", _entries.c.business_day == sa.bindparam("day")),
        sa.or_(
            _entries.c.at > sa.bindparam("at"),
            sa.and_(_entries.c.at == sa.bindparam("at"), _entries.c.id > sa.bindparam("id")),
        ),
    )
    .order_by(_entries.c.at, _entries.c.id)
    .limit(sa.bindparam("limit"))
)


class EntryQuery(Paged, frozen=True, kw_only=True):
    """Which entries: of a business day (YYYY-MM-DD), or all."""

    day: str | None = None


class EntryCard(msgspec.Struct, frozen=True, kw_only=True):
    """A balanced entry."""

    id: str
    at: Time
    business_day: str
    source: str
    text: str
    lines: tuple[JournalLine, ...]


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """Entries, oldest first."""

    entries: list[EntryCard]
    next: str | None


def list_entries(reader: Reader, query: EntryQuery) -> EntryPage:
    """The journal."""
    at, id = key_of(query.cursor, (str, str)) if query.cursor else ("", "")
    found = reader.select(JournalEntry, _PAGE, day=query.day or "", at=at, id=id, limit=query.limit + 1)
    shown = found[: query.limit]
    more = cursor_of(shown[-1].at, shown[-1].id) if len(found) > query.limit else None
    cards = [
        EntryCard(
            id=row.id,
            at=row.at,
            business_day=row.business_day,
            source=row.source,
            text=row.text,
            lines=row.lines,
        )
        for row in shown
    ]
    return EntryPage(entries=cards, next=more)
