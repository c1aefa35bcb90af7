"""submit(command): known id? → run → consequences → events → commit → answer.

The hub runs a command and everything that follows from it on one Work, turns what was announced into
numbered events with whole cards, and answers after the commit. It is the only place that hands commands
to the writer.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kitchenhub.errors import Rejected
from kitchenhub.store.cards import CardKind
from kitchenhub.store.command_log import StoredAnswer
from kitchenhub.store.database import Database
from kitchenhub.store.log import NewEvent
from kitchenhub.store.reads import Reads
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Answer, Command, Committed, Decided, Writer

Follow = Callable[[Work, Any], None]
FOLLOWS_MAX = 1_000


class Hub:
    """Takes commands for all restaurants of this process."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], str],
        consequences: Mapping[type, tuple[Follow, ...]],
        cards: Mapping[str, CardKind],
        answers: Mapping[str, Callable[..., Any]],
        reject: Callable[[Rejected], bytes],
        committed: Callable[[list[Committed]], None],
    ) -> None:
        self.database = database
        self.clock = clock
        self._consequences = consequences
        self._cards = cards
        self._answers = answers
        self.writer = Writer(database, clock, self._decide, self._replay, reject, committed)

    async def submit(self, command: Command) -> Answer:
        """Run a command and answer after its commit.

        A rejection is an Answer too (a problem document). Raises Unavailable when the outcome is unknown.
        """
        return await asyncio.wrap_future(self.writer.submit(command))

    def _decide(self, work: Work, command: Command) -> Decided:
        work.follow = self._follow
        result = command.run(work)
        self._follow(work)
        events, built = self._events(work)
        body = built.get((result.kind, result.ids))
        if body is None:
            body = self._answer(work, result.kind, result.ids)
        return Decided(result, body, events)

    def _follow(self, work: Work) -> None:
        """Run what follows from every fact that has not had its consequences yet, and from those."""
        while work.followed < len(work.facts):
            if work.followed > FOLLOWS_MAX:
                raise RuntimeError("consequences run in a circle")
            fact = work.facts[work.followed]
            work.followed += 1
            for follow in self._consequences.get(type(fact), ()):
                follow(work, fact)

    def _events(self, work: Work) -> tuple[list[NewEvent], dict[tuple[str, tuple[str, ...]], bytes]]:
        events: list[NewEvent] = []
        built: dict[tuple[str, tuple[str, ...]], bytes] = {}
        for seq, told in enumerate(work.announcements.values(), work.first_seq):
            kind = self._cards[told.kind]
            if kind.stamped is not None:
                row = work.get(kind.stamped, told.id)
                if row is not None:
                    work.change(row, seq=seq)
            shown = kind.build(work, told.id)
            body = msgspec.json.encode(shown.card)
            built[told.kind, (told.id,)] = body
            events.append(NewEvent(told.type, shown.topic, shown.order_id, body))
        return events, built

    def _answer(self, reads: Reads, kind: str, ids: tuple[str, ...]) -> bytes:
        if kind == "nothing":
            return b"{}"
        if kind in self._cards:
            return msgspec.json.encode(self._cards[kind].build(reads, *ids).card)
        return msgspec.json.encode(self._answers[kind](reads, *ids))

    def _replay(self, work: Work, stored: StoredAnswer) -> bytes:
        return self._answer(work, stored.kind, stored.ids)
