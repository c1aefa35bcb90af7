"""A small house for tests: a real SQLite file, the real hub, a clock that the test moves and a few
dishes. With `checks` everything that must always hold is looked at after each command.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from kitchenhub.api.problems import encode_rejection
from kitchenhub.cards import ANSWERS, CARDS
from kitchenhub.consequences import CONSEQUENCES
from kitchenhub.hub import Hub
from kitchenhub.kitchen.reconciling import watch_proof
from kitchenhub.restaurant.applying import apply_file
from kitchenhub.restaurant.reading import read_restaurant
from kitchenhub.schema import metadata
from kitchenhub.store.opening import open_database
from kitchenhub.store.reads import Reader, reading
from kitchenhub.store.work import SYSTEM, Actor
from kitchenhub.store.writer import Answer, Command, Committed, Result
from kitchenhub.verify.audit import audit

MANAGER = Actor("staff", "ada", "Ada", "manager")
WAITER = Actor("staff", "luca", "Luca", "waiter")
COOK = Actor("staff", "sam", "Sam", "kitchen")
PROGRAM = Actor("token", "till", "Till", "integration")
SMALL = Path(__file__).with_name("small.yaml")


class Clock:
    """A clock that stands still until the test moves it."""

    def __init__(self, at: datetime = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> str:
        return self.at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{self.at.microsecond // 1000:03d}Z"

    def move(self, **by: float) -> None:
        """Let time pass: `clock.move(seconds=10)`."""
        self.at += timedelta(**by)


class House:
    """The hub of one restaurant on a fresh SQLite file in a folder, or in a fresh database of
    PostgreSQL.
    """

    def __init__(self, where: Path | str, file: Path = SMALL, *, checks: bool = False) -> None:
        self.clock = Clock()
        self._checks = checks
        self.database = open_database(where / "kitchenhub.db" if isinstance(where, Path) else where)
        metadata.create_all(self.database.engine)
        self.committed: list[Committed] = []
        self.hub = Hub(
            self.database, self.clock, CONSEQUENCES, CARDS, ANSWERS, encode_rejection, self.committed.extend
        )
        self.hub.writer.start()
        self.restaurant_id = int(self.hub.writer.found().result(30).body)
        self._keys = itertools.count(1)
        read = read_restaurant(file.read_text())
        hashes = {person.id: "no PIN works here" for person in read.staff}

        def apply(work: Any) -> Result:
            apply_file(work, read, hashes)
            return Result("nothing")

        self.submit(apply, SYSTEM)

    def submit(self, run: Callable[..., Result], actor: Actor = WAITER, key: str | None = None) -> Answer:
        """Run a command and wait for its answer."""
        command = Command("test", self.restaurant_id, actor, run, key or f"key-{next(self._keys)}", b"test")
        return self.hub.writer.submit(command).result(timeout=30)

    def run(self, function: Callable[..., Result], *arguments: Any, actor: Actor = WAITER) -> Any:
        """Run a command that must succeed; its decoded answer."""
        answer = self.submit(lambda work: function(work, *arguments), actor)
        assert answer.status < 400, answer.body
        self._checked()
        return msgspec.json.decode(answer.body)

    def refuse(self, function: Callable[..., Result], *arguments: Any, actor: Actor = WAITER) -> Any:
        """Run a command that must be rejected; its decoded problem."""
        answer = self.submit(lambda work: function(work, *arguments), actor)
        assert answer.status >= 400, answer.body
        self._checked()
        return msgspec.json.decode(answer.body)

    def at_once(self, *runs: Callable[..., Result], actor: Actor = WAITER) -> list[Any]:
        """Run commands that devices send at the same moment; their decoded answers, in that order."""
        waiting = [
            self.hub.writer.submit(
                Command("test", self.restaurant_id, actor, run, f"key-{next(self._keys)}", b"test")
            )
            for run in runs
        ]
        answers = [msgspec.json.decode(one.result(timeout=30).body) for one in waiting]
        self._checked()
        return answers

    def read(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run a query; its answer as plain values."""
        with self.reader() as reader:
            return msgspec.to_builtins(function(reader, *arguments))

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader of the committed state."""
        with reading(self.database, self.restaurant_id, self.clock()) as reader:
            yield reader

    def events(self) -> list[dict[str, Any]]:
        """Every event so far, decoded as the live channel sends it."""
        return [msgspec.json.decode(event.frame) for group in self.committed for event in group.events]

    def check(self) -> None:
        """Everything that must always hold, holds: after a round of the house the audit finds nothing, and
        the events that went out have no gap in their numbers.
        """
        self.submit(watch_proof, SYSTEM)
        found = audit(self.database)[self.restaurant_id]
        assert found.failures == []
        numbers = [event["seq"] for event in self.events()]
        assert numbers == list(range(1, len(numbers) + 1))

    def _checked(self) -> None:
        if self._checks:
            self.check()

    def close(self) -> None:
        """Stop the writer and close the file."""
        self.hub.writer.stop()
        self.database.close()
