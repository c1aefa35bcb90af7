"""I7: event numbers without a gap, every audit string as its row says, every hash after the one before.

An edited row differs from its audit string, a deleted or reordered one breaks numbers or chain, a cut
tail differs from the head and from the head that the last day close printed.
"""

import hashlib

import msgspec
import sqlalchemy as sa

from kitchenhub.live.content import events_after
from kitchenhub.shifts.tables import DayClose
from kitchenhub.store.log import AUDIT_VERSION, FIRST_HASH, EventRow, LogHead, chained
from kitchenhub.store.reads import Reader, columns_of
from kitchenhub.store.rows import TABLES
from kitchenhub.verify.findings import Findings

PAGE = 2_000
_closes = TABLES[DayClose].table
_CLOSES = sa.select(*columns_of(DayClose)).where(_closes.c.restaurant_id == sa.bindparam("restaurant_id"))


def check_chain(reader: Reader, findings: Findings) -> str:
    """Walk the whole log; the time of the last event (empty when there is none)."""
    head = reader.get(LogHead)
    if head is None:
        findings.fail("I7", "the restaurant has no log head")
        return ""
    seq, last, at = 0, FIRST_HASH, ""
    printed = {close.head_seq: close for close in reader.select(DayClose, _CLOSES)}
    while page := events_after(reader, seq, PAGE):
        for event in page:
            if event.seq != seq + 1:
                findings.fail("I7", f"event {seq + 1} is missing: the next one is {event.seq}")
            seq, at = event.seq, event.at
            _check_event(event, head.log, findings)
            last = chained(last, event.audit)
            if last != event.hash:
                findings.fail("I7", f"event {seq}: the hash does not follow from the one before")
                last = event.hash
            close = printed.pop(seq, None)
            if close is not None and close.head_hash != last.hex():
                findings.fail(
                    "I7", f"event {seq}: the day close of {close.business_day} printed another head"
                )
        findings.count("events", len(page))
    if (seq, last) != (head.last_seq, head.last_hash):
        findings.fail("I7", f"the log ends at {seq}, its head says {head.last_seq}")
    for close in printed.values():
        if close.head_seq > seq:
            findings.fail(
                "I7", f"the log was cut: the day close of {close.business_day} saw {close.head_seq}"
            )
    return at


def _check_event(event: EventRow, log: str, findings: Findings) -> None:
    try:
        audit = msgspec.json.decode(event.audit, type=list)
    except msgspec.MsgspecError:
        findings.fail("I7", f"event {event.seq}: its audit string cannot be read")
        return
    *told, digest = audit
    row = [AUDIT_VERSION, event.seq, event.type, event.topic, event.order_id, event.at]
    if [told[0], *told[2:7]] != row:
        findings.fail("I7", f"event {event.seq}: the row differs from its audit string")
    if event.data is not None and event.salt is not None:
        if hashlib.sha256(event.salt + event.data.encode()).hexdigest() != digest:
            findings.fail("I7", f"event {event.seq}: its data was edited")
    elif (event.data is None) != (event.salt is None):
        findings.fail("I7", f"event {event.seq}: data and salt are erased together or not at all")
