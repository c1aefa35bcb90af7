"""The writer on a real file: group commit, idempotency, guards, and what a failure leaves behind."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kitchenhub.api.problems import encode_rejection
from kitchenhub.errors import Rejected, Unavailable
from kitchenhub.hub import Hub
from kitchenhub.restaurant.tables import Counter
from kitchenhub.store.cards import CardKind, Shown
from kitchenhub.store.command_log import CommandRow
from kitchenhub.store.database import Session
from kitchenhub.store.log import FIRST_HASH, EventRow, LogHead, chained
from kitchenhub.store.reads import Reads, reading
from kitchenhub.store.rows import metadata
from kitchenhub.store.sqlite import SqliteDatabase, SqliteSession
from kitchenhub.store.work import SYSTEM, Work
from kitchenhub.store.writer import Answer, Command, Committed, Result

NOW = "2026-11-20T19:00:00.000Z"


class CounterCard(msgspec.Struct, frozen=True):
    name: str
    value: int
    version: int


def counter_card(reads: Reads, name: str) -> Shown:
    row = reads.get(Counter, name)
    assert row is not None
    return Shown("office", CounterCard(row.name, row.value, row.version))


def count_up(work: Work) -> Result:
    row = work.get(Counter, "taps")
    if row is None:
        work.add(Counter(restaurant_id=work.restaurant_id, name="taps", value=1))
    else:
        work.change(row, value=row.value + 1)
    work.announce("drawer.opened", "counter", "taps")
    return Result("counter", ("taps",), 201)


def refuse(work: Work) -> Result:
    count_up(work)
    raise Rejected("sold_out", "Nothing is left.")


def break_down(work: Work) -> Result:
    count_up(work)
    raise ZeroDivisionError


class Store:
    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database
        metadata.create_all(database.engine)
        with database.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO log_heads VALUES (1, 'log-1', 0, ?, 1)", (FIRST_HASH,))
        self.committed: list[Committed] = []
        self.hub = Hub(
            database,
            lambda: NOW,
            {},
            {"counter": CardKind(counter_card)},
            {},
            encode_rejection,
            self.committed.extend,
        )

    def queue(self, run: Any, key: str | None = None, mark: bytes = b"a") -> "Future[Answer]":
        return self.hub.writer.submit(Command("test", 1, SYSTEM, run, key, mark))

    def submit(self, run: Any, key: str | None = None, mark: bytes = b"a") -> Answer:
        return self.queue(run, key, mark).result(timeout=30)

    def taps(self) -> int:
        with reading(self.database, 1, NOW) as reader:
            row = reader.get(Counter, "taps")
        return row.value if row else 0

    def rows(self, row_type: Any) -> list[Any]:
        with reading(self.database, 1, NOW) as reader:
            return reader.find(row_type)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(SqliteDatabase(tmp_path / "test.db"))
    yield made
    made.hub.writer.stop()
    made.database.close()


def test_commands_that_wait_together_are_committed_together(store: Store) -> None:
    waiting = [store.queue(count_up) for _ in range(50)]
    store.hub.writer.start()
    answers = [future.result(timeout=30) for future in waiting]
    assert store.hub.writer.groups == 1
    assert [msgspec.json.decode(answer.body)["value"] for answer in answers] == list(range(1, 51))
    assert store.taps() == 50


def test_event_numbers_have_no_gap_and_the_chain_verifies(store: Store) -> None:
    store.hub.writer.start()
    for _ in range(3):
        store.submit(count_up)
        store.submit(refuse)
    last = FIRST_HASH
    for number, event in enumerate(store.rows(EventRow), 1):
        last = chained(last, event.audit)
        assert (event.seq, event.hash) == (number, last)
    assert store.rows(LogHead)[0].last_seq == 3
    assert store.rows(LogHead)[0].last_hash == last


def test_the_same_key_gets_the_same_thing_and_is_done_once(store: Store) -> None:
    store.hub.writer.start()
    first = store.submit(count_up, "k")
    again = store.submit(count_up, "k")
    assert (first.status, again.status) == (201, 201)
    assert (first.replayed, again.replayed) == (False, True)
    assert store.taps() == 1


def test_the_same_key_twice_in_one_group_is_done_once(store: Store) -> None:
    waiting = [store.queue(count_up, "k") for _ in range(2)]
    store.hub.writer.start()
    assert [future.result(timeout=30).replayed for future in waiting] == [False, True]
    assert store.taps() == 1


def test_a_key_for_other_content_is_refused_and_forgets_nothing(store: Store) -> None:
    store.hub.writer.start()
    store.submit(count_up, "k")
    answer = store.submit(count_up, "k", b"other")
    assert answer.status == 422
    assert msgspec.json.decode(answer.body)["code"] == "key_reused"
    assert store.submit(count_up, "k").replayed


def test_a_rejection_leaves_no_row_and_no_number_but_is_remembered(store: Store) -> None:
    store.hub.writer.start()
    first = store.submit(refuse, "k")
    again = store.submit(count_up, "k")
    assert (first.status, again.status) == (409, 409)
    assert again.body == first.body
    assert store.taps() == 0
    assert store.rows(EventRow) == []
    assert [row.status for row in store.rows(CommandRow)] == [409]


def test_an_unknown_id_is_not_remembered(store: Store) -> None:
    def unknown(work: Work) -> Result:
        raise Rejected("not_found", "There is no such thing.")

    store.hub.writer.start()
    assert store.submit(unknown, "k").status == 404
    assert store.submit(count_up, "k").status == 201


def test_one_commands_bug_spoils_no_other_of_its_group(store: Store) -> None:
    waiting = [store.queue(run) for run in (count_up, break_down, count_up)]
    store.hub.writer.start()
    assert waiting[0].result(timeout=30).status == 201
    with pytest.raises(ZeroDivisionError):
        waiting[1].result(timeout=30)
    assert msgspec.json.decode(waiting[2].result(timeout=30).body)["value"] == 2
    assert store.taps() == 2


def test_a_guard_that_does_not_hold_is_found_and_the_group_is_decided_anew(store: Store) -> None:
    store.hub.writer.start()
    store.submit(count_up)
    with store.database.engine.begin() as connection:  # somebody changes the row behind the writer's cache
        connection.exec_driver_sql("UPDATE counters SET value = 40, version = 7")
    with pytest.raises(Unavailable):
        store.submit(count_up)
    assert store.submit(count_up).status == 201
    assert store.taps() == 41


class TiredSession(SqliteSession):
    """A session whose disk gives up at the named moment, once."""

    def __init__(self, connection: sqlite3.Connection, tired: list[str]) -> None:
        super().__init__(connection)
        self._tired = tired

    def commit(self) -> None:
        if "commit" in self._tired:
            self._tired.remove("commit")
            raise sqlite3.OperationalError("disk I/O error")
        super().commit()


class TiredDatabase(SqliteDatabase):
    """A database whose writing session can be made to fail."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.tired: list[str] = []

    def open_writer(self) -> Session:
        return TiredSession(self._connect(read_only=False), self.tired)


def test_a_commit_that_raises_is_unknown_and_the_repeat_finds_out(tmp_path: Path) -> None:
    database = TiredDatabase(tmp_path / "test.db")
    store = Store(database)
    store.hub.writer.start()
    store.submit(count_up, "k1")
    database.tired.append("commit")
    with pytest.raises(Unavailable):
        store.submit(count_up, "k2")
    assert len(store.committed) == 1, "nothing is told to the screens that was not committed"
    answer = store.submit(count_up, "k2")
    assert (answer.status, answer.replayed) == (201, False)
    assert store.taps() == 2
    assert [event.seq for event in store.rows(EventRow)] == [1, 2]
    store.hub.writer.stop()
    database.close()


def test_what_waits_is_finished_before_the_writer_stops(store: Store) -> None:
    waiting = [store.queue(count_up) for _ in range(10)]
    store.hub.writer.start()
    store.hub.writer.stop()
    assert all(future.result(timeout=1).status == 201 for future in waiting)
    with pytest.raises(Unavailable):
        store.submit(count_up)
