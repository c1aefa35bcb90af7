"""The live session as a conversation: what is offered, what a slow or rude screen gets."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from kitchenhub.live import protocol, session
from kitchenhub.live.content import Opening
from kitchenhub.live.feed import Feed
from kitchenhub.live.protocol import Subscription
from kitchenhub.live.session import Session
from kitchenhub.store.log import LiveEvent


def event(seq: int, topic: str = "floor", order_id: str | None = None) -> LiveEvent:
    return LiveEvent(seq, topic, order_id, f'{{"kind":"event","seq":{seq}}}')


class Screen:
    """A socket that the test reads and speaks through."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self.said: asyncio.Queue[str | None] = asyncio.Queue()
        self.reading = asyncio.Event()
        self.reading.set()
        self.closed: int | None = None

    async def send(self, text: str) -> None:
        await self.reading.wait()
        self.shown.append(msgspec.json.decode(text))

    async def receive(self) -> str | None:
        return await self.said.get()

    async def close(self, code: int) -> None:
        self.closed = code

    def numbers(self) -> list[int]:
        found: list[int] = []
        for frame in self.shown:
            found += [one["seq"] for one in frame.get("events", [frame])]
        return found


class Table:
    """A feed with one session on it; the snapshot says how far the log is."""

    def __init__(self, topics: tuple[str, ...] = ("floor",), batch: bool = False, behind: int = 0) -> None:
        self.feed = Feed(10)
        self.screen = Screen()
        self.head = 10
        self.seen: list[int] = []
        self.snapshot_may_be_read = asyncio.Event()
        self.snapshot_may_be_read.set()
        wanted = Subscription(topics, None, None, batch)
        self.session = Session(self.screen, self.feed, wanted, self._open, self.seen.append, lambda: "now")
        self.task = asyncio.create_task(self.session.run())

    async def _open(self, wanted: Subscription) -> Opening:
        await self.snapshot_may_be_read.wait()
        return Opening([f'{{"kind":"snapshot","seq":{self.head}}}'], self.head, "log")

    def publish(self, *events: LiveEvent) -> None:
        self.head = events[-1].seq
        self.feed.publish(events)

    async def until(self, holds: Callable[[], bool], reason: str) -> None:
        for _ in range(2_000):
            if holds():
                return
            await asyncio.sleep(0)
        raise AssertionError(f"{reason}: {self.screen.shown}")


async def test_a_snapshot_comes_first_and_then_each_event_once() -> None:
    table = Table()
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.publish(event(11), event(12))
    table.publish(event(13, "office"), event(14))
    await table.until(lambda: table.screen.numbers() == [10, 11, 12, 14], "not each event once")


async def test_what_is_published_while_the_snapshot_is_read_is_neither_lost_nor_doubled() -> None:
    table = Table()
    table.snapshot_may_be_read.clear()
    await asyncio.sleep(0)
    table.publish(event(11))
    table.publish(event(12))
    table.head = 11
    table.snapshot_may_be_read.set()
    await table.until(lambda: table.screen.numbers() == [11, 12], "lost or doubled")


async def test_a_commits_events_share_a_frame_only_for_those_who_asked() -> None:
    table = Table(batch=True)
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.publish(event(11), event(12))
    await table.until(lambda: len(table.screen.shown) == 2, "no frame")
    assert table.screen.shown[1]["kind"] == "events"
    assert table.screen.numbers() == [10, 11, 12]


async def test_a_screen_that_does_not_read_is_dropped_to_a_snapshot_and_delays_nobody() -> None:
    slow, quick = Table(), Table()
    quick.feed = slow.feed
    slow.feed.join(quick.session)
    await slow.until(lambda: len(slow.screen.shown) == 1 and len(quick.screen.shown) == 1, "no snapshots")
    slow.screen.reading.clear()
    last = 10 + session.QUEUE_EVENTS_MAX + 50
    for seq in range(11, last + 1):
        slow.publish(event(seq))
        quick.head = seq
        await asyncio.sleep(0)
    await quick.until(lambda: quick.screen.numbers()[-1] == last, "the quick one waits for the slow one")
    assert quick.screen.numbers() == list(range(10, last + 1))
    slow.screen.reading.set()
    await slow.until(lambda: slow.screen.shown[-1] == {"kind": "snapshot", "seq": last}, "no fresh snapshot")


async def test_a_screen_that_takes_nothing_for_too_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "STALL_SECONDS", 0.01)
    table = Table()
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.screen.reading.clear()
    table.publish(event(11))
    await asyncio.wait_for(table.task, 5)
    assert table.screen.closed == protocol.TOO_SLOW
    assert table.feed.listeners == set()


async def test_a_quiet_screen_gets_a_beat_with_the_last_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "BEAT_SECONDS", 0.01)
    table = Table()
    table.publish(event(11, "office"))
    await asyncio.wait_for(_beat(table), 5)
    assert table.screen.shown[-1] == {"kind": "beat", "log": "log", "seq": 11, "at": "now"}


async def _beat(table: Table) -> None:
    while not table.screen.shown or table.screen.shown[-1]["kind"] != "beat":
        await asyncio.sleep(0.005)


async def test_seen_is_reported_but_never_beyond_what_was_sent() -> None:
    table = Table()
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.screen.said.put_nowait('{"kind":"seen","seq":10}')
    table.screen.said.put_nowait('{"kind":"seen","seq":99}')
    await table.until(lambda: table.seen == [10, 10], "seen is not reported")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind":"order"}', '{"kind":"seen","seq":"1"}', "x" * 5000])
async def test_a_message_nobody_knows_closes_the_socket(text: str) -> None:
    table = Table()
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.screen.said.put_nowait(text)
    await asyncio.wait_for(table.task, 5)
    assert table.screen.closed == protocol.BAD_MESSAGE
    assert table.screen.shown[-1]["code"] == "bad_message"


async def test_the_101st_message_in_a_minute_closes_the_socket() -> None:
    table = Table()
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    for _ in range(session.MESSAGES_A_MINUTE_MAX + 1):
        table.screen.said.put_nowait('{"kind":"seen","seq":1}')
    await asyncio.wait_for(table.task, 5)
    assert len(table.seen) == session.MESSAGES_A_MINUTE_MAX
    assert table.screen.closed == protocol.TOO_MANY_MESSAGES


async def test_the_session_ends_when_the_other_side_is_gone() -> None:
    table = Table()
    table.screen.said.put_nowait(None)
    await asyncio.wait_for(table.task, 5)
    assert table.feed.listeners == set()


async def test_an_orders_topic_hears_everything_of_that_order_and_nothing_else() -> None:
    table = Table(topics=("orders:a",))
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.publish(event(11, "floor", "a"), event(12, "station:grill", "a"), event(13, "floor", "b"))
    await table.until(lambda: table.screen.numbers() == [10, 11, 12], "not the order's events")


async def test_all_stations_are_heard_through_one_topic() -> None:
    table = Table(topics=("stations",))
    await table.until(lambda: len(table.screen.shown) == 1, "no snapshot")
    table.publish(event(11, "station:grill"), event(12, "station:bar"), event(13, "floor"))
    await table.until(lambda: table.screen.numbers() == [10, 11, 12], "not all stations")
