"""What a socket gets first: the exact tail after its last number, or a snapshot. Read in one
transaction.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from kitchenhub.errors import Rejected
from kitchenhub.live.audience import topic_kind
from kitchenhub.live.feed import concerns
from kitchenhub.live.protocol import Snapshot, Subscription, encode
from kitchenhub.store.log import EventRow, LogHead, live_event
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES

TAIL_MAX = 1_000
Snapshots = Mapping[str, Callable[..., Any]]
_events = TABLES[EventRow].table
_AFTER = (
    sa.select(*columns_of(EventRow))
    .where(_events.c.restaurant_id == sa.bindparam("restaurant_id"), _events.c.seq > sa.bindparam("after"))
    .order_by(_events.c.seq)
    .limit(sa.bindparam("limit"))
)


class Opening(msgspec.Struct, frozen=True):
    """The first frames of a socket and the number up to which they are complete."""

    frames: list[str]
    seq: int
    log: str


def opening(reader: Reader, wanted: Subscription, snapshots: Snapshots) -> Opening:
    """The tail after `wanted.after` if the log still tells it exactly, else a snapshot."""
    head = reader.get(LogHead)
    if head is None:
        raise RuntimeError("a restaurant without a log")
    after = wanted.after
    if after is not None and wanted.log in (None, head.log) and after <= head.last_seq:
        rows = events_after(reader, after, TAIL_MAX + 1)
        if len(rows) <= TAIL_MAX:
            topics = frozenset(wanted.topics)
            frames = [live_event(row).frame for row in rows if concerns(row.topic, row.order_id, topics)]
            return Opening(frames, head.last_seq, head.log)
    content = {topic: _content(reader, topic, snapshots) for topic in wanted.topics}
    return Opening([encode(Snapshot(head.log, head.last_seq, content))], head.last_seq, head.log)


def events_after(reader: Reader, after: int, limit: int) -> list[EventRow]:
    """The events after a number, in order."""
    return reader.select(EventRow, _AFTER, after=after, limit=limit)


def _content(reader: Reader, topic: str, snapshots: Snapshots) -> Any:
    kind = topic_kind(topic)
    if kind is None:
        raise Rejected("not_found", f"There is no topic {topic[:80]!r}.")
    id = topic.partition(":")[2]
    return snapshots[kind](reader, id) if id else snapshots[kind](reader)
