"""The event log: gap-free numbers per restaurant and a hash chain over frozen audit strings.

An event's `audit` is a canonical JSON array made once at commit; `hash` is SHA-256(previous hash +
audit). The card itself (`data`) may hold personal data, so the chain only holds its salted digest:
erasing data and salt leaves the chain whole. Version 1 of the audit string: [1, log, seq, type, topic,
order, at, actor, hex SHA-256(salt + data)]
"""

import hashlib
import os

import msgspec

from kitchenhub.store.rows import Row, table

AUDIT_VERSION = 1
FIRST_HASH = bytes(32)


@table("log_heads", key=())
class LogHead(Row, frozen=True, kw_only=True):
    """Where a restaurant's log ends. `log` is a UUID made at init and new after a restore."""

    log: str
    last_seq: int
    last_hash: bytes
    version: int = 1


@table("events", key=("seq",), indexes=(("order_id",),))
class EventRow(Row, frozen=True, kw_only=True):
    """One numbered event, kept as it was sent. `data` and `salt` may be erased, nothing else ever
    changes.
    """

    seq: int
    type: str
    topic: str
    order_id: str | None
    at: str
    data: str | None
    salt: bytes | None
    audit: str
    hash: bytes


class NewEvent(msgspec.Struct, frozen=True):
    """What the hub hands to the log: type, home topic, the order it belongs to and the encoded card."""

    type: str
    topic: str
    order_id: str | None
    data: bytes


class LiveEvent(msgspec.Struct, frozen=True):
    """A committed event as the live channel sends it: `frame` is the whole encoded frame."""

    seq: int
    topic: str
    order_id: str | None
    frame: str


def append(head: LogHead, events: list[NewEvent], at: str, actor: str) -> tuple[LogHead, list[EventRow]]:
    """Number and chain events after `head`; the new head and the rows."""
    rows: list[EventRow] = []
    seq, last = head.last_seq, head.last_hash
    for event in events:
        seq += 1
        salt = os.urandom(16)
        audit = audit_text(
            head.log, seq, event.type, event.topic, event.order_id, at, actor, salt, event.data
        )
        last = chained(last, audit)
        rows.append(
            EventRow(
                restaurant_id=head.restaurant_id, seq=seq, type=event.type, topic=event.topic,
                order_id=event.order_id, at=at, data=event.data.decode(), salt=salt, audit=audit, hash=last,
            )
        )  # fmt: skip
    changed = msgspec.structs.replace(head, last_seq=seq, last_hash=last, version=head.version + 1)
    return changed, rows


def audit_text(
    log: str,
    seq: int,
    type: str,
    topic: str,
    order_id: str | None,
    at: str,
    actor: str,
    salt: bytes,
    data: bytes,
) -> str:
    """The canonical audit string, version 1."""
    digest = hashlib.sha256(salt + data).hexdigest()
    return msgspec.json.encode([AUDIT_VERSION, log, seq, type, topic, order_id, at, actor, digest]).decode()


def chained(previous: bytes, audit: str) -> bytes:
    """The hash of an event after `previous`."""
    return hashlib.sha256(previous + audit.encode()).digest()


class _Frame(msgspec.Struct, frozen=True, tag_field="kind", tag="event"):
    seq: int
    type: str
    topic: str
    at: str
    data: msgspec.Raw


def live_event(row: EventRow) -> LiveEvent:
    """The event as a frame of the live channel. Erased data is an empty object."""
    data = msgspec.Raw((row.data if row.data is not None else "{}").encode())
    frame = msgspec.json.encode(_Frame(row.seq, row.type, row.topic, row.at, data)).decode()
    return LiveEvent(row.seq, row.topic, row.order_id, frame)
