"""What was asked and how it ended: one row per Idempotency-Key, for at least 30 days.

The row keeps a fingerprint and what the answer is about, not a copy of it: a replay builds the answer
from the rows as they are now. A rejection of the trade is kept as its problem document.
"""

import hashlib

import msgspec

from kitchenhub.store.rows import Row, table


class StoredAnswer(msgspec.Struct, frozen=True):
    """What an answer shows: a kind of card and its ids, or the problem document of a rejection."""

    kind: str
    ids: tuple[str, ...] = ()
    problem: str | None = None


@table("commands", key=("key",), indexes=(("at",),))
class CommandRow(Row, frozen=True, kw_only=True):
    """A remembered command."""

    key: str
    fingerprint: bytes
    name: str
    actor: str
    status: int
    answer: str
    at: str


def fingerprint(method: str, path: str, body: object) -> bytes:
    """SHA-256 of method, path and the received JSON with sorted keys."""
    canonical = msgspec.json.encode(body, order="sorted")
    return hashlib.sha256(b"%s %s\n%s" % (method.encode(), path.encode(), canonical)).digest()
