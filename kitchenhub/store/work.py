"""What one command reads and records. Nothing here executes a write.

A command and its consequences read through the Work and see what they and the earlier accepted commands
of the group recorded. A rejected command's Work is dropped whole. The hub turns what was announced into
numbered events.
"""

import secrets
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Literal, cast

import msgspec

from kitchenhub.store.cache import Cache, Recorded
from kitchenhub.store.rows import TABLES, Key, R, Row, getter

ActorKind = Literal["staff", "token", "system"]


class Actor(msgspec.Struct, frozen=True):
    """Who asks: a person signed in, an API token, or the house itself."""

    kind: ActorKind
    id: str
    name: str
    role: str

    @property
    def label(self) -> str:
        """How the log names the actor: kind and id, never a personal name."""
        return f"{self.kind}:{self.id}"


SYSTEM = Actor("system", "hub", "KitchenHub", "owner")


class Announcement(msgspec.Struct):
    """A card that changed: the hub builds it at the end of the command, once, as its last state."""

    type: str
    kind: str
    id: str


class Work:
    """One command's view of one restaurant, and the list of what it wants written."""

    def __init__(self, cache: Cache, restaurant_id: int, actor: Actor, now: str, first_seq: int) -> None:
        self._cache = cache
        self.restaurant_id = restaurant_id
        self.actor = actor
        self.now = now
        self.first_seq = first_seq
        self.added: Recorded = defaultdict(dict)
        self.changed: Recorded = defaultdict(dict)
        self.facts: list[object] = []
        self.followed = 0
        self.announcements: dict[tuple[str, str], Announcement] = {}
        self.follow: Callable[[Work], None] = lambda work: None

    def get(self, row_type: type[R], *key: Any) -> R | None:
        """The row with this key (without the restaurant) as this command sees it, or None."""
        whole = (self.restaurant_id, *key)
        row = self.changed[row_type].get(whole) or self.added[row_type].get(whole)
        return cast(R, row) if row is not None else self._cache.get(row_type, whole)

    def find(self, row_type: type[R], **equals: Any) -> list[R]:
        """The rows whose columns equal these values as this command sees them, in key order."""
        names = ("restaurant_id", *equals)
        values = (self.restaurant_id, *equals.values())
        key_of, values_of = TABLES[row_type].key_of, getter(names)
        rows: dict[Key, Row] = {key_of(row): row for row in self._cache.find(row_type, names, values)}
        for recorded in (self.added[row_type], self.changed[row_type]):
            for key, row in recorded.items():
                if values_of(row) == values:
                    rows[key] = row
                else:
                    rows.pop(key, None)
        return [cast(R, rows[key]) for key in sorted(rows)]

    def lowest(self, row_type: type[R], by: Callable[[R], Any], **equals: Any) -> R | None:
        """The row of those that `find` would give which comes first by a key; quick on a long queue."""
        if self.added[row_type] or self.changed[row_type]:
            return min(self.find(row_type, **equals), key=by, default=None)
        names, values = ("restaurant_id", *equals), (self.restaurant_id, *equals.values())
        return min(self._cache.find(row_type, names, values), key=by, default=None)

    def add(self, row: R) -> R:
        """Record a new row. Its primary key guards that it is really new."""
        row_type = type(row)
        self.added[row_type][TABLES[row_type].key_of(row)] = row
        return row

    def change(self, row: R, **changes: Any) -> R:
        """Record a change of a row that was read through this Work; its version goes up by one.

        `row` must be the newest state that this Work has shown: a change of an older copy would undo
        another.
        """
        row_type = type(row)
        key = TABLES[row_type].key_of(row)
        version = cast(Any, row).version
        added, changed = self.added[row_type], self.changed[row_type]
        newest = changed.get(key) or added.get(key) or row
        if cast(Any, newest).version != version:
            raise RuntimeError(f"{row_type.__name__} {key} was changed from an outdated copy")
        fresh = msgspec.structs.replace(row, version=version + 1, **changes)
        (added if key in added else changed)[key] = fresh
        return fresh

    def happened(self, fact: object) -> None:
        """Say what happened, in the past tense; `consequences.py` knows what follows from it."""
        self.facts.append(fact)

    def settle(self) -> None:
        """Let what happened so far have its consequences now, for a command that builds on them."""
        self.follow(self)

    def announce(self, event_type: str, kind: str, id: str) -> None:
        """The card `kind` `id` changed. Several announcements of one card in a command become one event.

        A plain `….changed` never hides what happened to the card before (placed, opened, closed, bumped …).
        """
        known = self.announcements.get((kind, id))
        if known is None:
            self.announcements[kind, id] = Announcement(event_type, kind, id)
        elif not event_type.endswith(".changed"):
            known.type = event_type

    def new_id(self) -> str:
        """A new UUIDv7 (RFC 9562): ordered by time, made by whoever makes the thing."""
        return uuid7()


def uuid7() -> str:
    """A UUID version 7 (RFC 9562, section 5.7) from the wall clock and 74 random bits, in lower case."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (random >> 62) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))
