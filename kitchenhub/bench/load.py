"""The load process: clients that order as fast as they are answered, and screens that watch.

Run by `rounds.py` as `python -m kitchenhub.bench.load`, with one JSON line in and one out.
"""

import asyncio
import itertools
import sys
import time

import msgspec

from kitchenhub.bench.http_client import Connection
from kitchenhub.bench.orders import new_ids, request_maker
from kitchenhub.bench.screens import Screen

LIVE = "/api/v1/live?topics=floor,stations,stock,menu,office&batch=1"


class Task(msgspec.Struct, frozen=True):
    """What to do: where, with how many clients and screens, for how long. A token is a restaurant;
    clients and screens take them in turn.
    """

    port: int
    tokens: list[str]
    path: str
    clients: int
    screens: int
    seconds: float
    stalled: bool = False
    measure_seen: bool = False


class Measured(msgspec.Struct, frozen=True):
    """What came of it. Times are milliseconds from sending to the answer, and to the first screen."""

    orders: int
    seconds: float
    ack_ms: list[float]
    seen_ms: list[float]
    refused: int
    events_lost: int


async def run(task: Task) -> Measured:
    """Open screens and connections, order until the time is over, wait for the last events."""
    turns = itertools.cycle(task.tokens)
    screens = [Screen("127.0.0.1", task.port, LIVE, next(turns)) for _ in range(task.screens)]
    stalled = [Screen("127.0.0.1", task.port, LIVE, task.tokens[0], stalled=True)] if task.stalled else []
    for screen in (*screens, *stalled):
        await screen.open()
        screen.keep_seqs = task.stalled
    if task.measure_seen and screens:
        screens[0].seen_at = {}
    connections = [Connection("127.0.0.1", task.port) for _ in range(task.clients)]
    for connection in connections:
        await connection.open()
    sent_at: dict[str, float] = {}
    acks: list[float] = []
    refused = 0
    started = time.perf_counter()

    async def order(connection: Connection, token: str) -> None:
        nonlocal refused
        make = request_maker(task.path, token)
        while time.perf_counter() - started < task.seconds:
            ids = new_ids()
            request = make(ids)
            begun = time.perf_counter()
            sent_at[ids[0]] = begun
            status, _ = await connection.send(request)
            acks.append((time.perf_counter() - begun) * 1000)
            refused += status not in (200, 201)

    turns = itertools.cycle(task.tokens)
    await asyncio.gather(*(order(connection, next(turns)) for connection in connections))
    seconds = time.perf_counter() - started
    await _settle(screens)
    seen = screens[0].seen_at if screens and screens[0].seen_at else {}
    seen_ms = [(at - sent_at[id]) * 1000 for id, at in seen.items() if id in sent_at]
    lost = sum(_lost(screen.seqs) for screen in screens) if task.stalled else 0
    for screen in (*screens, *stalled):
        screen.close()
    for connection in connections:
        connection.close()
    return Measured(len(acks), seconds, acks, seen_ms, refused, lost)


async def _settle(screens: list[Screen]) -> None:
    for _ in range(100):
        before = [screen.frames for screen in screens]
        await asyncio.sleep(0.05)
        if [screen.frames for screen in screens] == before:
            return


def _lost(seqs: list[int]) -> int:
    return (seqs[-1] - seqs[0] + 1 - len(seqs)) if seqs else 0


def main() -> None:
    """Read one task from standard input, write what was measured."""
    task = msgspec.json.decode(sys.stdin.buffer.readline(), type=Task)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(run(task))) + b"\n")


if __name__ == "__main__":
    main()
