"""Of several dispatchers on one database exactly one delivers to a destination."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kitchenhub import dispatching
from kitchenhub.dispatch_leases import DestinationLeases
from kitchenhub.dispatching import Dispatcher
from kitchenhub.store.leases import BEAT_SECONDS, LEASE, Lease, take
from kitchenhub.store.outbox import OutboxRow
from kitchenhub.store.work import Work
from kitchenhub.store.writer import Result
from tests.support.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house without checks: its outbox is filled by hand."""
    made = House(tmp_path)
    yield made
    made.close()


class Books:
    """A destination that remembers."""

    name = "books"

    def __init__(self) -> None:
        self.keys: list[str] = []

    def deliver(self, rows: Sequence[OutboxRow]) -> None:
        self.keys += [row.key for row in rows]


def queue(house: House, *keys: str) -> None:
    """Deliveries that wait."""

    def run(work: Work) -> Result:
        for position, key in enumerate(keys):
            work.add(
                OutboxRow(
                    restaurant_id=work.restaurant_id, destination="books", key=key, position=position,
                    payload={}, state="waiting", created_at=work.now,
                )
            )  # fmt: skip
        return Result("nothing")

    house.run(run)


def seconds_of(house: House) -> Callable[[], float]:
    return lambda: house.clock.at.timestamp()


async def test_a_destination_belongs_to_one_dispatcher_until_it_dies(house: House) -> None:
    gained: list[str] = []
    one = DestinationLeases(house.hub, "one", clock=seconds_of(house))
    two = DestinationLeases(house.hub, "two", lambda: gained.append("two"), seconds_of(house))
    assert await one.held(house.restaurant_id, "books")
    assert not await two.held(house.restaurant_id, "books")
    assert await two.held(house.restaurant_id, "receiver")
    gained.clear()
    for _ in range(5):
        house.clock.move(seconds=BEAT_SECONDS)
        await one.beat()
        await two.beat()
        assert await one.held(house.restaurant_id, "books")
        assert not await two.held(house.restaurant_id, "books")
    passed = 0.0
    while not await two.held(house.restaurant_id, "books"):
        house.clock.move(seconds=BEAT_SECONDS)
        passed += BEAT_SECONDS
        await two.beat()
    assert LEASE.total_seconds() - BEAT_SECONDS <= passed <= 10
    assert gained == ["two"]
    assert not await one.held(house.restaurant_id, "books")
    await one.beat()
    assert not await one.held(house.restaurant_id, "books")


async def test_a_quiet_house_is_asked_to_renew_only_now_and_then(house: House) -> None:
    one = DestinationLeases(house.hub, "one", clock=seconds_of(house))
    await one.held(house.restaurant_id, "books")
    commands = house.hub.writer.commands
    for _ in range(30):
        house.clock.move(seconds=BEAT_SECONDS)
        await one.beat()
    assert house.hub.writer.commands - commands <= 16


async def test_two_dispatchers_deliver_each_row_once_and_the_end_of_one_hands_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "LOOK_SECONDS", 0.05)
    first, second = Books(), Books()
    queue(house, "a", "b", "c")
    tasks = [
        asyncio.create_task(
            Dispatcher(house.hub, [house.restaurant_id], {"books": books}, f"dispatch-{number}").run()
        )
        for number, books in enumerate((first, second))
    ]
    try:
        await until(lambda: len(first.keys) + len(second.keys) == 3)
        assert sorted(first.keys + second.keys) == ["a", "b", "c"]
        worker = 0 if first.keys else 1
        assert not (second if worker == 0 else first).keys
        tasks[worker].cancel()
        await asyncio.gather(tasks[worker], return_exceptions=True)
        queue(house, "d")
        follower = second if worker == 0 else first
        await until(lambda: follower.keys == ["d"])
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    with house.reader() as reader:
        assert [lease.until <= house.clock() for lease in reader.find(Lease)] == [True]


async def until(holds: Callable[[], bool]) -> None:
    """Wait for a bounded time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.02)
    assert holds()


def test_a_lease_of_a_clock_that_was_set_back_holds_nobody_off(house: House) -> None:
    had: list[bool] = []

    def ask(holder: str) -> None:
        def run(work: Work) -> Result:
            had.append(take(work, "printer:kitchen", holder))
            return Result("nothing")

        house.run(run)

    ask("first")
    ask("second")
    house.clock.move(hours=-3)
    ask("second")
    assert had == [True, False, True]
