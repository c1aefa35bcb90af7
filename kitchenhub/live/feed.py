"""Committed events on their way to the sessions of this process.

`publish` runs on the event loop after each commit, in order. It only appends to bounded queues, so no
session can delay another. What a session missed it reads from the log: the rows are the truth, this is
the hint.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from kitchenhub.live.protocol import bundle
from kitchenhub.store.log import LiveEvent


class Listener(Protocol):
    """A session as the feed sees it."""

    topics: frozenset[str]
    batch: bool

    def offer(self, text: str, events: int, last_seq: int) -> None:
        """Take one frame that carries `events` events up to `last_seq`; never blocks."""
        ...


class Feed:
    """One restaurant's listeners by topic, and the last number that was published."""

    def __init__(self, last_seq: int) -> None:
        self.last_seq = last_seq
        self._by_topic: dict[str, set[Listener]] = defaultdict(set)
        self.listeners: set[Listener] = set()

    def join(self, listener: Listener) -> None:
        """Offer everything published from now on."""
        self.listeners.add(listener)
        for topic in listener.topics:
            self._by_topic[topic].add(listener)

    def leave(self, listener: Listener) -> None:
        """Offer nothing any more."""
        self.listeners.discard(listener)
        for topic in listener.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]

    def publish(self, events: Sequence[LiveEvent]) -> None:
        """Hand a commit's events to whoever listens, encoded once for all with the same topics."""
        chosen: dict[Listener, list[LiveEvent]] = {}
        for event in events:
            for listener in self._audience(event):
                chosen.setdefault(listener, []).append(event)
        bundled: dict[frozenset[str], str] = {}
        for listener, theirs in chosen.items():
            if listener.batch and len(theirs) > 1:
                text = bundled.get(listener.topics)
                if text is None:
                    text = bundled[listener.topics] = bundle([event.frame for event in theirs])
                listener.offer(text, len(theirs), theirs[-1].seq)
            else:
                for event in theirs:
                    listener.offer(event.frame, 1, event.seq)
        self.last_seq = max(self.last_seq, events[-1].seq)

    def _audience(self, event: LiveEvent) -> set[Listener]:
        by_topic = self._by_topic
        found = by_topic.get(event.topic, set())
        if event.topic.startswith("station:") and "stations" in by_topic:
            found = found | by_topic["stations"]
        if event.order_id is not None:
            own = by_topic.get(f"orders:{event.order_id}")
            if own:
                found = found | own
        return found


def concerns(event_topic: str, order_id: str | None, topics: frozenset[str]) -> bool:
    """Whether an event belongs to any of the topics; the same rule as the feed's, for reading the log."""
    return (
        event_topic in topics
        or ("stations" in topics and event_topic.startswith("station:"))
        or (order_id is not None and f"orders:{order_id}" in topics)
    )
