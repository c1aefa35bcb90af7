"""What leaves the house: a row per destination and thing, written in the transaction that caused it.

The dispatcher works rows off in order, one loop per destination. `key` is deterministic, so that a thing
is queued once per destination, and a destination can drop what it already has.
"""

from typing import Any, Literal

from kitchenhub.store.rows import Row, table

OutboxState = Literal["waiting", "delivered", "dead"]


@table("outbox", key=("destination", "key"), indexes=(("state",), ("destination", "state")))
class OutboxRow(Row, frozen=True, kw_only=True):
    """One delivery to make."""

    destination: str
    key: str
    position: int
    payload: dict[str, Any]
    state: OutboxState
    created_at: str
    attempts: int = 0
    next_at: str | None = None
    delivered_at: str | None = None
    error: str | None = None
    version: int = 1
