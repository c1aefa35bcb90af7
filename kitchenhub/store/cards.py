"""Cards: what an event carries and an answer shows, built from rows by one function per kind."""

from collections.abc import Callable
from typing import Any

import msgspec

from kitchenhub.store.reads import Reads
from kitchenhub.store.rows import Row


class Shown(msgspec.Struct, frozen=True):
    """A built card with where it is at home: its topic and the order it belongs to."""

    topic: str
    card: Any
    order_id: str | None = None


class CardKind(msgspec.Struct, frozen=True):
    """How a kind of card is built. `stamped` is the row that keeps the number of the last event (`seq`)."""

    build: Callable[[Reads, str], Shown]
    stamped: type[Row] | None = None
