"""Rows of the journal."""

import msgspec

from kitchenhub.store.rows import Row, table


class JournalLine(msgspec.Struct, frozen=True, kw_only=True):
    """One side of an entry; exactly one of debit and credit is above 0."""

    account: str
    debit_cents: int = 0
    credit_cents: int = 0


@table("journal_entries", indexes=(("business_day",), ("source",)))
class JournalEntry(Row, frozen=True, kw_only=True):
    """A balanced entry. The id is made from its source, so that nothing is posted twice."""

    id: str
    at: str
    business_day: str
    source: str
    text: str
    lines: tuple[JournalLine, ...]
