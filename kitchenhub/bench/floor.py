"""The floor: the least that any server with these promises must do for an order, and bare echo beside it.

Starlette, msgspec decoding, raw sqlite3 with one writing thread, group commit, rows merged per table: the
hub's own statements with an order's own rows, and the same fan-out. It decides, checks and logs nothing.
"""

import asyncio
import itertools
import queue
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from kitchenhub.bench.capture import Recorded
from kitchenhub.live.content import Opening
from kitchenhub.live.endpoint import StarletteSocket
from kitchenhub.live.feed import Feed
from kitchenhub.live.protocol import Beat, Subscription, encode
from kitchenhub.live.session import Session
from kitchenhub.orders.wire import NewOrder
from kitchenhub.store.log import LiveEvent

GROUP_MAX = 256
FIRST_SEQ = 1_000_000
TOPICS = ("bench",)


class Template(msgspec.Struct):
    """What the floor repeats: one order's statements, the ids in them, its answer and its events."""

    database: str
    statements: list[Recorded]
    ids: list[str]
    answer: dict[str, Any]
    events: list[dict[str, Any]]


class _Waiting(msgspec.Struct):
    ids: list[str]
    future: "asyncio.Future[bytes]"


class _Insert:
    """An INSERT with the rows of one order; id columns and event numbers are filled in anew."""

    def __init__(self, recorded: Recorded, ids: list[str]) -> None:
        self.sql = recorded.sql
        self._numbered = recorded.table == "events"
        self._rows = [(row, _marks(row, ids)) for row in recorded.rows]

    def rows(self, group: list[_Waiting], number: "itertools.count[int]") -> list[list[Any]]:
        made: list[list[Any]] = []
        for order in group:
            for row, marks in self._rows:
                fresh = list(row)
                for column, position, prefix in marks:
                    fresh[column] = prefix + order.ids[position]
                if self._numbered:
                    fresh[1] = next(number)
                made.append(fresh)
        return made


class _Update:
    """An UPDATE guarded by version: each row once a group."""

    def __init__(self, recorded: Recorded) -> None:
        self.sql = recorded.sql
        self._rows = recorded.rows
        self._version_at = recorded.names.index("version")
        self._base_at = recorded.names.index("base_version")

    def rows(self) -> list[list[Any]]:
        for row in self._rows:
            row[self._base_at] = row[self._version_at]
            row[self._version_at] += 1
        return self._rows


def _marks(row: list[Any], ids: list[str]) -> list[tuple[int, int, str]]:
    """Where a row holds an id: (column, which id, what stands before it).

    The order's ids are replaced; an id that the hub made itself becomes the order's id behind a prefix.
    """
    marks: list[tuple[int, int, str]] = []
    for column, value in enumerate(row):
        if isinstance(value, str) and value in ids:
            position = ids.index(value)
            marks.append((column, position, "") if position < 5 else (column, 0, f"{position}-"))
    return marks


class FloorWriter:
    """One thread, one connection, one transaction a group."""

    def __init__(self, template: Template, loop: asyncio.AbstractEventLoop, feed: Feed) -> None:
        self._template = template
        self._loop = loop
        self._feed = feed
        self._queue: queue.SimpleQueue[_Waiting] = queue.SimpleQueue()
        self._row_number = itertools.count(FIRST_SEQ)
        self._seq = FIRST_SEQ
        kinds = template.statements
        self._inserts = [_Insert(one, template.ids) for one in kinds if one.kind == "insert"]
        self._updates = [_Update(one) for one in kinds if one.kind == "update"]
        threading.Thread(target=self._run, daemon=True).start()

    def submit(self, ids: list[str]) -> "asyncio.Future[bytes]":
        """Queue an order; the future ends after the commit."""
        future: asyncio.Future[bytes] = self._loop.create_future()
        self._queue.put(_Waiting(ids, future))
        return future

    def _run(self) -> None:
        connection = sqlite3.connect(self._template.database, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        while True:
            group = [self._queue.get()]
            while len(group) < GROUP_MAX and not self._queue.empty():
                group.append(self._queue.get())
            connection.execute("BEGIN IMMEDIATE")
            for insert in self._inserts:
                connection.executemany(insert.sql, insert.rows(group, self._row_number))
            for update in self._updates:
                connection.executemany(update.sql, update.rows())
            events = [event for order in group for event in self._events(order)]
            answers = [self._answer(order) for order in group]
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(self._deliver, group, answers, events)

    def _events(self, order: _Waiting) -> list[LiveEvent]:
        made: list[LiveEvent] = []
        for told in self._template.events:
            self._seq += 1
            told["seq"] = self._seq
            if told["type"] == "order.placed":
                told["data"]["id"] = order.ids[0]
            made.append(LiveEvent(self._seq, TOPICS[0], None, msgspec.json.encode(told).decode()))
        return made

    def _answer(self, order: _Waiting) -> bytes:
        self._template.answer["id"] = order.ids[0]
        return msgspec.json.encode(self._template.answer)

    def _deliver(self, group: list[_Waiting], answers: list[bytes], events: list[LiveEvent]) -> None:
        self._feed.publish(events)
        for order, answer in zip(group, answers, strict=True):
            order.future.set_result(answer)


def floor_app(template: Template) -> Starlette:
    """The floor's application: `/orders`, `/echo` and the live channel."""
    decoder = msgspec.json.Decoder(NewOrder)
    feed = Feed(FIRST_SEQ)
    writers: list[FloorWriter] = []

    async def order(request: Request) -> Response:
        sent = decoder.decode(await request.body())
        if not writers:
            writers.append(FloorWriter(template, asyncio.get_running_loop(), feed))
        answer = await writers[0].submit([sent.id, *(line.id for line in sent.lines)])
        return Response(answer, 201, media_type="application/json")

    async def echo(request: Request) -> Response:
        return Response(await request.body(), 201, media_type="application/json")

    async def live(websocket: WebSocket) -> None:
        await websocket.accept("kitchenhub.v1")
        wanted = Subscription(TOPICS, None, None, True)

        async def content(asked: Subscription) -> Opening:
            return Opening([encode(Beat("floor", feed.last_seq, ""))], feed.last_seq, "floor")

        await Session(StarletteSocket(websocket), feed, wanted, content, lambda seq: None, lambda: "").run()

    return Starlette(
        routes=[
            Route("/orders", order, methods=["POST"]),
            Route("/echo", echo, methods=["POST"]),
            WebSocketRoute("/api/v1/live", live),
        ]
    )


def main() -> None:
    """Serve the floor of a template on a port: `python -m kitchenhub.bench.floor TEMPLATE DATABASE
    PORT`.
    """
    template = msgspec.msgpack.decode(Path(sys.argv[1]).read_bytes(), type=Template)
    template.database = sys.argv[2]
    uvicorn.run(
        floor_app(template), host="127.0.0.1", port=int(sys.argv[3]), log_level="critical", access_log=False,
        ws="websockets-sansio", ws_per_message_deflate=False, loop="uvloop", http="httptools", lifespan="off",
    )  # fmt: skip


if __name__ == "__main__":
    main()
